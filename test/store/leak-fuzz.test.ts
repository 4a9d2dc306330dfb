import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../src/lib/random.ts';
import type { Connection } from '../../src/platform/database/connections.ts';
import { scopeStatements, type Scope } from '../../src/platform/database/scope.ts';
import { withRollback } from '../support/database.ts';
import { mayChange, type Change } from './leak-writes.ts';
import { personCategories } from '../../src/kernel/helping.ts';
import {
  helpingIn,
  idSource,
  insertText,
  planWorld,
  quoted,
  writeWorld,
  type Row,
  type Value,
  type Who,
  type World,
} from './leak-world.ts';

type Leak = { who: string; did: string; leaked: string };
type Table = { name: string; columns: string[]; key: string[]; changeable: string[] };
type Snapshot = Map<string, Map<string, Row>>;
type Outcome = {
  leaks: Leak[];
  selects: number;
  rowsSeen: number;
  writesDone: number;
  refused: number;
  badSql: string[];
};
type Chance = {
  random: () => number;
  pick: <T>(list: readonly T[]) => T;
  below: (share: number) => boolean;
  id: () => string;
};

function chanceOf(seed: number): Chance {
  const random = seededRandom(seed);
  return {
    random,
    pick: (list) => list[Math.floor(random() * list.length)] as (typeof list)[number],
    below: (share) => random() < share,
    id: idSource(seed + 1),
  };
}

async function tablesOf(connection: Connection): Promise<Table[]> {
  const { rows } = await connection.query(
    `select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                   and (has_column_privilege('thread_member', c.oid, a.attnum, 'update') or has_column_privilege('thread_guest', c.oid, a.attnum, 'update'))) as changeable,
            array(select a.attname::text from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey) where k.conrelid = c.oid and k.contype = 'p' order by a.attnum) as key
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'auth') and c.relkind = 'r' and c.relname <> 'migration' order by 1`,
    [],
  );
  return rows as Table[];
}

function keyOf(table: Table, row: Row): string {
  return table.key.map((name) => String(row[name])).join('/');
}

async function snapshot(connection: Connection, tables: readonly Table[]): Promise<Snapshot> {
  const text = tables
    .map((table) => `select '${table.name}' as name, to_jsonb(t) as row from ${quoted(table.name)} t`)
    .join(' union all ');
  const { rows } = await connection.query(text, []);
  const byName = new Map(tables.map((table) => [table.name, table]));
  const found: Snapshot = new Map(tables.map((table) => [table.name, new Map<string, Row>()]));
  for (const { name, row } of rows as { name: string; row: Row }[]) {
    const table = byName.get(name);
    if (table !== undefined) found.get(name)?.set(keyOf(table, row), row);
  }
  return found;
}

/** How many rows were written of each table in this transaction, also by what a foreign key does, and also where it was undone. */
async function writtenOf(connection: Connection): Promise<Map<string, number>> {
  const { rows } = await connection.query(
    `select case schemaname when 'public' then relname else schemaname || '.' || relname end as name,
            (n_tup_ins + n_tup_upd + n_tup_del)::int as count from pg_stat_xact_user_tables`,
    [],
  );
  return new Map((rows as { name: string; count: number }[]).map(({ name, count }) => [name, count]));
}

function differences(before: Snapshot, after: Snapshot): Change[] {
  const changes: Change[] = [];
  for (const [table, rows] of before) {
    const now = after.get(table) ?? new Map<string, Row>();
    for (const [key, row] of rows) {
      const then = now.get(key);
      if (then === undefined || JSON.stringify(then) !== JSON.stringify(row))
        changes.push({ table, before: row, after: then });
    }
    for (const [key, row] of now) if (!rows.has(key)) changes.push({ table, before: undefined, after: row });
  }
  // A row whose key was changed looks like one that went and one that came: it is one that moved.
  return changes;
}

/** A caller: often one who could come from a real request, often a mix that no honest server would send. */
function randomScope(world: World, chance: Chance): { scope: Scope; who: Who } {
  const { pick, below } = chance;
  const roll = chance.random();
  const role =
    roll < 0.14
      ? 'thread_public'
      : roll < 0.34
        ? 'thread_guest'
        : roll < 0.8
          ? 'thread_member'
          : roll < 0.95
            ? 'thread_service'
            : 'thread_auth';
  const member = pick(world.members);
  const place = below(0.08) ? undefined : below(0.6) ? member.place : pick(world.places);
  const account =
    role === 'thread_member'
      ? below(0.05)
        ? chance.id()
        : below(0.85)
          ? member.account
          : pick(world.accounts)
      : below(0.2)
        ? pick(world.accounts)
        : undefined;
  const participant = below(role === 'thread_guest' ? 0.85 : 0.2) ? pick(world.participants) : undefined;
  const job =
    role === 'thread_service'
      ? below(0.2)
        ? undefined
        : pick(['seed', 'job-runner', 'mail-sender', 'results'])
      : below(0.1)
        ? pick(['seed', 'job-runner', 'mail-sender'])
        : undefined;
  const organisation = below(0.5)
    ? (member.organisation ?? undefined)
    : below(0.4)
      ? pick(world.organisations)
      : undefined;
  const link = below(role === 'thread_guest' ? 0.5 : 0.1) ? (below(0.8) ? pick(world.links) : chance.id()) : undefined;
  const purpose = below(0.6) ? 'direct-support' : below(0.2) ? 'referral' : undefined;
  const categories = below(0.5) ? [...personCategories] : personCategories.filter(() => below(0.3));
  const given = {
    role,
    ...(place === undefined ? {} : { place }),
    ...(account === undefined ? {} : { account }),
    ...(participant === undefined ? {} : { participant }),
    ...(job === undefined ? {} : { job }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(link === undefined ? {} : { link }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(categories.length === 0 ? {} : { categories }),
  };
  const memberships = world.members.filter((one) => one.account === account && one.place === place && one.inForce);
  const speaking = memberships.filter((one) => ['editor', 'administrator', 'programme-manager'].includes(one.role));
  return {
    scope: given as unknown as Scope,
    who: {
      role,
      place,
      account,
      participant,
      job,
      roles: memberships.map((one) => one.role),
      organisations: speaking.map((one) => one.organisation).filter((one) => one !== null),
      link,
      purpose,
      categories,
      named: organisation,
      helping: helpingIn(world, { account, place, organisation, purpose }),
      memberOf: world.members
        .filter((one) => one.account === account && one.place === place)
        .flatMap((one) => (one.inForce && one.organisation !== null ? [one.organisation] : [])),
    },
  };
}

type Attempt = { text: string; parameters: unknown[]; writes: boolean; counts?: Table };

function whereOf(table: Table, world: World, chance: Chance): string {
  const roll = chance.random();
  if (roll < 0.45) return '';
  if (roll < 0.7 && table.columns.includes('place_id')) return ` where t.place_id = '${chance.pick(world.places)}'`;
  const target = chance.pick(world.rows.filter((one) => one.table === table.name));
  const column = table.columns.includes('id') ? 'id' : table.key.at(-1);
  const value = column === undefined ? undefined : target?.row[column];
  return value === undefined ? '' : ` where t."${column}"::text = '${String(value)}'`;
}

function randomSelect(tables: readonly Table[], world: World, chance: Chance): Attempt {
  const table = chance.pick(tables);
  const other = chance.pick(tables);
  const from = `from ${quoted(table.name)} t${whereOf(table, world, chance)}`;
  const roll = chance.random();
  const select = (text: string): Attempt => ({ text, parameters: [], writes: false });
  if (roll < 0.6) return { ...select(`select '${table.name}' as name, to_jsonb(t) as row ${from} limit 300`) };
  if (roll < 0.75)
    return { ...select(`select count(*)::int as count ${from.replace(/ where .*/, '')}`), counts: table };
  if (roll < 0.88) return select(`select string_agg(to_jsonb(t)::text, ' ') as words ${from}`);
  const place =
    table.columns.includes('place_id') && other.columns.includes('place_id') ? 't.place_id = u.place_id' : 'true';
  return select(
    `select to_jsonb(t) as a, to_jsonb(u) as b from ${quoted(table.name)} t join ${quoted(other.name)} u on ${place} limit 60`,
  );
}

/** Every table, and those with the finest rules several times, so that they are tried more often; `aim` names more. */
function oftenTried(tables: readonly Table[], aim: Readonly<Record<string, number>> = {}): Table[] {
  const often: Record<string, number> = {
    commitment: 20,
    service: 14,
    service_version: 3,
    service_feedback: 4,
    search_synonym: 6,
    vote: 3,
    statement: 3,
    conversation: 2,
    priority: 2,
    membership: 2,
    mail: 2,
    person: 3,
    circle_member: 3,
    goal: 12,
    need: 2,
    thread_record: 2,
    referral: 3,
    ...aim,
  };
  return tables.flatMap((table) => Array.from({ length: often[table.name] ?? 1 }, () => table));
}

/** A value that could stand in the column: from another row of the table, or an id from anywhere in the world. */
function randomValue(table: Table, column: string, who: Who, world: World, chance: Chance): Value {
  if (column === 'place_id' && chance.below(0.7))
    return chance.below(0.5) ? (who.place ?? chance.pick(world.places)) : chance.pick(world.places);
  if (/account|offered_by|created_by/.test(column) && chance.below(0.5)) return who.account ?? null;
  if (column.includes('participant') && chance.below(0.6)) return who.participant ?? chance.pick(world.participants);
  if (column.includes('organisation') && chance.below(0.4))
    return chance.pick(who.organisations.length > 0 ? who.organisations : world.organisations);
  if (column === 'visibility') return chance.pick(['public', 'partner', 'personal']);
  const found = chance.pick(world.rows.filter((one) => one.table === table.name))?.row[column] ?? null;
  // Something new now and then, so that a change is seen as one.
  if (column.endsWith('_at') && chance.below(0.5))
    return `2026-02-0${1 + Math.floor(chance.random() * 9)}T12:00:00+00:00`;
  if (typeof found === 'number' && chance.below(0.5)) return Math.floor(chance.random() * 1_000) + 1;
  return found;
}

function randomWrite(tables: readonly Table[], who: Who, world: World, chance: Chance): Attempt | undefined {
  const roll = chance.random();
  // Rights are few, so that most blind updates end at them: many are aimed at what somebody may change.
  const isAimed = roll >= 0.4 && roll < 0.85 && chance.below(0.7);
  const table = chance.pick(isAimed ? tables.filter((one) => one.changeable.length > 0) : tables);
  const rows = world.rows.filter((one) => one.table === table.name);
  if (rows.length === 0) return undefined;
  const near = rows.filter((one) => one.row['place_id'] === who.place);
  const template = chance.pick(near.length > 0 && chance.below(0.6) ? near : rows);
  if (roll < 0.4) {
    const row: Row = { ...template.row };
    const word = chance.id();
    for (const column of Object.keys(row)) {
      if (column === 'id' || column === 'record_id') row[column] = word;
      else if (
        ['slug', 'code', 'dedupe_key', 'token_hash', 'label', 'bucket', 'email', 'to_kind', 'number'].includes(column)
      )
        row[column] = column === 'number' ? Math.floor(chance.random() * 1e6) + 100 : `new-${word}`;
      else if (column === 'place_id')
        row[column] = chance.below(0.6) ? (who.place ?? template.row['place_id'] ?? null) : chance.pick(world.places);
      else if (/account|offered_by|created_by|participant|organisation/.test(column) && chance.below(0.4))
        row[column] = randomValue(table, column, who, world, chance);
      else if (chance.below(0.08)) row[column] = randomValue(table, column, who, world, chance);
    }
    for (const column of ['offered_by', 'account_id'])
      if (table.columns.includes(column) && chance.below(0.6)) row[column] = who.account ?? null;
    return { text: insertText(table.name, row), parameters: [JSON.stringify(row)], writes: true };
  }
  const where = whereOf(table, world, chance);
  if (roll < 0.85) {
    const near = (isAimed || chance.below(0.5)) && table.changeable.length > 0 ? table.changeable : table.columns;
    const column = chance.pick(chance.below(0.12) && table.columns.includes('place_id') ? ['place_id'] : near);
    const value = randomValue(table, column, who, world, chance);
    return {
      text: `update ${quoted(table.name)} t set "${column}" = (jsonb_populate_record(null::${quoted(table.name)}, $1::text::jsonb))."${column}"${where}`,
      parameters: [JSON.stringify({ [column]: value })],
      writes: true,
    };
  }
  return { text: `delete from ${quoted(table.name)} t${where}`, parameters: [], writes: true };
}

/** Tries what `attempts` callers try, each in a savepoint that is undone, and lists everything that should not have worked. */
async function fuzz(
  connection: Connection,
  world: World,
  options: { attempts: number; seed: number; stopAtFirst?: boolean; aim?: Readonly<Record<string, number>> },
): Promise<Outcome> {
  const chance = chanceOf(options.seed);
  const tables = await tablesOf(connection);
  const tried = oftenTried(tables, options.aim);
  const before = await snapshot(connection, tables);
  const placedBy = new Map<string, Map<string, World['rows'][number]>>();
  for (const table of tables)
    placedBy.set(
      table.name,
      new Map(world.rows.filter((one) => one.table === table.name).map((one) => [keyOf(table, one.row), one])),
    );
  const byName = new Map(tables.map((table) => [table.name, table]));
  let written = await writtenOf(connection);
  const outcome: Outcome = { leaks: [], selects: 0, rowsSeen: 0, writesDone: 0, refused: 0, badSql: [] };
  await connection.exec('savepoint attempt');
  for (let number = 0; number < options.attempts; number += 1) {
    const { scope, who } = randomScope(world, chance);
    const attempt = chance.below(0.55) ? randomSelect(tried, world, chance) : randomWrite(tried, who, world, chance);
    if (attempt === undefined) continue;
    const leak = (leaked: string): void => {
      outcome.leaks.push({
        who: JSON.stringify({ ...scope, roles: who.roles }),
        did: `${attempt.text} ${JSON.stringify(attempt.parameters)}`,
        leaked,
      });
    };
    await connection.exec(`rollback to savepoint attempt; ${scopeStatements(scope)}`);
    let result: Awaited<ReturnType<Connection['query']>>;
    try {
      result = await connection.query(attempt.text, attempt.parameters);
    } catch (error) {
      outcome.refused += 1;
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      // Refused by a right (42501) or a constraint (23…) is what we hope for; anything else is a fault of this test.
      if (code !== '42501' && !code.startsWith('23')) outcome.badSql.push(`${code} ${attempt.text}`);
      continue;
    }
    if (!attempt.writes) {
      outcome.selects += 1;
      for (const one of result.rows as { name?: string; row?: Row; count?: number }[]) {
        outcome.rowsSeen += 1;
        if (one.name !== undefined && one.row !== undefined) {
          const table = byName.get(one.name);
          const placed = table === undefined ? undefined : placedBy.get(one.name)?.get(keyOf(table, one.row));
          if (placed === undefined || !placed.mayRead(who)) leak(`read ${one.name} ${JSON.stringify(one.row)}`);
        }
        if (one.count !== undefined && attempt.counts !== undefined) {
          const most = [...(placedBy.get(attempt.counts.name)?.values() ?? [])].filter((placed) =>
            placed.mayRead(who),
          ).length;
          // Sign-in asks of accounts whether they are closed: it may count them, and read no word of them.
          const isCounter = who.role === 'thread_auth' && attempt.counts.name === 'account';
          if (one.count > most && !isCounter)
            leak(`counted ${one.count} rows of ${attempt.counts.name}, may see ${most}`);
        }
      }
      for (const [canary] of JSON.stringify(result.rows).matchAll(/canary-\d+-x/g)) {
        const placed = world.byCanary.get(canary);
        if (placed === undefined || !placed.mayRead(who))
          leak(`read the word ${canary} of ${placed?.table ?? 'nowhere'}`);
      }
    } else if ((result.affected ?? 0) > 0) {
      outcome.writesDone += 1;
      await connection.exec('set local role none');
      // Looked at is each table of which anything was written since the last look.
      const now = await writtenOf(connection);
      const touched = tables.filter(({ name }) => now.get(name) !== written.get(name));
      written = now;
      assert.ok(touched.length > 0, 'the database counts what was written');
      const was = new Map([...before].filter(([name]) => touched.some((table) => table.name === name)));
      for (const change of differences(was, await snapshot(connection, touched)))
        if (!mayChange(who, change, world))
          leak(`changed ${change.table} from ${JSON.stringify(change.before)} to ${JSON.stringify(change.after)}`);
    }
    if (options.stopAtFirst === true && outcome.leaks.length > 0) break;
  }
  await connection.exec('rollback to savepoint attempt');
  assert.deepEqual(differences(before, await snapshot(connection, tables)), [], 'the fuzz undoes what it did');
  await connection.exec('release savepoint attempt');
  return outcome;
}

async function inWorld(test: (connection: Connection, world: World) => Promise<void>): Promise<void> {
  await withRollback(async (db) => {
    const connection = await db.source.acquire();
    try {
      const world = planWorld();
      await writeWorld(connection, world);
      await test(connection, world);
    } finally {
      connection.release();
    }
  });
}

describe('the policies of the database', () => {
  it('let nothing through in 11,000 random attempts', async (context) => {
    await inWorld(async (connection, world) => {
      const outcome = await fuzz(connection, world, { attempts: 11_000, seed: 20_260_301 });
      const { leaks, badSql, ...counts } = outcome;
      context.diagnostic(JSON.stringify(counts));
      assert.deepEqual(badSql.slice(0, 5), []);
      const kinds = new Map(leaks.map((leak) => [`${leak.did.slice(0, 40)} ${leak.leaked.slice(0, 60)}`, leak]));
      assert.deepEqual([...kinds.values()].slice(0, 6), [], `${leaks.length} leaks`);
      // The fuzz is worth something only if much of it gets somewhere.
      assert.ok(counts.selects > 3_000, `${counts.selects} selects ran`);
      assert.ok(counts.rowsSeen > 10_000, `${counts.rowsSeen} rows were seen`);
      assert.ok(counts.writesDone > 300, `${counts.writesDone} writes were let through, rightly`);
      assert.ok(counts.refused > 1_000, `${counts.refused} attempts were refused`);
    });
  });

  const sabotage: Readonly<Record<string, string>> = {
    'a draft conversation is shown like an open one':
      'alter policy conversation_public on conversation using (place_id = (select thread.place()))',
    'votes are shown to the whole room': 'alter policy vote_own on vote using (place_id = (select thread.place()))',
    'one partner may answer for another':
      'alter policy commitment_answer on commitment using (place_id = (select thread.place()) and (select thread.is_partner())) with check (place_id = (select thread.place()))',
    'a masked address is shown to everybody who is signed in':
      'alter policy masked_address_own on masked_address using (place_id = (select thread.place()))',
    'an organisation approves its own words':
      'alter policy service_approve on service using (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]))',
    'a table is left without row security': 'alter table mail disable row level security',
    'priorities of other places can be changed':
      'alter policy priority_write on priority using ((select thread.is_planner())) with check ((select thread.is_planner()))',
    'members read the accounts of everybody': 'alter policy account_own on account using (true)',
    'somebody who must not know sees the person all the same':
      'create or replace function thread.denied_keys() returns text[] language sql stable as $$ select array[]::text[] $$',
    'a role that may not know of plans sees goals':
      'create policy slip on goal for select to thread_member using (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()))',
    'a service reads passwords':
      'grant usage on schema auth to thread_service; grant select on auth."account" to thread_service; create policy slip on auth."account" for select to thread_service using (true)',
  };
  // A fault that few attempts could meet is looked for where it is: what is proved is that the fuzz would know it.
  const aims: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    'an organisation approves its own words': { service: 120 },
    'one partner may answer for another': { commitment: 120 },
  };
  for (const [slip, text] of Object.entries(sabotage)) {
    it(`would be found out: ${slip}`, async () => {
      await inWorld(async (connection, world) => {
        await connection.exec(text);
        const { leaks } = await fuzz(connection, world, {
          attempts: 60_000,
          seed: 7,
          stopAtFirst: true,
          aim: aims[slip] ?? {},
        });
        assert.ok(leaks.length > 0, 'the fuzz found nothing');
      });
    });
  }
});
