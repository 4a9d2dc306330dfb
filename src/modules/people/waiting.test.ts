import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import { plantPerson, working } from '../../../test/support/people.ts';
import { chaseConcernHandler, chaseRequestHandler } from './jobs/chase-waiting.ts';
import { nobody } from './store/doing.ts';
import { addHelpRequest } from './store/help-requests.ts';
import { publishReach } from './store/reach.ts';
import type { LocalDate } from '../../lib/dates.ts';

const day = 86_400_000;

async function mailTo(app: TestApp): Promise<string[]> {
  const rows = await app.db.read(
    app.seed,
    async (trx) => await trx.selectFrom('mail').select(['to_address', 'subject', 'body']).orderBy('id').execute(),
  );
  for (const one of rows) assert.ok(!`${one.subject} ${one.body}`.includes('Word'), 'a letter says nothing of anybody');
  return rows.map((row) => row.to_address);
}

/** Runs the job of one record some days later, as often as asked. */
async function run(
  app: TestApp,
  handler: typeof chaseRequestHandler,
  subject: string,
  from: Date,
  days: number,
): Promise<void> {
  app.now.setTime(from.getTime() + days * day);
  const job = { place: app.place.id, subject };
  for (let time = 0; time < 2; time += 1)
    await app.db.write(app.seed, async (trx) => await handler(app.context, job, trx));
}

const asked = {
  organisation: undefined,
  source: 'self',
  asker: { name: '', relation: '', organisation: '', contact: '' },
  name: 'Wordname',
  bornOn: undefined,
  nhsNumber: undefined,
  postcode: '',
  phone: '',
  email: '',
  reason: 'Wordreason',
  accessNeeds: '',
  risks: '',
  safeContact: 'any',
  safeContactNote: '',
  urgency: 'routine',
  permissionHow: 'online',
  permissionOn: '2026-03-01' as LocalDate,
} as const;

describe('a request for help that nobody takes in', () => {
  it('reminds those who could on day 5, tells whoever coordinates on day 10, each once, and never ends', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const lead = await app.person('editor');
      const from = new Date(app.now);
      const { id } = await app.db.write(app.seed, async (trx) => {
        const doing = { ...working(app, app.organisation.id), by: nobody };
        return await addHelpRequest(trx, doing, { ...asked, organisation: app.organisation.id });
      });
      const due = await app.db.read(
        app.seed,
        async (trx) => await trx.selectFrom('job').select(['kind', 'subject_id']).execute(),
      );
      assert.ok(due.some((one) => one.kind === 'people/chase-request' && one.subject_id === id));
      await run(app, chaseRequestHandler, id, from, 4);
      assert.deepEqual(await mailTo(app), []);
      assert.ok(!(await app.get('/testbourne/today', lead)).text.includes('Has waited too long'));
      await run(app, chaseRequestHandler, id, from, 5);
      assert.deepEqual(await mailTo(app), [worker.email]);
      await run(app, chaseRequestHandler, id, from, 10);
      await run(app, chaseRequestHandler, id, from, 30);
      assert.deepEqual(await mailTo(app), [worker.email, lead.email]);
      const today = await app.get('/testbourne/today', lead);
      assert.ok(today.text.includes('1 request for help that nobody has taken in'), today.text);
      assert.ok(!today.html.includes('Wordname'));
      const status = await app.db.read(
        app.seed,
        async (trx) => await trx.selectFrom('help_request').select('status').execute(),
      );
      assert.deepEqual(status, [{ status: 'waiting' }]);
    });
  });

  it('is chased no more once it was taken in or closed', async () => {
    await withTestApp(async (app) => {
      await app.person('link-worker');
      const from = new Date(app.now);
      const { id } = await app.db.write(app.seed, async (trx) => {
        const doing = { ...working(app, app.organisation.id), by: nobody };
        const made = await addHelpRequest(trx, doing, asked);
        await sql`update help_request set status = 'closed', close_reason = 'duplicate' where id = ${made.id}`.execute(
          trx,
        );
        return made;
      });
      await run(app, chaseRequestHandler, id, from, 12);
      assert.deepEqual(await mailTo(app), []);
    });
  });
});

describe('a concern that nobody receives', () => {
  it('reminds the team after a day, tells those above after two, and nobody whom the person refused', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const team = await app.person('board-officer');
      const guardian = await app.person('practitioner');
      const refused = await app.person('practitioner');
      const { id: person } = await plantPerson(app);
      const from = new Date(app.now);
      const id = app.context.newId();
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`delete from place_duty where place_id = ${app.place.id}`.execute(trx);
        for (const [duty, account] of [
          ['safeguarding-team', team.account],
          ['safeguarding-team', refused.account],
          ['caldicott-guardian', guardian.account],
          ['safeguarding-lead', refused.account],
        ])
          await sql`insert into place_duty (place_id, id, duty, account_id, name, from_at)
            values (${app.place.id}, gen_random_uuid(), ${duty}, ${account}, 'Somebody', '2026-01-01')`.execute(trx);
        await sql`insert into safeguarding_concern (place_id, id, person_id, about, words, legal_basis, reason, sent_at, author_org, author_account, author_name)
          values (${app.place.id}, ${id}, ${person}, 'Wordabout', 'Wordconcern of twenty letters', 'agreed', 'Wordreason for it', ${from}, ${app.organisation.id}, ${worker.account}, 'Somebody')`.execute(
          trx,
        );
        await sql`insert into access_denial (place_id, id, person_id, account_id, category, valid)
          values (${app.place.id}, gen_random_uuid(), ${person}, ${refused.account}, '*', '[2026-01-01,)')`.execute(
          trx,
        );
      });
      await run(app, chaseConcernHandler, id, from, 0);
      assert.deepEqual(await mailTo(app), []);
      await run(app, chaseConcernHandler, id, from, 1);
      assert.deepEqual(await mailTo(app), [team.email]);
      await run(app, chaseConcernHandler, id, from, 2);
      await run(app, chaseConcernHandler, id, from, 9);
      assert.deepEqual(await mailTo(app), [team.email, guardian.email]);
      const today = await app.get('/testbourne/today', guardian);
      assert.ok(today.text.includes('1 concern that nobody has received'));
      assert.ok(!today.html.includes('Wordconcern'));
      assert.ok(!(await app.get('/testbourne/today', refused)).text.includes('concern that nobody'));
    });
  });
});

describe('whom help reaches', () => {
  it('is counted by area and group for partners, after the gate, in the page and in the file', async () => {
    await withTestApp(async (app) => {
      const people: string[] = [];
      for (let index = 0; index < 21; index += 1) people.push((await plantPerson(app, { name: `Person ${index}` })).id);
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        for (const [index, person] of people.entries()) {
          await sql`update person set postcode = ${index < 12 ? 'WQ1 1AA' : index < 15 ? 'WQ7 1AA' : ''} where id = ${person}`.execute(
            trx,
          );
          await sql`insert into referral (place_id, id, person_id, requested_by, permission_how, permission_on, to_kind, organisation_id, to_name, reason, no_known_risks, status, author_org, created_at, sent_at)
            values (${app.place.id}, ${person}, ${person}, 'partner', 'phone', '2026-02-01', 'organisation', ${app.organisation.id}, 'A group', 'A reason', true, 'accepted', ${app.organisation.id}, '2026-02-01', '2026-02-01')`.execute(
            trx,
          );
          if (index % 2 === 0)
            await sql`insert into referral_event (place_id, id, person_id, referral_id, at, kind, by_kind, to_status, note)
              values (${app.place.id}, gen_random_uuid(), ${person}, ${person}, '2026-02-10', 'moved', 'performer', 'accepted', '')`.execute(
              trx,
            );
        }
      });
      await app.db.write(
        app.seed,
        async (trx) => await publishReach(trx, app.place.id, '2026-02-28' as LocalDate, app.now),
      );
      const analyst = await app.person('analyst');
      const page = await app.get('/testbourne/reach', analyst);
      assert.ok(page.text.includes('Help was offered to about 20 people. A group said yes to about 10'), page.text);
      const table = [...page.document.querySelectorAll('table')][1]?.textContent ?? '';
      assert.match(table, /WQ1.*About 10/s);
      assert.match(table, /WQ7.*Not told/s);
      const file = await app.get('/testbourne/reach/figures.csv', analyst);
      assert.match(file.html, /WQ7,,,0,0,/);
      assert.equal((await app.get('/testbourne/reach', await app.person('resident'))).status, 403);
      assert.equal((await app.get('/testbourne/reach')).status, 401);
    });
  });
});
