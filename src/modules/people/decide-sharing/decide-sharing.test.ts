import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { agree, joinIn, plantPerson } from '../../../../test/support/people.ts';

describe('what a person allows', () => {
  it('opens the record when it is said and closes it when it is taken back, in the very next request', async () => {
    await withTestApp(async (app) => {
      const trust = await app.addOrganisation('Riverside Trust');
      const worker = await app.person('link-worker');
      const nurse = await app.person('practitioner', { organisation: trust });
      const person = await plantPerson(app);
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, person.id, trust);
      const here = `/testbourne/people/${person.id}`;
      assert.equal((await app.get(here, nurse)).status, 404);
      for (const category of ['identity', 'plan']) {
        const said = { 'permit-who': trust, category, how: 'phone' };
        const sent = await app.post(`${here}/sharing/permit`, said, worker);
        assert.equal(sent.location, `${here}/sharing?notice=sharing-permitted`);
      }
      assert.ok((await app.get(here, nurse)).text.includes('wordgoal'));
      const page = await app.get(`${here}/sharing`, worker);
      assert.ok(page.text.includes('Riverside Trust may see the support plan'));
      const buttons = [...page.document.querySelectorAll('button[name="decision"]')];
      const decision =
        buttons.find((one) => one.textContent?.includes('the support plan'))?.getAttribute('value') ?? '';
      assert.equal((await app.post(`${here}/sharing/withdraw`, { decision }, worker)).status, 303);
      const after = await app.get(here, nurse);
      assert.equal(after.status, 200);
      assert.equal(after.text.includes('wordgoal'), false);
      assert.equal((await app.post(`${here}/sharing/withdraw`, { decision }, worker)).status, 422);
    });
  });

  it('keeps everything from a worker who is named, also what their own organisation wrote', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker', { name: 'Ann' });
      const former = await app.person('link-worker', { name: 'Former Partner' });
      const person = await plantPerson(app);
      const here = `/testbourne/people/${person.id}`;
      assert.equal((await app.get(here, former)).status, 200);
      const form = await app.get(`${here}/sharing`, worker);
      assert.ok(form.text.includes('Former Partner, Testbourne Council'));
      const said = { 'deny-who': `${app.organisation.id}/${former.account}`, 'deny-how': 'in-person' };
      assert.equal((await app.post(`${here}/sharing/deny`, said, worker)).status, 303);
      assert.equal((await app.get(here, former)).status, 404);
      assert.equal((await app.get('/testbourne/people', former)).text.includes('Wordidentity'), false);
      assert.ok(
        (await app.get(`${here}/sharing`, worker)).text.includes('Former Partner, Testbourne Council, must not know'),
      );
    });
  });

  it('is not written down by the one who is named, and says what is missing', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const person = await plantPerson(app);
      const here = `/testbourne/people/${person.id}/sharing`;
      const own = { 'deny-who': `${app.organisation.id}/${worker.account}`, 'deny-how': 'phone' };
      const refused = await app.post(`${here}/deny`, own, worker);
      assert.equal(refused.status, 422);
      assert.deepEqual(refused.errors, [
        'You cannot name yourself. Ask a colleague to write this down and to take over',
      ]);
      const empty = await app.post(`${here}/permit`, {}, worker);
      assert.equal(empty.status, 422);
      assert.deepEqual(empty.errors, [
        'Choose who may see it',
        'Choose what it is about',
        'Choose how the person told you',
      ]);
    });
  });

  it('is decided by those who lead and by the person, by no other helper', async () => {
    await withTestApp(async (app) => {
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { mayPlan: 'partners', account: ruth.account });
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, person.id, trust);
      const here = `/testbourne/people/${person.id}`;
      assert.equal((await app.get(here, nurse)).status, 200);
      assert.equal((await app.get(`${here}/sharing`, nurse)).status, 404);
      const own = await app.post(`${here}/sharing/deny`, { 'deny-who': trust }, ruth);
      assert.equal(own.status, 303);
      assert.equal((await app.get(here, nurse)).status, 404);
    });
  });
});
