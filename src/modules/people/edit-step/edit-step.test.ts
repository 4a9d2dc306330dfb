import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { agree, joinIn, plantPerson } from '../../../../test/support/people.ts';

const soon = { 'by-day': '5', 'by-month': '3', 'by-year': '2026' };

async function offer(app: TestApp, person: { id: string; goal: string }, by: Person, form: Record<string, string>) {
  return await app.post(`/testbourne/people/${person.id}/goals/${person.goal}/steps`, { ...soon, ...form }, by);
}
/** The address of the answers to the step that a page shows under these words. */
function answersTo(page: Awaited<ReturnType<TestApp['get']>>, what: string): { to: string; version: string } {
  const form = [...page.document.querySelectorAll('form[action$="/answer"]')].find((one) =>
    one.textContent?.includes(what),
  );
  return {
    to: form?.getAttribute('action') ?? '',
    version: form?.querySelector('input[name="version"]')?.getAttribute('value') ?? '',
  };
}

describe('a contribution', () => {
  it('is offered, agreed by the person, on the list of whoever offered it, and kept or not with a word why', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { account: ruth.account, mayPlan: 'partners' });
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, person.id, trust);
      for (const what of ['Walk along to the club', 'Pay for the first lesson'])
        assert.equal(
          (await offer(app, person, nurse, { what, who: `organisation/${trust}`, needs: 'money' })).status,
          303,
        );
      assert.equal((await app.get('/testbourne/today', nurse)).text.includes('You said you would'), false);
      const mine = await app.get('/testbourne/me', ruth);
      assert.ok(mine.text.includes('It needs money that is not there yet'));
      for (const what of ['Walk along', 'Pay for']) {
        const { to, version } = answersTo(await app.get('/testbourne/me', ruth), what);
        assert.equal((await app.post(to, { answer: 'accept', version }, ruth)).status, 303);
      }
      const today = await app.get('/testbourne/today', nurse);
      const [, promised = ''] = today.text.split('You said you would');
      assert.ok(promised.includes('Walk along to the club'), today.text);
      const worker = await app.person('link-worker');
      const elsewhere = (await app.get('/testbourne/today', worker)).text;
      assert.equal(elsewhere.includes('You said you would'), false);

      const page = await app.get(`/testbourne/people/${person.id}`, nurse);
      const to = answersTo(page, 'Walk along').to.replace(/answer$/, 'outcome');
      const silent = await app.post(to, { kept: 'no', words: '', version: '2' }, nurse);
      assert.deepEqual(silent.errors, ['Say in a few words why it did not come about']);
      const told = { kept: 'no', words: 'The group had moved', version: '2' };
      assert.equal((await app.post(to, { ...told, version: '1' }, nurse)).status, 409);
      assert.equal((await app.post(to, told, nurse)).status, 303);
      const kept = answersTo(page, 'Pay for').to.replace(/answer$/, 'outcome');
      assert.equal((await app.post(kept, { kept: 'yes', words: 'She went twice', version: '2' }, nurse)).status, 303);
      const after = await app.get('/testbourne/me', ruth);
      for (const words of ['It did not come about', 'The group had moved', 'She went twice'])
        assert.ok(after.text.includes(words), words);
      const third = { what: 'Ring the club', who: `organisation/${trust}`, 'said-so': 'yes' };
      assert.equal((await offer(app, person, ruth, third)).status, 303);
      const ending = (await app.get('/testbourne/me', ruth)).link('Say how it went: Ring the club');
      assert.ok((await app.get(ending, ruth)).text.includes('Riverside Trust'));
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth);
      assert.equal((await app.get(ending, ruth)).text.includes('Riverside Trust'), false);
    });
  });

  it('is for nobody to see or say who may not see the plan', async () => {
    await withTestApp(async (app) => {
      const person = await plantPerson(app);
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const to = `/testbourne/people/${person.id}/steps/${person.step}/outcome`;
      assert.equal((await app.get(to, nurse)).status, 404);
      assert.equal((await app.post(to, { kept: 'yes', words: '', version: '1' }, nurse)).status, 404);
      assert.equal((await app.get(to, await app.person('editor'))).status, 404);
    });
  });
});
