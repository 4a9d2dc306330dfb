import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { testDatabaseUrl } from '../../src/config/env.ts';
import { newUuid } from '../../src/kernel/ids.ts';
import { PostgresSource } from '../../src/platform/database/connections.ts';
import { createDatabase, type Database } from '../../src/platform/database/database.ts';
import { written } from '../../src/platform/database/prepared.ts';
import { sharedSource } from '../support/database.ts';

const url = testDatabaseUrl();

/** A database with one connection, so that what one transaction leaves behind meets the next. */
async function withOne(test: (db: Database) => Promise<void>): Promise<void> {
  await sharedSource(); // with its roles
  const db = createDatabase(new PostgresSource({ url: url ?? '', connections: 1, onError: () => {} }));
  try {
    await test(db);
  } finally {
    await db.close();
  }
}

const place = newUuid();
const reader = { role: 'thread_public', place } as const;
const who = sql<{ role: string; place: string; reading: string }>`
  select current_user::text as role, current_setting('thread.place', true) as place,
         current_setting('transaction_read_only') as reading`;

describe(
  'one statement as a transaction',
  { skip: url === undefined && 'needs a served database: set TEST_DATABASE_URL' },
  () => {
    it('acts for whom it says, and leaves nothing of that behind', async () => {
      await withOne(async (db) => {
        assert.deepEqual(await db.once(reader, 'read only', written(who)), [
          { role: 'thread_public', place, reading: 'on' },
        ]);
        const [next] = await db.once({ role: 'thread_auth' }, 'read write', written(who));
        assert.deepEqual([next?.role, next?.place || undefined, next?.reading], ['thread_auth', undefined, 'off']);
      });
    });

    it('is undone where it fails, and the next one begins anew', async () => {
      await withOne(async (db) => {
        const write = written(
          sql`create temporary table once_kept on commit preserve rows as select 1 / ${0}::integer as one`,
        );
        await assert.rejects(db.once(reader, 'read write', write), /division by zero/);
        await assert.rejects(
          db.once(reader, 'read only', written(sql`create temporary table other (one integer)`)),
          /read-only/,
        );
        assert.deepEqual(await db.once(reader, 'read only', written(sql`select to_regclass('once_kept') as one`)), [
          { one: null },
        ]);
      });
    });

    it('is not done before it has ended: what fails at the end fails', async () => {
      await withOne(async (db) => {
        const ask = async (text: string) =>
          await db.once(reader, 'read write', written(sql.raw<{ many: number }>(text)));
        await ask('create temporary table once_ends (one integer unique deferrable initially deferred)');
        await assert.rejects(ask('insert into once_ends values (1), (1)'), /once_ends_one_key/);
        assert.deepEqual(await ask('select count(*) as many from once_ends'), [{ many: 0 }]);
        await ask('insert into once_ends values (1)');
        assert.deepEqual(await ask('select count(*) as many from once_ends'), [{ many: 1 }]);
      });
    });

    it('gives its connection back where it could not begin', async () => {
      await withOne(async (db) => {
        const wrong = { role: 'thread_public', place: 'no id at all' } as const;
        await assert.rejects(db.once(wrong, 'read only', written(who)), TypeError);
        await assert.rejects(
          db.read(wrong, async () => await Promise.resolve()),
          TypeError,
        );
        await assert.rejects(
          db.write(wrong, async () => await Promise.resolve()),
          TypeError,
        );
        assert.equal((await db.once(reader, 'read only', written(who))).length, 1);
      });
    });

    it('lets a reading end after its answer, and the next taker of the connection wait for that', async () => {
      await withOne(async (db) => {
        const ask = async () => await db.read(reader, async (trx) => (await who.execute(trx)).rows[0]?.place);
        assert.deepEqual(await Promise.all([ask(), ask(), db.once(reader, 'read only', written(who))]), [
          place,
          place,
          [{ role: 'thread_public', place, reading: 'on' }],
        ]);
      });
    });
  },
);
