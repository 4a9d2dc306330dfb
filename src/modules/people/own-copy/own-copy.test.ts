import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantPerson } from '../../../../test/support/people.ts';

const contingency = { trigger: 'I do not sleep', helps: 'A walk', 'call-words': 'In the evening', avoid: 'Letters' };

describe('the person’s own copy', () => {
  it('is one page with what matters, goals and what to do if things go wrong, and the day', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const worker = await app.person('link-worker');
      const person = await plantPerson(app, { account: ruth.account });
      const here = `/testbourne/people/${person.id}`;
      await app.post(`${here}/contingency`, { ...contingency, call: person.tie }, worker);
      for (const [url, reader] of [
        ['/testbourne/me/plan', ruth],
        [`${here}/plan/copy`, worker],
      ] as const) {
        const page = await app.get(url, reader);
        assert.equal(page.heading, 'My plan');
        for (const words of [
          '2 March 2026',
          'wordmatters',
          'wordstrength',
          'Who is around me',
          'I want: wordgoal',
          'I have not said yes yet',
          'Who to call: Wordcircle: In the evening',
          'Please do not: Letters',
        ])
          assert.ok(page.text.includes(words), `${url}: ${words}`);
        for (const word of ['wordneed', 'wordsafety', 'wordphone'])
          assert.equal(page.text.includes(word), false, `${url}: ${word}`);
        assert.equal(page.document.querySelector('title')?.textContent?.includes('Wordidentity'), false);
        assert.equal(page.document.querySelectorAll('main form, main button').length, 0);
      }
    });
  });

  it('hides in safe mode what everything else hides, whoever prints it', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const worker = await app.person('link-worker');
      const person = await plantPerson(app, { account: ruth.account });
      const here = `/testbourne/people/${person.id}`;
      await app.post(`${here}/contingency`, { ...contingency, call: person.tie }, worker);
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth);
      for (const [url, reader] of [
        ['/testbourne/me/plan', ruth],
        [`${here}/plan/copy`, worker],
      ] as const) {
        const main = (await app.get(url, reader)).document.querySelector('main')?.textContent ?? '';
        assert.ok(main.includes('wordgoal'), main);
        for (const words of ['Wordcircle', 'Testbourne Council', 'Who helps me'])
          assert.equal(main.includes(words), false, `${url}: ${words}`);
      }
    });
  });

  it('is there for nobody else, and for nobody without a record', async () => {
    await withTestApp(async (app) => {
      const person = await plantPerson(app);
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      assert.equal((await app.get(`/testbourne/people/${person.id}/plan/copy`, nurse)).status, 404);
      const editor = await app.person('editor');
      assert.equal((await app.get(`/testbourne/people/${person.id}/plan/copy`, editor)).status, 404);
      assert.equal((await app.get('/testbourne/me/plan', await app.person('resident'))).status, 404);
    });
  });
});
