import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGunzip, createGzip } from 'node:zlib';
import type { Config } from '../config/config.ts';
import { openDatabase, type Opened } from '../open.ts';
import type { Connection } from '../platform/database/connections.ts';
import { readMigrations } from '../platform/database/migrate.ts';
import { allPlaces } from '../platform/http/places.ts';
import type { Log } from '../platform/log.ts';
import { eraseAgain, readErasures } from './erasures.ts';
import { withOwner } from './owner.ts';

/** The first line of a backup: what wrote it, so that it is read only by what can. */
type Header = { format: 'common-thread-backup'; version: 1; migration: string; place: string | null };
type Table = { name: string; hasPlace: boolean; key: string[] };
const chunk = 500;

/** Every table, those that others point to before those that point to them. */
async function tablesInOrder(connection: Connection): Promise<Table[]> {
  const { rows } = await connection.query(
    `select format('%I.%I', n.nspname, c.relname) as name,
            exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'place_id' and not a.attisdropped) as has_place,
            array(select quote_ident(a.attname) from pg_index i, unnest(i.indkey) with ordinality as k(n, o) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n
                   where i.indrelid = c.oid and i.indisprimary order by k.o)::text[] as key,
            array(select format('%I.%I', fn.nspname, f.relname) from pg_constraint k join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
                   where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid)::text[] as needs
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'auth') and c.relkind = 'r' and c.relname <> 'migration' order by 1`,
    [],
  );
  const waiting = new Map(
    (rows as { name: string; has_place: boolean; key: string[]; needs: string[] }[]).map((row) => [row.name, row]),
  );
  const ordered: Table[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((row) => row.needs.every((need) => !waiting.has(need)));
    if (ready.length === 0) throw new Error('tables point to each other in a circle');
    for (const row of ready) {
      waiting.delete(row.name);
      ordered.push({ name: row.name, hasPlace: row.has_place, key: row.key });
    }
  }
  return ordered;
}

/** Asks for the columns of a table: those that are written, or those that the database works out from them. */
function columnsOf(table: string, which: 'written' | 'generated'): string {
  return `select attname::text as name from pg_attribute where attrelid = '${table}'::regclass and attnum > 0
    and not attisdropped and attgenerated ${which === 'written' ? '=' : '<>'} ''`;
}

/** The lines of a backup: the header, then each row as the database writes it. In one snapshot that the caller holds. */
async function* linesOf(
  connection: Connection,
  place: { id: string; slug: string } | undefined,
  counted: (rows: number) => void,
): AsyncGenerator<string> {
  const migration = readMigrations().at(-1)?.name ?? '';
  const header: Header = { format: 'common-thread-backup', version: 1, migration, place: place?.slug ?? null };
  yield `${JSON.stringify(header)}\n`;
  for (const table of await tablesInOrder(connection)) {
    const where = whereOf(table, place?.id);
    if (where === undefined) continue;
    for (let offset = 0; ; offset += chunk) {
      const { rows } = await connection.query(
        `select (to_jsonb(t) - array(${columnsOf(table.name, 'generated')}))::text as row from ${table.name} t ${where} order by ${table.key.join(', ')} limit ${chunk} offset ${offset}`,
        [],
      );
      for (const { row } of rows as { row: string }[]) yield `{"table":${JSON.stringify(table.name)},"row":${row}}\n`;
      counted(rows.length);
      if (rows.length < chunk) break;
    }
  }
}

async function write(
  config: Config,
  log: Log,
  path: string,
  place: { id: string; slug: string } | undefined,
  opened: Opened,
): Promise<number> {
  // `wx` writes over nothing; a file that was begun and could not be finished is taken away again.
  const file = await open(path, 'wx', 0o600);
  let count = 0;
  try {
    await withOwner(config, opened, log, async (connection) => {
      // One snapshot of everything: what others write meanwhile is not half in it.
      await connection.exec('begin isolation level repeatable read read only; set local role thread_owner');
      try {
        const lines = linesOf(connection, place, (rows) => (count += rows));
        await pipeline(Readable.from(lines), createGzip(), file.createWriteStream());
      } finally {
        await connection.exec('rollback');
      }
    });
  } catch (error) {
    await file.close().catch(() => {});
    await rm(path, { force: true });
    throw error;
  }
  return count;
}

/** Which rows of a table belong to the export; undefined when none of them do. `place` is our own id, never typed text. */
function whereOf(table: Table, place: string | undefined): string | undefined {
  if (place === undefined) return '';
  if (table.hasPlace) return `where place_id = '${place}'`;
  if (table.name === 'public.place') return `where id = '${place}'`;
  if (table.name === 'public.organisation')
    return `where id in (select organisation_id from partner where place_id = '${place}')`;
  if (table.name === 'public.account')
    return `where id in (select account_id from membership where place_id = '${place}')`;
  return undefined;
}

/** Writes everything to a file that must not exist yet. */
export async function backup(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const [file] = words;
  if (file === undefined) throw new Error('Say where to: backup thread-backup.jsonl.gz');
  const opened = await openDatabase(config, log);
  try {
    console.log(
      `Wrote ${await write(config, log, file, undefined, opened)} rows to ${file}. It holds personal data and password hashes: keep it safe.`,
    );
  } finally {
    await opened.close();
  }
}

/** Writes everything of one place to a file: a place can leave with all its data. */
export async function exportPlace(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const [slug, file] = words;
  if (slug === undefined || file === undefined)
    throw new Error('Say which place and where to: export wrenmouth wrenmouth.jsonl.gz');
  const opened = await openDatabase(config, log);
  try {
    const place = (await opened.db.read({ role: 'thread_public' }, allPlaces)).find((one) => one.slug === slug);
    if (place === undefined) throw new Error(`There is no place "${slug}".`);
    console.log(
      `Wrote ${await write(config, log, file, place, opened)} rows of ${place.name} to ${file}. It holds personal data: keep it safe.`,
    );
  } finally {
    await opened.close();
  }
}

/**
 * Reads a backup into an empty database, all of it or nothing. It may have been written on the other engine. With the list of
 * erasures nobody comes back who was erased after the backup was made.
 */
export async function restore(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { erasures: { type: 'string' } },
  });
  const [file] = positionals;
  if (file === undefined)
    throw new Error('Say which file: restore thread-backup.jsonl.gz [--erasures thread-erasures.jsonl]');
  const erasures = values.erasures === undefined ? [] : readErasures(values.erasures);
  const opened = await openDatabase(config, log);
  try {
    const { total, erased } = await withOwner(config, opened, log, async (connection) => {
      await connection.exec('begin; set local role thread_owner');
      try {
        const total = await readInto(connection, file);
        const erased = await eraseAgain(connection, erasures);
        await connection.exec('commit');
        return { total, erased };
      } catch (error) {
        await connection.exec('rollback');
        throw error;
      }
    });
    console.log(`Restored ${total} rows from ${file}.`);
    if (values.erasures === undefined)
      console.log('Records that were erased since the backup are back: erase them again with --erasures FILE.');
    else console.log(`${erased} records that were erased since are erased again.`);
  } finally {
    await opened.close();
  }
}

async function readInto(connection: Connection, file: string): Promise<number> {
  const known = new Set((await tablesInOrder(connection)).map((table) => table.name));
  const { rows } = await connection.query('select count(*)::int as places from place', []);
  if ((rows as { places: number }[])[0]?.places !== 0)
    throw new Error(
      'The database is not empty: a backup is restored into an empty one (start with a new data folder or database, and DEMO=no).',
    );
  let header: Header | undefined;
  let table = '';
  let waiting: unknown[] = [];
  let total = 0;
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) {
      const { rows: columns } = await connection.query(columnsOf(table, 'written'), []);
      const names = (columns as { name: string }[]).map(({ name }) => `"${name}"`).join(', ');
      await connection.query(
        `insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
        [JSON.stringify(waiting)],
      );
    }
    total += waiting.length;
    waiting = [];
  };
  for await (const text of createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Infinity,
  })) {
    const value = JSON.parse(text) as Header | { table: string; row: unknown };
    if (header === undefined) {
      if (!('format' in value) || value.format !== 'common-thread-backup')
        throw new Error(`${file} is not a backup of Common Thread.`);
      const expected = readMigrations().at(-1)?.name ?? '';
      if (value.migration !== expected)
        throw new Error(
          `The backup was written at ${value.migration} and this version is at ${expected}: restore it with the version that wrote it, then upgrade.`,
        );
      header = value;
      continue;
    }
    if (!('table' in value) || !known.has(value.table))
      throw new Error(`${file} holds a table that this version does not know.`);
    if (value.table !== table || waiting.length >= chunk) {
      await flush();
      ({ table } = value);
    }
    waiting.push(value.row);
  }
  await flush();
  if (header === undefined) throw new Error(`${file} is empty.`);
  return total;
}
