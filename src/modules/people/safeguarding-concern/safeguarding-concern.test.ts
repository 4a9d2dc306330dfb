import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { plantPerson } from '../../../../test/support/people.ts';
import { tellOfConcernHandler } from '../jobs/tell-of-concern.ts';

const concern = {
  about: 'Somebody Moor',
  contact: 'Through the school only',
  words: 'Canaryworry: bruises on both arms, seen on Monday',
  basis: 'adult-safeguarding',
  reason: 'She may be hit again tonight',
  telling: 'keep',
  'not-told-reason': 'He reads what she opens',
};

async function name(app: TestApp, duty: string, person: Person): Promise<void> {
  await app.db.write(app.seed, async (trx) => {
    await sql`insert into place_duty (place_id, id, duty, account_id, from_at) values (${app.place.id}, gen_random_uuid(), ${duty}, ${person.account}, now() - interval '1 day')`.execute(
      trx,
    );
  });
}

async function scene(app: TestApp) {
  const cafe = await app.addOrganisation('The Café');
  const worker = await app.person('editor', { organisation: cafe, name: 'Joan' });
  const team = await app.person('board-member', { name: 'Safeguarding nurse' });
  const ruth = await app.person('resident');
  const person = await plantPerson(app, { account: ruth.account });
  await app.db.write(app.seed, async (trx) => {
    await sql`update person set name = 'Somebody Moor', born_on = '1962-03-27'`.execute(trx);
  });
  return { cafe, worker, team, ruth, person };
}
const born = { 'born-day': '27', 'born-month': '3', 'born-year': '1962' };

async function lettersOf(app: TestApp) {
  return await app.db.write(app.seed, async (trx) => {
    const jobs = await trx.selectFrom('job').selectAll().where('kind', '=', 'people/tell-of-concern').execute();
    for (const job of jobs)
      await tellOfConcernHandler(app.context, { place: app.place.id, subject: job.subject_id ?? undefined }, trx);
    return await trx.selectFrom('mail').selectAll().where('kind', '=', 'concern').execute();
  });
}

describe('a safeguarding concern', () => {
  it('says so before a word is typed where nobody receives it, and is not sent', async () => {
    await withTestApp(async (app) => {
      const { worker } = await scene(app);
      await app.db.write(app.seed, async (trx) => await sql`delete from place_duty`.execute(trx));
      assert.ok(
        (await app.get('/testbourne/people/concern', worker)).text.includes('Nobody receives concerns here yet'),
      );
      const sent = await app.post('/testbourne/people/concern', concern, worker);
      assert.ok(sent.text.includes('Nobody receives concerns here yet'));
    });
  });

  it('reaches the team although the person refused, and nobody else: not the person, the sender, those who lead or administrators', async () => {
    await withTestApp(async (app) => {
      const { cafe, worker, team, ruth, person } = await scene(app);
      await name(app, 'safeguarding-team', team);
      const lead = await app.person('link-worker');
      const administrator = await app.person('administrator');
      assert.equal(
        (await app.post(`/testbourne/people/${person.id}/sharing/deny`, { 'deny-who': cafe }, ruth)).status,
        303,
      );
      const missing = await app.post('/testbourne/people/concern', { ...concern, basis: '', reason: '' }, worker);
      assert.deepEqual(missing.errors, [
        'Choose which law lets you pass it on',
        'Say why it must be passed on, in at least 10 letters',
      ]);
      assert.ok(missing.html.includes('Canaryworry'), 'nothing typed is lost');
      const sent = await app.post('/testbourne/people/concern', { ...concern, ...born }, worker);
      assert.equal(sent.status, 303);
      const after = await app.get(sent.location ?? '', worker);
      assert.ok(after.text.includes('Passed on'));
      const list = await app.get('/testbourne/safeguarding', team);
      assert.ok(list.text.includes('Somebody Moor'));
      const href =
        [...list.document.querySelectorAll('a')]
          .map((a) => a.getAttribute('href') ?? '')
          .find((one) => one.includes('/safeguarding/')) ?? '';
      assert.ok((await app.get(href, team)).text.includes('Canaryworry'));
      for (const other of [ruth, worker, lead, administrator]) {
        assert.ok([403, 404].includes((await app.get('/testbourne/safeguarding', other)).status));
        assert.ok([403, 404].includes((await app.get(href, other)).status));
        assert.ok([403, 404].includes((await app.post(href, { answer: '' }, other)).status));
      }
      // Telling the person would be dangerous: nothing of it stands on their page or in the file they take along.
      for (const page of ['/testbourne/me', '/testbourne/me/download']) {
        const own = (await app.get(page, ruth)).html;
        assert.doesNotMatch(own, /Canaryworry|Passed on for safety|Café opened|safeguarding team/);
      }
      for (const page of ['/testbourne/admin/audit', '/testbourne/admin/mail'])
        assert.doesNotMatch((await app.get(page, administrator)).html, /Canaryworry|Moor/);
      assert.equal((await app.post(href, { answer: 'We ring the school' }, team)).status, 303);
      const letters = await lettersOf(app);
      assert.deepEqual(
        letters.map((one) => one.to_address),
        [worker.email, worker.email],
      );
    });
  });

  it('is not read by one of the team whom the person refused by name, and no letter tells them', async () => {
    await withTestApp(async (app) => {
      const { worker, ruth, person } = await scene(app);
      const former = await app.person('link-worker', { name: 'Former Partner' });
      const other = await app.person('link-worker');
      await name(app, 'safeguarding-team', former);
      await name(app, 'safeguarding-lead', other);
      const denied = { 'deny-who': `${app.organisation.id}/${former.account}` };
      assert.equal((await app.post(`/testbourne/people/${person.id}/sharing/deny`, denied, ruth)).status, 303);
      assert.equal((await app.post('/testbourne/people/concern', { ...concern, ...born }, worker)).status, 303);
      assert.equal((await app.get('/testbourne/safeguarding', former)).text.includes('Moor'), false);
      assert.ok((await app.get('/testbourne/safeguarding', other)).text.includes('Moor'));
      const to = (await lettersOf(app)).map((one) => one.to_address);
      assert.ok(to.includes(other.email));
      assert.equal(to.includes(former.email), false);
    });
  });

  it('is told to the person where that is safe, without its words, and not while things are hidden', async () => {
    await withTestApp(async (app) => {
      const { worker, team, ruth } = await scene(app);
      await name(app, 'safeguarding-team', team);
      const told = { ...concern, ...born, telling: 'tell', 'not-told-reason': '' };
      assert.equal((await app.post('/testbourne/people/concern', told, worker)).status, 303);
      const own = await app.get('/testbourne/me', ruth);
      assert.ok(own.text.includes('Passed on for safety'));
      assert.equal(own.text.includes('Canaryworry'), false);
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth);
      assert.equal((await app.get('/testbourne/me', ruth)).text.includes('Passed on for safety'), false);
    });
  });
});
