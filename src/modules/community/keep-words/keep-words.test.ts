import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantService } from '../../../../test/support/community.ts';

const address = '/testbourne/community/words';

describe('words that mean the same in a place', () => {
  it('find each other from the moment they are added, and no longer once they are removed', async () => {
    await withTestApp(async (app) => {
      const tom = await app.person('programme-manager');
      await plantService(app);
      const finds = async (): Promise<boolean> =>
        (await app.get('/testbourne/community?words=bait')).hasLink('Soup and company');
      assert.equal(await finds(), false);
      const done = await app.post(address, { word: 'Bait', means: 'lunch' }, tom);
      assert.equal(done.location, `${address}?notice=word-kept`);
      assert.equal(await finds(), true);
      // Twice is once.
      assert.equal((await app.post(address, { word: 'bait', means: 'lunch' }, tom)).status, 303);
      assert.equal((await app.get(address, tom)).document.querySelectorAll('tbody tr').length, 1);
      assert.equal((await app.post(`${address}/remove`, { word: 'bait', means: 'lunch' }, tom)).status, 303);
      assert.equal(await finds(), false);
    });
  });
  it('are two short, different words, and what was typed stays', async () => {
    await withTestApp(async (app) => {
      const tom = await app.person('administrator');
      const problems = async (word: string, means: string): Promise<string[]> => {
        const page = await app.post(address, { word, means }, tom);
        assert.equal(page.status, 422);
        assert.equal(page.value('People say'), word);
        return page.errors;
      };
      assert.deepEqual(await problems('', ''), ['Enter what people say', 'Enter what it is the same as']);
      assert.deepEqual(await problems('lunch', 'Lunch'), ['Enter two different words']);
      assert.deepEqual(await problems('one two three four', 'lunch'), [
        'Enter one to three words, of two letters or more',
      ]);
    });
  });
});
