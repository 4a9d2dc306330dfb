import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withRollback } from '../../../../test/support/database.ts';
import { planWorld, quoted, writeWorld, type World } from '../../../../test/store/leak-world.ts';
import type { Connection } from '../../../platform/database/connections.ts';

type Table = { name: string; names_person: boolean };

async function tablesOf(connection: Connection): Promise<Table[]> {
  const { rows } = await connection.query(
    `select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name,
            n.nspname = 'public' and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'person_id' and not a.attisdropped) as names_person
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'auth') and c.relkind = 'r' and c.relname <> 'migration' order by 1`,
    [],
  );
  return rows as Table[];
}

/** The text of every row of every table of the database, table by table. */
async function everything(connection: Connection, tables: readonly Table[]): Promise<Map<string, string>> {
  const text = tables
    .map(({ name }) => `select '${name}' as name, string_agg(to_jsonb(t)::text, ' ') as text from ${quoted(name)} t`)
    .join(' union all ');
  const { rows } = await connection.query(text, []);
  return new Map((rows as { name: string; text: string | null }[]).map((row) => [row.name, row.text ?? '']));
}

function isAbout(world: World, index: number, person: string): boolean {
  const placed = world.rows[index];
  return (
    placed !== undefined &&
    (placed.row['person_id'] === person || (placed.table === 'person' && placed.row['id'] === person))
  );
}

async function erase(connection: Connection, place: string, person: string, keepsConcerns: boolean): Promise<number> {
  await connection.exec(`set local thread.place = '${place}'`);
  const { rows } = await connection.query(
    `select thread.erase_person($1::uuid, $2::uuid, 'person', '2026-02-01', gen_random_uuid(), $3::boolean, now()) as count`,
    [place, person, keepsConcerns],
  );
  return (rows as { count: number }[])[0]?.count ?? -1;
}

describe('somebody whose record is erased', () => {
  it('is in no table of the database any more, whoever else is erased and in whatever order; nobody else loses a word', async (context) => {
    await withRollback(async (db) => {
      const connection = await db.source.acquire();
      const world = planWorld();
      await writeWorld(connection, world);
      const tables = await tablesOf(connection);
      const people = [...world.people.people.values()];
      // The world holds a row of every table that names a person, so that a table that is added later is looked at, too.
      for (const { name, names_person } of tables)
        assert.ok(!names_person || world.rows.some((one) => one.table === name), `no row of ${name} is tried`);
      const before = await everything(connection, tables);
      let looked = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(people, { minLength: 1, maxLength: 3 }),
          fc.boolean(),
          async (gone, keepsConcerns) => {
            await connection.exec('savepoint one');
            for (const one of gone) {
              assert.ok((await erase(connection, one.place, one.id, keepsConcerns)) > 20);
              assert.equal(
                await erase(connection, one.place, one.id, keepsConcerns),
                0,
                'a second time nothing is left',
              );
            }
            const after = await everything(connection, tables);
            for (const [index, { table, canary }] of world.rows.entries()) {
              if (!(before.get(table) ?? '').includes(canary)) continue;
              const isGone = gone.some((one) => isAbout(world, index, one.id));
              const isKept = isGone && keepsConcerns && table === 'safeguarding_concern';
              for (const [name, text] of after) {
                if (!isGone && name !== table) continue;
                looked += 1;
                const stands = text.includes(canary);
                if (isGone && !isKept) assert.ok(!stands, `${canary} of ${table} still stands in ${name}`);
                if (!isGone || (isKept && name === table)) assert.ok(stands, `${canary} of ${table} is lost`);
              }
            }
            // What remains of them is an id: in the stone, in who looked, and in what was audited.
            for (const one of gone)
              for (const [name, text] of after)
                if (text.includes(one.id))
                  assert.ok(['erased_person', 'access_log', 'audit_event'].includes(name), name);
            await connection.exec('rollback to savepoint one');
          },
        ),
        { numRuns: 12, seed: 17 },
      );
      context.diagnostic(`${tables.length} tables, ${looked} looks`);
      connection.release();
    });
  });

  it('is erased only within their place', async () => {
    await withRollback(async (db) => {
      const connection = await db.source.acquire();
      const world = planWorld();
      await writeWorld(connection, world);
      const [one] = world.people.people.values();
      const other = world.places.find((place) => place !== one?.place) ?? '';
      await connection.exec(`savepoint one; set local thread.place = '${other}'`);
      await assert.rejects(
        connection.query(
          `select thread.erase_person($1::uuid, $2::uuid, 'person', '2026-02-01', gen_random_uuid(), false, now())`,
          [one?.place ?? '', one?.id ?? ''],
        ),
      );
      await connection.exec('rollback to savepoint one');
      assert.equal(await erase(connection, other, one?.id ?? '', false), 0);
      connection.release();
    });
  });
});
