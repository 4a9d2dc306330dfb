import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { plantPerson } from '../../../../test/support/people.ts';
import { tellOfEmergencyHandler } from '../jobs/tell-of-emergency.ts';

const asked = {
  name: 'Wordidentity  Moor',
  'born-day': '27',
  'born-month': '3',
  'born-year': '1962',
  kind: 'life-in-danger',
  reason: 'She fell and cannot speak: whom do we ring?',
  telling: 'tell',
};

/** A record that the nurse's organisation has nothing to do with. The service's clock and the database's must agree. */
async function scene(app: TestApp) {
  const trust = await app.addOrganisation('Riverside Trust');
  const nurse = await app.person('practitioner', { organisation: trust, name: 'Nurse Okoro' });
  const colleague = await app.person('practitioner', { organisation: trust });
  const lead = await app.person('link-worker');
  const ruth = await app.person('resident');
  const person = await plantPerson(app, { account: ruth.account });
  await app.db.write(app.seed, async (trx) => {
    await sql`update person set born_on = '1962-03-27', lead_account_id = ${lead.account} where id = ${person.id}`.execute(
      trx,
    );
    const now = await sql<{ now: Date }>`select now() as now`.execute(trx);
    app.now.setTime(now.rows[0]?.now.getTime() ?? 0);
  });
  const name = await app.db.read(
    app.seed,
    async (trx) => await trx.selectFrom('person').select('name').executeTakeFirstOrThrow(),
  );
  return { trust, nurse, colleague, lead, ruth, person, form: { ...asked, name: name.name } };
}

describe('emergency access', () => {
  it('opens to one worker, with a reason, what an emergency needs, to read and for an hour', async () => {
    await withTestApp(async (app) => {
      const { nurse, colleague, person, form } = await scene(app);
      const here = `/testbourne/people/${person.id}`;
      assert.equal((await app.get(here, nurse)).status, 404);
      assert.equal((await app.get(`${here}/emergency`, nurse)).status, 404);
      const without = await app.post('/testbourne/people/emergency', { ...form, reason: 'now' }, nurse);
      assert.equal(without.status, 422);
      assert.deepEqual(without.errors, ['Say what has happened, in at least 20 letters']);
      const opened = await app.post('/testbourne/people/emergency', form, nurse);
      assert.equal(opened.location, `${here}/emergency`);
      const page = await app.get(`${here}/emergency`, nurse);
      for (const word of ['Wordcircle', 'wordgoal', 'wordneed']) assert.ok(page.text.includes(word), word);
      assert.equal(page.text.includes('wordsafety'), false);
      assert.equal(page.text.includes('Add a goal'), false);
      // Nothing else is open: not the ordinary page, not to a colleague, and nothing can be written.
      assert.equal((await app.get(here, nurse)).status, 404);
      assert.equal((await app.get(`${here}/emergency`, colleague)).status, 404);
      assert.equal(
        (await app.post(`${here}/goals`, { words: 'x', importance: '5', progress: '1' }, nurse)).status,
        404,
      );
      await app.post(`${here}/emergency/end`, {}, nurse);
      assert.equal((await app.get(`${here}/emergency`, nurse)).status, 404);
    });
  });

  it('opens nothing to somebody whom the person refused, and looks as if nobody were there', async () => {
    await withTestApp(async (app) => {
      const { nurse, trust, ruth, person, form } = await scene(app);
      const nobody = await app.post('/testbourne/people/emergency', { ...form, 'born-year': '1963' }, nurse);
      const denied = { 'deny-who': `${trust}/${nurse.account}` };
      assert.equal((await app.post(`/testbourne/people/${person.id}/sharing/deny`, denied, ruth)).status, 303);
      const refused = await app.post('/testbourne/people/emergency', form, nurse);
      assert.equal(refused.status, 422);
      assert.deepEqual(refused.errors, nobody.errors);
      const kept = await app.db.read(
        app.seed,
        async (trx) => await trx.selectFrom('emergency_access').selectAll().execute(),
      );
      assert.equal(kept.length, 0);
    });
  });

  it('is told to those who lead, to those who review and to the person, in letters that name nobody', async () => {
    await withTestApp(async (app) => {
      const { nurse, lead, ruth, person, form } = await scene(app);
      const administrator = await app.person('administrator');
      await app.post('/testbourne/people/emergency', form, nurse);
      await app.get(`/testbourne/people/${person.id}/emergency`, nurse);
      const letters = await app.db.write(app.seed, async (trx) => {
        const job = await trx
          .selectFrom('job')
          .selectAll()
          .where('kind', '=', 'people/tell-of-emergency')
          .executeTakeFirstOrThrow();
        await tellOfEmergencyHandler(app.context, { place: app.place.id, subject: job.subject_id ?? undefined }, trx);
        return await trx.selectFrom('mail').selectAll().where('kind', '=', 'emergency').execute();
      });
      assert.deepEqual(
        letters.map((one) => one.to_address).sort(),
        [lead.email, administrator.email, ruth.email].sort(),
      );
      for (const letter of letters) assert.doesNotMatch(`${letter.subject} ${letter.body}`, /Wordidentity|Moor|fell/);
      const own = await app.get('/testbourne/me', ruth);
      assert.ok(own.text.includes('Riverside Trust: a life is in danger'));
      assert.ok(own.text.includes('Riverside Trust opened your record in an emergency'));
      const led = await app.get('/testbourne/emergency-access', lead);
      assert.ok(led.text.includes('Nurse Okoro'));
    });
  });

  it('is kept from the person while being told would be dangerous, with the looks it led to', async () => {
    await withTestApp(async (app) => {
      const { nurse, ruth, person, form } = await scene(app);
      const administrator = await app.person('administrator');
      const held = { ...form, telling: 'hold', 'held-reason': 'He reads her letters' };
      await app.post('/testbourne/people/emergency', held, nurse);
      await app.get(`/testbourne/people/${person.id}/emergency`, nurse);
      const own = await app.get('/testbourne/me', ruth);
      assert.equal(own.text.includes('emergency'), false);
      assert.equal(own.text.includes('Riverside Trust'), false);
      const list = await app.get('/testbourne/emergency-access', administrator);
      const href =
        [...list.document.querySelectorAll('a')]
          .map((a) => a.getAttribute('href') ?? '')
          .find((one) => one.includes('/emergency-access/')) ?? '';
      const review = { finding: 'right', telling: 'tell' };
      assert.equal((await app.post(href, review, administrator)).status, 303);
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('opened your record in an emergency'));
    });
  });

  it('is reviewed by somebody else: the guardian where one is named, never by whoever opened it', async () => {
    await withTestApp(async (app) => {
      const { nurse, form } = await scene(app);
      const administrator = await app.person('administrator');
      await app.post('/testbourne/people/emergency', form, nurse);
      const list = await app.get('/testbourne/emergency-access', administrator);
      assert.ok(list.text.includes('Review by'));
      const href =
        [...list.document.querySelectorAll('a')]
          .map((a) => a.getAttribute('href') ?? '')
          .find((one) => one.includes('/emergency-access/')) ?? '';
      const review = { finding: 'right', telling: 'tell' };
      assert.equal((await app.post(href, review, nurse)).status, 404);
      await app.db.write(app.seed, async (trx) => {
        await sql`insert into place_duty (place_id, id, duty, account_id, from_at) values (${app.place.id}, gen_random_uuid(), 'caldicott-guardian', ${nurse.account}, now() - interval '1 day')`.execute(
          trx,
        );
      });
      // The guardian opened it: nobody reviews themselves, and the administrator is no longer asked.
      assert.equal((await app.post(href, review, nurse)).status, 404);
      assert.equal((await app.post(href, review, administrator)).status, 404);
      const guardian = await app.person('board-member');
      await app.db.write(app.seed, async (trx) => {
        await sql`update place_duty set account_id = ${guardian.account}`.execute(trx);
      });
      assert.equal((await app.post(href, { ...review, finding: 'not-right' }, guardian)).status, 422);
      assert.equal((await app.post(href, review, guardian)).status, 303);
      assert.equal((await app.post(href, review, guardian)).status, 404);
    });
  });
});
