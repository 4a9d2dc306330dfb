// Makes a place many times as large as it is, in SQL alone: every row that belongs to it is copied, and the copies refer
// to each other as the originals do. What a place has one of, or few, stays single: its organisations, accounts, bodies,
// agreements and its conversation, which so gets many times the statements, people and votes.
import type { Connection } from '../src/platform/database/connections.ts';
import type { Uuid } from '../src/kernel/ids.ts';

/** Tables of which nothing is copied: what stays single, and what is folded again or is no record of the place. */
const single = new Set([
  'access_denial',
  'access_grant',
  'body',
  'body_member',
  'conversation',
  'conversation_result',
  'invitation',
  'invited_group',
  'job',
  'mail',
  'measure_import',
  'membership',
  'partner',
  'postcode_area',
  'public_version',
  'room',
  'sector',
  'sharing_agreement',
  'sharing_agreement_party',
  'short_code',
]);

const copyOf = (column: string): string => `md5(${column}::text || ':' || n)::uuid`;

/** How a column of a copy differs from the original's, where it must: by table and column, or by column in any table. */
const changed: Record<string, string> = {
  slug: `left(t.slug, 52) || '-x' || n`,
  token_hash: `md5(t.token_hash || n) || md5(n || t.token_hash)`,
  once: `t.once`,
  'theme.label': `left(t.label, 60) || ' ' || n`,
  'work_task.once': `t.once || '/' || n`,
  'decision.number': `left(t.number, 5) || (substr(t.number, 6)::integer + n * 1000)`,
  'participant.number': `t.number + n * 10000`,
  'statement.number': `t.number + n * 10000`,
  'person.name': `t.name || ' ' || n`,
  'person.account_id': `null`,
  'person.nhs_number': `lpad(((t.nhs_number::bigint + n * 1000003) % 10000000000)::text, 10, '0')`,
  'uptake.origin_story_id': copyOf('t.origin_story_id'),
  'published_story.address': `t.address || '-x' || n`,
  // An address ends in the record's own id, the slug (and the number of a statement), or in a part of the page of another.
  'thread_record.address': `case
    when t.address like '%' || t.id::text then replace(t.address, t.id::text, ${copyOf('t.id')}::text)
    when t.kind = 'statement' then regexp_replace(t.address, '[0-9]+$', '') || (substring(t.address from '[0-9]+$')::integer + n * 10000)
    else regexp_replace(t.address, '[^/]+$', '') || left(substring(t.address from '[^/]+$'), 52) || '-x' || n end`,
};

type Column = { table: string; column: string; type: string; key: boolean };

async function columnsOfPlaces(connection: Connection): Promise<Map<string, Column[]>> {
  const { rows } = await connection.query(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, coalesce(a.attnum = any (k.conkey), false) as key
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and exists (select 1 from pg_attribute p where p.attrelid = c.oid and p.attname = 'place_id' and not p.attisdropped)
      order by c.relname, a.attnum`,
    [],
  );
  return Map.groupBy(
    (rows as Column[]).filter((row) => !single.has(row.table)),
    (row) => row.table,
  );
}

/** The tables in an order in which each comes after those that it has keys to. */
async function inOrderOfKeys(connection: Connection, tables: readonly string[]): Promise<string[]> {
  const { rows } = await connection.query(
    `select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint where contype = 'f' and conrelid <> confrelid`,
    [],
  );
  const keys = Map.groupBy(rows as { from: string; to: string }[], (row) => row.from);
  const ordered = new Set<string>();
  const visit = (table: string): void => {
    if (ordered.has(table)) return;
    for (const { to } of keys.get(table) ?? []) if (tables.includes(to)) visit(to);
    ordered.add(table);
  };
  for (const table of tables) visit(table);
  return [...ordered];
}

/**
 * Adds copies of everything in `place` until it is there `times` times, folds who may see whom again, and analyses.
 * The same rows in give the same rows out. `connection` is a superuser's or the owner's, outside a transaction.
 * @returns how many rows were added.
 */
export async function multiplyPlace(connection: Connection, place: Uuid, times: number): Promise<number> {
  const tables = await columnsOfPlaces(connection);
  await connection.exec(`begin; set local role thread_owner; set local "thread.place" = '${place}'`);
  await connection.exec('create temporary table copied (id uuid primary key) on commit drop');
  for (const [table, columns] of tables) {
    if (columns.some(({ column, key }) => column === 'id' && key))
      // A card has the id of its record: the record's own table says whether that is copied.
      if (table !== 'thread_record')
        await connection.query(
          `insert into copied select t.id from ${table} t where t.place_id = $1 on conflict do nothing`,
          [place],
        );
  }
  await connection.exec('analyze copied');
  let added = 0;
  for (const table of await inOrderOfKeys(connection, [...tables.keys()])) {
    const columns = tables.get(table) ?? [];
    const isCopied = (column: string): string => `t.${column} in (select id from copied)`;
    const values = columns.map(({ column, type }) => {
      const special = changed[`${table}.${column}`] ?? changed[column];
      if (special !== undefined) return special;
      if (type !== 'uuid' || column === 'place_id') return `t.${column}`;
      return `case when ${isCopied(column)} then ${copyOf(`t.${column}`)} else t.${column} end`;
    });
    const keys = columns.filter(({ column, type, key }) => key && type === 'uuid' && column !== 'place_id');
    const names = columns.map(({ column }) => column).join(', ');
    const { affected } = await connection.query(
      `insert into ${table} (${names}) select ${values.join(', ')} from ${table} t, generate_series(1, $2::integer) n
        where t.place_id = $1 and (${keys.map(({ column }) => isCopied(column)).join(' or ') || 'false'})`,
      [place, times - 1],
    );
    added += affected ?? 0;
    // The check of a key is planned when it is first made: for the table as it is now.
    await connection.exec(`analyze ${table}`);
  }
  await connection.exec('select thread.refold_all(); commit');
  await connection.exec('vacuum (analyze)');
  return added;
}
