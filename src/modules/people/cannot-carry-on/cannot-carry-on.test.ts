import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { agree, joinIn, plantPerson } from '../../../../test/support/people.ts';

const mine = '/testbourne/me/cannot-carry-on';
const heading = 'Carers who cannot carry on';

describe('a carer who cannot carry on', () => {
  it('says so with one press; those who lead see it at once with what helps, and say what they did', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const [worker, other] = [await app.person('link-worker'), await app.person('link-worker')];
      const person = await plantPerson(app, { account: ruth.account });
      const here = `/testbourne/people/${person.id}`;
      await app.post(`${here}/contingency`, { trigger: 'I do not sleep', helps: 'A walk', call: person.tie }, worker);
      assert.equal((await app.get('/testbourne/me', ruth)).link('I cannot carry on'), mine);
      assert.ok((await app.get(mine, ruth)).text.includes('A walk'));
      for (let times = 0; times < 3; times += 1) assert.equal((await app.post(mine, {}, ruth)).status, 303);
      await app.post(mine, { words: 'One night of sleep' }, ruth);
      const thanks = await app.get(mine, ruth);
      assert.ok(thanks.text.includes('Testbourne Council sees it from now on'));
      assert.ok(thanks.text.includes('You have done nothing wrong'));
      const today = await app.get('/testbourne/today', worker);
      const items = [...today.document.querySelectorAll('a[href*="cannot-carry-on"]')];
      // Said three times without a word is said once; what was added is not lost.
      assert.equal(items.length, 2);
      assert.ok(today.text.indexOf(heading) < today.text.indexOf('Steps that are due'));
      const alert = items[1]?.getAttribute('href') ?? '';
      const page = await app.get(alert, worker);
      for (const words of ['One night of sleep', 'A walk', 'Wordcircle']) assert.ok(page.text.includes(words), words);
      assert.deepEqual((await app.post(alert, { version: '1' }, worker)).errors, ['Say what you did, in a few words']);
      const answer = { answer: 'Rang her; her sister stays tonight', version: '1' };
      assert.equal((await app.post(alert, answer, worker)).status, 303);
      const late = await app.post(alert, { ...answer, answer: 'Rang too' }, other);
      assert.equal(late.status, 409);
      const left = (await app.get('/testbourne/today', worker)).document.querySelectorAll('a[href*="cannot-carry-on"]');
      assert.equal(left.length, 1);
      assert.ok((await app.get(mine, ruth)).text.includes('her sister stays tonight'));
    });
  });

  it('reaches nobody but those who lead: no other helper, no role without the plan, nobody denied by name', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const worker = await app.person('link-worker');
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const denied = await app.person('link-worker');
      const person = await plantPerson(app, { account: ruth.account, mayPlan: 'partners' });
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, person.id, trust);
      const deny = { 'deny-who': `${app.organisation.id}/${denied.account}` };
      assert.equal((await app.post(`/testbourne/people/${person.id}/sharing/deny`, deny, ruth)).status, 303);
      await app.post(mine, { words: 'Wordalert' }, ruth);
      const today = await app.get('/testbourne/today', worker);
      const alert = today.document.querySelector('a[href*="cannot-carry-on"]')?.getAttribute('href') ?? '';
      assert.ok((await app.get(alert, worker)).text.includes('Wordalert'));
      for (const reader of [nurse, denied, await app.person('editor')]) {
        assert.equal((await app.get('/testbourne/today', reader)).html.includes('cannot-carry-on'), false);
        assert.equal((await app.get(alert, reader)).status, 404);
        assert.ok([404, 409].includes((await app.post(alert, { answer: 'x', version: '1' }, reader)).status));
      }
      assert.ok((await app.get('/testbourne/today', worker)).html.includes('cannot-carry-on'));
    });
  });

  it('shows in safe mode neither what was said nor who knows', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      await plantPerson(app, { account: ruth.account });
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth);
      await app.post(mine, { words: 'Wordalert' }, ruth);
      const page = await app.get(mine, ruth);
      for (const words of ['Wordalert', 'Testbourne Council', 'Wordcircle', 'Thank you for saying so'])
        assert.equal(page.text.includes(words), false, words);
    });
  });
});
