import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../test/support/app.ts';
import { plantPriority } from '../../test/support/strategy.ts';

describe('the home page of a place', () => {
  it('teaches what will be there while there is nothing yet', async () => {
    await withTestApp(async ({ get }) => {
      const home = await get('/testbourne');
      assert.match(home.text, /What we said.*Nothing yet.*What we did.*Nothing yet.*What changed.*Nothing yet/);
    });
  });

  it('is kept for anonymous readers and never stale: a change shows on the next request', async () => {
    await withTestApp(async (app) => {
      const first = await app.app.inject('/testbourne');
      const etag = String(first.headers.etag);
      const again = await app.app.inject({ url: '/testbourne', headers: { 'if-none-match': etag } });
      assert.equal(again.statusCode, 304);
      await plantPriority(app);
      const changed = await app.app.inject({ url: '/testbourne', headers: { 'if-none-match': etag } });
      assert.equal(changed.statusCode, 200);
      assert.notEqual(changed.headers.etag, etag);
    });
  });

  it('of a signed-in person is not given to anybody else', async () => {
    await withTestApp(async ({ app, get, person }) => {
      const sam = await person('administrator', { name: 'Sam Delaney' });
      assert.match((await get('/testbourne', sam)).text, /Sam Delaney/);
      const anonymous = await app.inject('/testbourne');
      assert.doesNotMatch(anonymous.body, /Sam Delaney|Administration/);
      assert.match(String(anonymous.headers['cache-control']), /must-revalidate/);
    });
  });

  it('that does not exist answers like any page that is not there', async () => {
    await withTestApp(async ({ get }) => {
      assert.equal((await get('/nowhere')).status, 404);
    });
  });
});

describe('search', () => {
  it('finds by stem, forgives a slip of the finger, and shows a draft to partners only', async () => {
    await withTestApp(async (app) => {
      await plantPriority(app, 'Nobody tells their story twice');
      const finds = async (words: string, person?: Parameters<typeof app.get>[1]): Promise<boolean> =>
        (await app.get(`/testbourne/search?q=${encodeURIComponent(words)}`, person)).hasLink(
          'Nobody tells their story twice',
        );
      assert.equal(await finds('stories'), true);
      assert.equal(await finds('storry twise'), true);
      assert.equal(await finds('elephants'), false);
      const tom = await app.person('programme-manager');
      await app.post('/testbourne/priorities', { title: 'Secret gardens for everybody', summary: 'Later' }, tom);
      const words = 'secret gardens';
      assert.equal((await app.get(`/testbourne/search?q=${words}`)).hasLink('Secret gardens'), false);
      assert.equal((await app.get(`/testbourne/search?q=${words}`, tom)).hasLink('Secret gardens'), true);
      const ruth = await app.person('resident');
      assert.equal((await app.get(`/testbourne/search?q=${words}`, ruth)).hasLink('Secret gardens'), false);
    });
  });

  it('reads any text as words, never as a command', async () => {
    await withTestApp(async ({ get }) => {
      for (const words of [`'; drop table place; --`, '"', '& | !', '<script>alert(1)</script>', '%', '\\']) {
        const page = await get(`/testbourne/search?q=${encodeURIComponent(words)}`);
        assert.equal(page.status, 200, words);
        assert.doesNotMatch(page.html, /<script>alert/);
      }
    });
  });
});

describe('loose ends and following the thread', () => {
  it('a priority without a commitment is a loose end until somebody makes one', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const before = await app.get('/testbourne/loose-ends');
      assert.ok(before.hasLink('Nobody tells their story twice'), before.text);
      assert.ok(planted.slug);
    });
  });

  it('leads from a statement to the priority that answers it, and back', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const statement = await app.db.read({ role: 'thread_public', place: app.place.id }, async (trx) => {
        return await trx
          .selectFrom('thread_record')
          .select('id')
          .where('place_id', '=', app.place.id)
          .where('kind', '=', 'statement')
          .executeTakeFirstOrThrow();
      });
      const down = await app.get(`/testbourne/thread/statement/${statement.id}`);
      assert.match(down.text, /What came of it.*Nobody tells their story twice/);
      const up = await app.get(`/testbourne/thread/priority/${planted.priorityId}`);
      assert.match(up.text, /Why it is here.*I tell my story every time/);
      assert.equal((await app.get(`/testbourne/thread/priority/${statement.id}`)).status, 404);
    });
  });
});
