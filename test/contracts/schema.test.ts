import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { describeSchema, describeTypes } from '../../src/platform/database/catalogue.ts';
import type { Connection } from '../../src/platform/database/connections.ts';
import { readMigrations } from '../../src/platform/database/migrate.ts';
import { sharedSource } from '../support/database.ts';

async function connected<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await (await sharedSource()).acquire();
  try {
    return await work(connection);
  } finally {
    connection.release();
  }
}

async function rows<T>(sql: string): Promise<T[]> {
  return await connected(async (connection) => (await connection.query(sql, [])).rows as T[]);
}

/** Tables of ours in the shared tables' schema; those with a place_id belong to a place. */
const ours = `select c.oid, c.relname,
    exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'place_id' and not a.attisdropped) as owned
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`;

/** Reference tables: they are copied whole to every node of a cluster, so their keys need no place. */
const references = ['place', 'organisation', 'account', 'short_code'];

describe('the schema', () => {
  it('is the one in schema.sql: run `npm run codegen` after a migration', async () => {
    assert.equal(await connected(describeSchema), readFileSync('src/platform/database/schema.sql', 'utf8'));
  });

  it('is the one in tables.ts: run `npm run codegen` after a migration', async () => {
    assert.equal(await connected(describeTypes), readFileSync('src/platform/database/tables.ts', 'utf8'));
  });

  it('comes from migrations numbered without a gap', () => {
    assert.deepEqual(
      readMigrations().map((migration) => migration.number),
      readMigrations().map((_, index) => index + 1),
    );
    for (const { name } of readMigrations()) assert.match(name, /^\d{4}-[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('has a name of ours for every constraint', async () => {
    const given = await rows<{ line: string }>(
      `select c.relname || ': ' || k.conname as line from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'auth') and k.contype in ('p', 'u', 'f', 'c') and k.conname ~ '_(pkey|fkey|key|check|excl)[0-9]*$'`,
    );
    assert.deepEqual(
      given.map((row) => row.line),
      [],
    );
    for (const { name, sql } of readMigrations()) {
      const bare = sql.replaceAll(/--.*$/gm, '').replaceAll(/\bwith check\b/g, '');
      const unnamed = [...bare.matchAll(/^.*\b(?:primary key|unique|foreign key|check)\s*\(.*$/gm)]
        .map((match) => match[0].trim())
        .filter((line) => !/\bconstraint\s+[a-z_]+\s+(?:primary key|unique|foreign key|check)\b/.test(line));
      assert.deepEqual(unnamed, [], `${name} leaves a constraint without a name`);
    }
  });
});

describe('the schema, for a distributed PostgreSQL,', () => {
  it('has the place first in the primary key of every table that belongs to a place', async () => {
    const found = await rows<{ relname: string; key: string[] | null }>(
      `select t.relname, (select array_agg(a.attname::text order by k.o) from pg_constraint p, unnest(p.conkey) with ordinality as k(n, o)
          join pg_attribute a on a.attrelid = t.oid and a.attnum = k.n where p.conrelid = t.oid and p.contype = 'p') as key
         from (${ours}) t where t.owned`,
    );
    assert.ok(found.length > 25, `${found.length} tables`);
    assert.deepEqual(
      found.filter((row) => !references.includes(row.relname) && row.key?.[0] !== 'place_id').map((row) => row.relname),
      [],
    );
  });

  it('has every other table on the short list of those that belong to no place', async () => {
    const found = await rows<{ relname: string }>(`select t.relname from (${ours}) t where not t.owned order by 1`);
    assert.deepEqual(
      found.map((row) => row.relname),
      ['account', 'migration', 'organisation', 'place', 'rate_limit'],
    );
  });

  it('has the place in every unique constraint and unique index of such a table', async () => {
    const found = await rows<{ line: string }>(
      `select t.relname || ': ' || x.relname as line from (${ours}) t join pg_index i on i.indrelid = t.oid join pg_class x on x.oid = i.indexrelid
        where t.owned and i.indisunique and t.relname <> all (array['${references.join("','")}'])
          and not exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'place_id' and a.attnum = any (i.indkey))`,
    );
    assert.deepEqual(
      found.map((row) => row.line),
      [],
    );
  });

  it('has the place on both sides of every foreign key between two such tables, each opposite the other', async () => {
    const found = await rows<{ line: string }>(
      `select t.relname || ': ' || k.conname as line from (${ours}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
         join (${ours}) u on u.oid = k.confrelid
        where t.owned and u.owned and u.relname <> all (array['${references.join("','")}'])
          and not exists (select 1 from unnest(k.conkey, k.confkey) as pair(f, p)
            join pg_attribute a on a.attrelid = t.oid and a.attnum = pair.f and a.attname = 'place_id'
            join pg_attribute b on b.attrelid = u.oid and b.attnum = pair.p and b.attname = 'place_id')`,
    );
    assert.deepEqual(
      found.map((row) => row.line),
      [],
    );
    const all = await rows(
      `select 1 from (${ours}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' join (${ours}) u on u.oid = k.confrelid where t.owned and u.owned`,
    );
    assert.ok(all.length > 15, `${all.length} keys were looked at`);
  });

  it('has no foreign key from a reference table into a place', async () => {
    const found = await rows<{ line: string }>(
      `select t.relname || ': ' || k.conname as line from (${ours}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
         join (${ours}) u on u.oid = k.confrelid where not t.owned and u.owned`,
    );
    assert.deepEqual(found, []);
  });

  it('has no triggers of ours, no identity columns, no sequences, no enums and no rules', async () => {
    const here = `n.nspname in ('public', 'auth', 'thread')`;
    const found = await rows<{ line: string }>(
      `select 'trigger ' || g.tgname as line from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace where ${here} and not g.tgisinternal
       union all select 'identity ' || c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace where ${here} and a.attidentity <> ''
       union all select 'sequence ' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${here} and c.relkind = 'S'
       union all select 'enum ' || t.typname from pg_type t join pg_namespace n on n.oid = t.typnamespace where ${here} and t.typtype = 'e'
       union all select 'rule ' || r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace where ${here} and c.relkind = 'r'`,
    );
    assert.deepEqual(
      found.map((row) => row.line),
      [],
    );
  });

  it('keeps every key between modules on the shared tables only', async () => {
    const found = await rows<{ line: string }>(
      `select t.relname || ' -> ' || u.relname as line from (${ours}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' join (${ours}) u on u.oid = k.confrelid
        where u.relname <> all (array['place', 'organisation', 'account']) order by 1`,
    );
    const { tableOwners } = await import('../../tools/architecture-tables.ts');
    const ownerOf = (table: string): string | undefined =>
      Object.keys(tableOwners).find((owner) => tableOwners[owner]?.includes(table));
    assert.deepEqual(
      found
        .map((row) => row.line)
        .filter((line) => {
          const [from = '', to = ''] = line.split(' -> ');
          return ownerOf(from) !== ownerOf(to);
        }),
      [],
    );
  });
});
