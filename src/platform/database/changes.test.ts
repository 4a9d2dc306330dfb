import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../test/support/app.ts';
import { raisePublicVersion } from './changes.ts';

describe('the public version of a place', () => {
  it('is raised once by a transaction, however much it publishes, and again by the next', async () => {
    await withTestApp(async ({ db, place, seed, addPlace }) => {
      const other = await addPlace('elsewhere');
      const version = async (): Promise<number> => {
        const row = await db.read(
          seed,
          async (trx) =>
            await trx
              .selectFrom('public_version')
              .select('version')
              .where('place_id', '=', place.id)
              .executeTakeFirst(),
        );
        return row?.version ?? 0;
      };
      const heard: string[] = [];
      const stop = await db.listen('thread_public', (one) => heard.push(one));
      const before = await version();
      await db.write(seed, async (trx) => {
        await raisePublicVersion(trx, place.id);
        await raisePublicVersion(trx, place.id);
      });
      assert.equal(await version(), before + 1);
      await db.write(seed, async (trx) => await raisePublicVersion(trx, place.id));
      assert.equal(await version(), before + 2);
      await db.write(
        { ...seed, place: other.id } as typeof seed,
        async (trx) => await raisePublicVersion(trx, other.id),
      );
      await stop();
      assert.deepEqual(heard, [place.id, place.id, other.id]);
    });
  });
});
