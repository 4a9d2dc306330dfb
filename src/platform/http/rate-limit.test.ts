import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withRollback } from '../../../test/support/database.ts';
import { countUse, tooManySentence } from './rate-limit.ts';

const now = new Date('2026-03-02T09:00:00Z');
const rule = { limit: 2, windowSeconds: 900 };

describe('counting uses', () => {
  it('allows as many as the limit in one window, for each bucket by itself', async () => {
    await withRollback(async (db) => {
      const allowed: boolean[] = [];
      for (let i = 0; i < 3; i += 1) allowed.push((await countUse(db, 'one', rule, now)).allowed);
      assert.deepEqual(allowed, [true, true, false]);
      assert.equal((await countUse(db, 'two', rule, now)).allowed, true);
      const later = new Date(now.getTime() + 900_000);
      assert.equal((await countUse(db, 'one', rule, later)).allowed, true);
    });
  });

  it('keeps no bucket by its name, and forgets old windows', async () => {
    await withRollback(async (db) => {
      await countUse(db, 'amara@example.org', rule, now);
      await countUse(db, 'amara@example.org', rule, new Date(now.getTime() + 900_000));
      await countUse(db, 'another', rule, new Date(now.getTime() + 3 * 86_400_000));
      const rows = await db.read(
        { role: 'thread_service', job: 'test' },
        async (trx) => await trx.selectFrom('rate_limit').selectAll().execute(),
      );
      assert.equal(rows.length, 1);
      assert.ok(!JSON.stringify(rows).includes('amara'));
    });
  });

  it('says how long to wait', () => {
    assert.match(tooManySentence({ allowed: false, retryAfterSeconds: 30 }), /Wait a minute/);
    assert.match(tooManySentence({ allowed: false, retryAfterSeconds: 840 }), /Wait 14 minutes/);
  });
});
