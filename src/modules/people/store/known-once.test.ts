import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withRollback } from '../../../../test/support/database.ts';
import { newUuid } from '../../../kernel/ids.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';

const scope: Scope = { role: 'thread_member', account: newUuid(), place: newUuid(), purpose: 'direct-support' };

let asked = 0;

/** Each question is worded anew: a reading answers the same question from memory. */
async function one(trx: Trx, expression: string): Promise<string | null> {
  const { rows } = await sql<{
    value: string | null;
  }>`select ${sql.raw(`${expression} as value -- ${(asked += 1)}`)}`.execute(trx);
  return rows[0]?.value ?? null;
}

describe('what is known of the asker for one transaction', () => {
  it('is kept once it was worked out, also when the answer is nothing', async () => {
    await withRollback(async (db) => {
      await db.read(scope, async (trx) => {
        assert.equal(await one(trx, `thread.known('helping_organisation')`), null);
        assert.equal(await one(trx, 'thread.helping_organisation()'), null);
        assert.equal(await one(trx, `thread.known('helping_organisation')`), '');
        await one(trx, 'thread.denied_keys()');
        assert.equal(await one(trx, `thread.known('denied_keys')`), '{}');
        await one(trx, `thread.keep('helping_organisation', '${scope.role === 'thread_member' ? scope.place : ''}')`);
        assert.equal(await one(trx, 'thread.helping_organisation()'), scope.place);
      });
    });
  });

  it('answers no other account, place, organisation or purpose, and not the first again after another asked', async () => {
    await withRollback(async (db) => {
      await db.read(scope, async (trx) => {
        for (const setting of ['account', 'place', 'organisation', 'purpose']) {
          await one(trx, `thread.keep('my_person', '${newUuid()}')`);
          const before = await one(trx, `current_setting('thread.${setting}', true)`);
          await one(trx, `set_config('thread.${setting}', '${newUuid()}', true)`);
          assert.equal(await one(trx, `thread.known('my_person')`), null, setting);
          await one(trx, 'thread.denied_keys()');
          await one(trx, `set_config('thread.${setting}', '${before ?? ''}', true)`);
          assert.equal(await one(trx, `thread.known('my_person')`), null, setting);
        }
      });
    });
  });

  it('is worked out anew after the transaction has written', async () => {
    await withRollback(async (db) => {
      await db.write(scope, async (trx) => {
        await one(trx, `thread.keep('my_person', '${newUuid()}')`);
        assert.notEqual(await one(trx, 'thread.my_person()'), null);
        await one(trx, 'pg_current_xact_id()::text'); // as the first write does
        assert.equal(await one(trx, 'thread.my_person()'), null);
        assert.equal(await one(trx, `thread.known('my_person')`), null);
      });
    });
  });
});
