import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withRollback } from '../../../test/support/database.ts';
import { newUuid } from '../../kernel/ids.ts';
import { afterCommit, type Trx } from './database.ts';

const now = new Date('2026-03-01T10:00:00Z');

async function addPlace(db: Parameters<Parameters<typeof withRollback>[0]>[0], slug: string): Promise<string> {
  const id = newUuid();
  await db.write({ role: 'thread_service', job: 'seed', place: id }, async (trx) => {
    await trx.insertInto('place').values({ id, slug, name: slug, tier: 'place', created_at: now }).execute();
  });
  return id;
}

describe('the database', () => {
  it('gives both engines the same JavaScript values', async () => {
    await withRollback(async (db) => {
      const row = await db.read({ role: 'thread_public' }, async (trx) => {
        const result = await sql<
          Record<string, unknown>
        >`select date '2026-03-01' as d, 7::int8 as i, 1.50::numeric as n, '{"a":1}'::jsonb as j, timestamptz '2026-03-01T10:00:00Z' as t`.execute(
          trx,
        );
        return result.rows[0];
      });
      assert.deepEqual(row, { d: '2026-03-01', i: 7, n: '1.50', j: { a: 1 }, t: now });
    });
  });

  it('refuses a whole number that JavaScript cannot hold exactly', async () => {
    await withRollback(async (db) => {
      await assert.rejects(
        db.read({ role: 'thread_public' }, async (trx) => await sql`select 9007199254740993::int8`.execute(trx)),
        RangeError,
      );
    });
  });

  it('asks the same only once in a reading, and every time in a writing', async () => {
    await withRollback(async (db) => {
      const ask = async (trx: Trx): Promise<unknown[]> => {
        const times = [1, 2].map(
          async () => (await sql<{ one: number }>`select random() as one`.execute(trx)).rows[0]?.one,
        );
        return await Promise.all(times);
      };
      const read = await db.read({ role: 'thread_public' }, ask);
      assert.equal(read[0], read[1]);
      const rows = await db.read({ role: 'thread_public' }, async (trx) => {
        const first = await sql<{ one: number }>`select 1 as one`.execute(trx);
        first.rows.pop();
        return (await sql<{ one: number }>`select 1 as one`.execute(trx)).rows;
      });
      assert.deepEqual(rows, [{ one: 1 }], 'what one asker does with its list is not seen by the next');
      const place = await addPlace(db, 'somewhere');
      await db.write({ role: 'thread_service', job: 'seed', place }, async (trx) => {
        const names = async (): Promise<string[]> =>
          (await trx.selectFrom('place').select('name').where('id', '=', place).execute()).map((row) => row.name);
        const before = await names();
        await trx.updateTable('place').set({ name: 'elsewhere' }).where('id', '=', place).execute();
        assert.deepEqual([before, await names()], [['somewhere'], ['elsewhere']]);
      });
    });
  });

  it('sends a list as one value, whatever its length, and none as nothing found', async () => {
    await withRollback(async (db) => {
      const place = await addPlace(db, 'somewhere');
      const other = await addPlace(db, 'elsewhere');
      for (const [ids, found] of [
        [[], 0],
        [[place], 1],
        [[place, other], 2],
        [[place, other, newUuid()], 2],
      ] as const) {
        const rows = await db.read({ role: 'thread_public' }, async (trx) => {
          const query = trx.selectFrom('place').select('id').where('id', 'in', ids);
          const { sql: text, parameters } = query.compile();
          assert.match(text, ids.length === 1 ? /"id" = \$1$/ : /"id" = any\(\$1\)$/);
          assert.equal(parameters.length, 1);
          return await query.execute();
        });
        assert.equal(rows.length, found);
      }
    });
  });

  it('shows no row of a guarded table when no place is named', async () => {
    await withRollback(async (db) => {
      const place = await addPlace(db, 'somewhere');
      await db.write({ role: 'thread_service', job: 'seed', place }, async (trx) => {
        await trx
          .insertInto('plan')
          .values({
            place_id: place,
            id: newUuid(),
            slug: 'a',
            title: 'A',
            kind: 'local',
            status: 'agreed',
            period_start: '2026-01-01',
            period_end: '2027-01-01',
            created_at: now,
          })
          .execute();
      });
      const seen = async (scope: Parameters<typeof db.read>[0]): Promise<number> =>
        (await db.read(scope, async (trx) => await trx.selectFrom('plan').selectAll().execute())).length;
      assert.equal(await seen({ role: 'thread_public' }), 0);
      assert.equal(await seen({ role: 'thread_service', job: 'any' }), 0);
      assert.equal(await seen({ role: 'thread_public', place }), 1);
    });
  });

  it('keeps nothing of a transaction that fails, and does not do what was to follow it', async () => {
    await withRollback(async (db) => {
      const place = await addPlace(db, 'somewhere');
      let followed = false;
      await assert.rejects(
        db.write({ role: 'thread_service', job: 'seed', place }, async (trx) => {
          await trx
            .insertInto('partner')
            .values({ place_id: place, organisation_id: newUuid(), joined_on: '2026-01-01' })
            .execute();
          afterCommit(trx, () => {
            followed = true;
          });
        }),
      );
      assert.equal(followed, false);
      assert.deepEqual(
        await db.read(
          { role: 'thread_public', place },
          async (trx) => await trx.selectFrom('partner').selectAll().execute(),
        ),
        [],
      );
    });
  });

  it('keeps nothing when one of several statements that were asked together fails, and serves the next reader', async () => {
    await withRollback(async (db) => {
      const place = await addPlace(db, 'somewhere');
      const priority = (slug: string) => ({
        place_id: place,
        id: newUuid(),
        slug,
        title: slug,
        status: 'published',
        created_at: now,
      });
      let late: Promise<unknown> | undefined;
      await assert.rejects(
        db.write({ role: 'thread_service', job: 'seed', place }, async (trx) => {
          late = new Promise((resolve) => setImmediate(resolve)).then(
            async () => await trx.insertInto('priority').values(priority('late')).execute(),
          );
          late.catch(() => {});
          await Promise.all([
            trx.insertInto('priority').values(priority('first')).execute(),
            sql`select 1 / 0`.execute(trx),
            trx.insertInto('priority').values(priority('second')).execute(),
          ]);
        }),
        /division by zero/,
      );
      await assert.rejects(async () => await late);
      const slugs = await db.read(
        { role: 'thread_public', place },
        async (trx) => await trx.selectFrom('priority').select('slug').execute(),
      );
      assert.deepEqual(slugs, []);
    });
  });

  it('does not let a reader write, whatever its role', async () => {
    await withRollback(async (db) => {
      const place = await addPlace(db, 'somewhere');
      for (const scope of [
        { role: 'thread_public', place },
        { role: 'thread_guest', place },
        { role: 'thread_member', place, account: newUuid() },
      ] as const) {
        await assert.rejects(
          db.write(
            scope,
            async (trx) =>
              await trx
                .insertInto('priority')
                .values({ place_id: place, id: newUuid(), slug: 'x', title: 'X', status: 'published', created_at: now })
                .execute(),
          ),
          /permission denied|row-level security/,
          scope.role,
        );
      }
    });
  });

  it('refuses a query outside a transaction', async () => {
    await withRollback(async (db) => {
      let kept: Parameters<Parameters<typeof db.read>[1]>[0] | undefined;
      await db.read({ role: 'thread_public' }, async (trx) => {
        kept = trx;
      });
      await assert.rejects(async () => await kept?.selectFrom('place').selectAll().execute());
    });
  });

  it('has row security enabled and forced, and a policy, on every table', async () => {
    await withRollback(async (db) => {
      const bare = await db.read({ role: 'thread_owner' }, async (trx) => {
        const result = await sql<{ relname: string }>`
          select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname in ('public', 'auth') and c.relkind = 'r'
             and (not c.relrowsecurity or not c.relforcerowsecurity
               or not exists (select 1 from pg_policy p where p.polrelid = c.oid))`.execute(trx);
        return result.rows.map((row) => row.relname);
      });
      assert.deepEqual(bare, []);
    });
  });

  it('has no policy that compares a column with itself, as a name without its table does inside a subquery', async () => {
    await withRollback(async (db) => {
      const policies = await db.read({ role: 'thread_owner' }, async (trx) => {
        const result = await sql<{ name: string; text: string }>`
          select policyname as name, concat_ws(' ', qual, with_check) as text from pg_policies`.execute(trx);
        return result.rows;
      });
      assert.ok(policies.length > 100);
      const itself = /\b(\w+\.\w+) = \1\b/;
      assert.deepEqual(
        policies.filter(({ text }) => itself.test(text)).map(({ name }) => name),
        [],
      );
    });
  });
});
