import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { testDatabaseUrl } from '../../src/config/env.ts';
import { newUuid } from '../../src/kernel/ids.ts';
import { PostgresSource } from '../../src/platform/database/connections.ts';
import { createDatabase } from '../../src/platform/database/database.ts';
import { sharedSource } from '../support/database.ts';

const url = testDatabaseUrl();

describe(
  'a reading that asks much at once',
  { skip: url === undefined && 'needs a served database: set TEST_DATABASE_URL' },
  () => {
    it('is answered by one process of the database under its role and settings, which leaves nothing of them behind', async () => {
      await sharedSource(); // with its roles
      const db = createDatabase(new PostgresSource({ url: url ?? '', connections: 3, onError: () => {} }));
      const place = newUuid();
      type Seen = { pid: number; role: string; place: string; is_reading: string };
      const read = async (): Promise<Seen[]> =>
        await db.read({ role: 'thread_public', place }, async (trx) => {
          const asked = Array.from(
            { length: 20 },
            async (_, index) =>
              await sql<Seen>`
                select pg_backend_pid() as pid, current_user::text as role, current_setting('thread.place') as place,
                       current_setting('transaction_read_only') as is_reading, ${index}::integer as at`.execute(trx),
          );
          return (await Promise.all(asked)).flatMap(({ rows }) => rows);
        });
      try {
        const seen = await read();
        assert.equal(new Set(seen.map((one) => one.pid)).size, 1);
        for (const one of seen) assert.deepEqual([one.role, one.place, one.is_reading], ['thread_public', place, 'on']);
        await assert.rejects(
          db.read({ role: 'thread_public', place }, async (trx) => {
            await Promise.all(
              Array.from({ length: 20 }, async (_, at) => await sql`select 1 / ${at - 15}::integer`.execute(trx)),
            );
          }),
          /division by zero/,
        );
        // Whatever role and place it had is gone from a connection that is lent again.
        const after = await db.read({ role: 'thread_public' }, async (trx) => {
          const { rows } = await sql<{
            place: string | null;
          }>`select nullif(current_setting('thread.place', true), '') as place`.execute(trx);
          return rows[0]?.place;
        });
        assert.equal(after, null);
      } finally {
        await db.close();
      }
    });
  },
);
