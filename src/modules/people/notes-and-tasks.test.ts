import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../test/support/app.ts';
import { deny, idIn, plant, scene } from '../../../test/support/working-day.ts';

const note = {
  'on-day': '1',
  'on-month': '3',
  'on-year': '2026',
  how: 'met',
  words: 'wordnote about the bus',
  category: 'plan',
  read: 'yes',
};
const held = { ...note, words: 'wordheld', read: 'held', 'held-reason': 'He reads her page and has hurt her before' };

describe('notes', () => {
  it('are read by the person, and not where a stated reason holds them back', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      assert.equal(
        (await app.post(`${the.here}/notes`, note, the.amara)).location,
        `${the.here}/work?notice=note-added`,
      );
      const without = await app.post(`${the.here}/notes`, { ...held, 'held-reason': 'Risk' }, the.amara);
      assert.equal(without.status, 422);
      assert.ok(without.html.includes('wordheld'), 'nothing typed is lost');
      assert.equal((await app.post(`${the.here}/notes`, held, the.amara)).status, 303);
      const safety = { ...note, words: 'wordsecret', category: 'safeguarding' };
      assert.equal((await app.post(`${the.here}/notes`, safety, the.amara)).status, 303);
      const all = await app.get(`${the.here}/work`, the.amara);
      for (const word of ['wordnote', 'wordheld', 'wordsecret']) assert.ok(all.text.includes(word), word);
      for (const url of ['/testbourne/me', '/testbourne/me/notes', '/testbourne/me/download']) {
        const own = await app.get(url, the.ruth);
        assert.equal(own.status, 200, url);
        assert.ok(own.html.includes('wordnote'), url);
        for (const word of ['wordheld', 'wordsecret', 'hurt her'])
          assert.ok(!own.html.includes(word), `${word} ${url}`);
      }
    });
  });

  it('are hidden from the person’s own pages in safe mode, with every appointment', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      await app.post(`${the.here}/notes`, note, the.amara);
      await app.db.write(app.seed, async (trx) => await plant(trx, app, the));
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, the.ruth);
      for (const url of ['/testbourne/me', '/testbourne/me/notes', '/testbourne/me/download']) {
        const own = await app.get(url, the.ruth);
        for (const word of ['wordnote', 'wordabout']) assert.ok(!own.html.includes(word), `${word} ${url}`);
      }
    });
  });

  it('go to partners by category, and to nobody whom the person refused by name', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      await app.post(`${the.here}/notes`, note, the.amara);
      await app.post(`${the.here}/notes`, { ...note, words: 'wordsecret', category: 'safeguarding' }, the.amara);
      const seen = await app.get(`${the.here}/work`, the.nurse);
      assert.ok(seen.text.includes('wordnote') && !seen.text.includes('wordsecret'));
      assert.ok(!seen.text.includes('Correct'), 'another organisation corrects nothing');
      await deny(app, the.person, the.nurse.account);
      await deny(app, the.person, the.femi.account);
      for (const refused of [the.nurse, the.femi])
        assert.equal((await app.get(`${the.here}/work`, refused)).status, 404);
    });
  });

  it('are corrected by a new version and marked as written in error, and nothing is lost', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      await app.post(`${the.here}/notes`, note, the.amara);
      const edit = (await app.get(`${the.here}/work`, the.amara)).html.match(/people\/[^"]+\/notes\/[^"]+\/edit/)?.[0];
      const url = `/testbourne/${edit}`;
      assert.equal((await app.post(url, { ...note, words: 'wordcorrected', version: '1' }, the.femi)).status, 303);
      const stale = await app.post(url, { ...note, words: 'wordstale', version: '1' }, the.amara);
      assert.equal(stale.status, 409);
      assert.ok(stale.html.includes('wordstale'));
      const page = await app.get(url, the.amara);
      assert.ok(page.text.includes('wordnote'), 'what it said before stands there');
      // Filed apart later, what it said before is kept apart, too.
      await app.post(url, { ...note, words: 'wordapart', category: 'safeguarding', version: '2' }, the.amara);
      assert.equal((await app.get(url, the.nurse)).status, 404);
      const versions = await app.db.read(
        { role: 'thread_member', account: the.ruth.account, place: app.place.id, purpose: 'direct-support' },
        async (trx) => await trx.selectFrom('personal_version').selectAll().where('kind', '=', 'note').execute(),
      );
      assert.deepEqual(versions, []);
      const wrong = { ...note, category: 'safeguarding', version: '3', withdraw: 'yes', 'withdrawn-why': '' };
      assert.equal((await app.post(url, wrong, the.amara)).status, 422);
      assert.equal((await app.post(url, { ...wrong, 'withdrawn-why': 'About somebody else' }, the.amara)).status, 303);
      const after = await app.get(`${the.here}/work`, the.amara);
      assert.ok(after.text.includes('Written in error: About somebody else') && after.text.includes('wordapart'));
    });
  });
});

describe('tasks', () => {
  it('are offered to a colleague, who answers; they stand on the list for today and never on the person’s page', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      const task = {
        what: 'wordtask',
        who: the.femi.account,
        category: 'plan',
        'by-day': '3',
        'by-month': '3',
        'by-year': '2026',
      };
      const offered = await app.post(`${the.here}/tasks`, task, the.amara);
      assert.equal(offered.location, `${the.here}/work?notice=task-offered`);
      const today = await app.get('/testbourne/today', the.femi);
      assert.ok(today.text.includes('wordtask') && today.text.includes('Yes or no?'));
      const one = `${the.here}/tasks/${idIn(today, /tasks\/([0-9a-f-]{36})/)}`;
      const stranger = await app.post(`${one}/answer`, { answer: 'accept', version: '1' }, the.amara);
      assert.equal(stranger.status, 422);
      assert.equal((await app.post(`${one}/answer`, { answer: 'decline', version: '1' }, the.femi)).status, 422);
      assert.equal((await app.post(`${one}/answer`, { answer: 'accept', version: '1' }, the.femi)).status, 303);
      assert.equal((await app.post(`${one}/answer`, { answer: 'done', version: '2' }, the.femi)).status, 303);
      assert.ok(!(await app.get('/testbourne/today', the.femi)).text.includes('wordtask'));
      for (const url of ['/testbourne/me', '/testbourne/me/notes', '/testbourne/me/download'])
        assert.ok(!(await app.get(url, the.ruth)).html.includes('wordtask'), url);
      assert.equal((await app.get(one, the.nurse)).status, 404);
    });
  });

  it('cannot be asked of somebody whom the person refused', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      await deny(app, the.person, the.femi.account);
      const form = await app.get(`${the.here}/tasks/new`, the.amara);
      assert.ok(form.text.includes('Amara Nwosu') && !form.text.includes('Femi Bello'));
      const task = {
        what: 'x',
        who: the.femi.account,
        category: 'plan',
        'by-day': '3',
        'by-month': '3',
        'by-year': '2026',
      };
      assert.equal((await app.post(`${the.here}/tasks`, task, the.amara)).status, 422);
    });
  });
});
