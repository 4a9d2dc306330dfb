import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp } from '../../../../test/support/app.ts';
import { agree, joinIn, plantPerson } from '../../../../test/support/people.ts';

const agreed = {
  'held-day': '2',
  'held-month': '3',
  'held-year': '2026',
  how: 'phone',
  with: 'person',
  'next-day': '2',
  'next-month': '6',
  'next-year': '2026',
};
const by = { 'by-day': '10', 'by-month': '3', 'by-year': '2026' };

describe('an agreed plan without a strength or without a circle', () => {
  it('says so, with who will ask and by when, until it is known', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const person = await plantPerson(app);
      const page = `/testbourne/people/${person.id}`;
      const text = async (): Promise<string> => (await app.get(page, worker)).text;
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`update circle_member set ended_on = current_date where person_id = ${person.id}`.execute(trx);
      });
      assert.equal((await text()).includes('Not yet known'), false, 'before it is agreed, nothing is missing');
      assert.equal((await app.post(`${page}/plan/reviews`, agreed, worker)).status, 303);
      assert.match(await text(), /Not yet known: who is around them\. Nobody has said who will ask, and by when/);
      const asking = (await app.get(page, worker)).link('Say who will ask, and by when') ?? '';
      const nobody = await app.post(asking, { ...by, who: '' }, worker);
      assert.deepEqual([nobody.status, nobody.errors], [422, ['Enter who will ask']]);
      const past = await app.post(asking, { ...by, who: 'typed words', 'by-day': '1' }, worker);
      assert.equal(past.status, 422);
      assert.ok(past.html.includes('typed words'));
      assert.equal((await app.post(asking, { ...by, who: 'Amara' }, worker)).status, 303);
      assert.match(await text(), /Amara will ask, by 10 March 2026/);
      assert.match(
        (await app.get('/testbourne/today', worker)).text,
        /who is around them\. Amara will ask, by 10 March/,
      );
      const added = await app.post(`${page}/circle`, { kind: 'friend', name: 'Shan', ring: '2' }, worker);
      assert.equal(added.status, 303);
      assert.equal((await text()).includes('Not yet known'), false);
      assert.equal((await app.get('/testbourne/today', worker)).text.includes('Amara will ask'), false);
    });
  });

  it('never calls unknown what the reader may not see, and keeps nothing urgent waiting', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      await agree(app, [app.organisation.id, trust]);
      const person = await plantPerson(app, { mayKnow: 'partners', mayPlan: 'partners' });
      await joinIn(app, person.id, trust);
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`insert into sharing_decision (place_id, id, person_id, effect, organisation_id, category, how_given, from_at)
          values (${app.place.id}, gen_random_uuid(), ${person.id}, 'deny', ${trust}, 'circle', 'phone', now() - interval '1 hour')`.execute(
          trx,
        );
      });
      await app.db.write(app.seed, async (trx) => {
        await sql`select thread.refold_access(${person.id}::uuid)`.execute(trx);
      });
      assert.equal((await app.post(`/testbourne/people/${person.id}/plan/reviews`, agreed, worker)).status, 303);
      const seen = (await app.get(`/testbourne/people/${person.id}`, nurse)).text;
      assert.ok(seen.includes('wordstrength') && !seen.includes('Wordcircle'));
      assert.equal(seen.includes('Not yet known'), false);
      // With nothing known at all, food and warmth are entered at once.
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`update circle_member set ended_on = current_date where person_id = ${person.id}`.execute(trx);
        await sql`update strength set removed_at = now() where person_id = ${person.id}`.execute(trx);
      });
      const steps = `/testbourne/people/${person.id}/goals/${person.goal}/steps`;
      const step = { what: 'A food parcel', who: `organisation/${app.organisation.id}`, ...by, help: 'food' };
      assert.equal((await app.post(steps, step, worker)).status, 422);
      assert.equal((await app.post(steps, { ...step, urgent: 'yes' }, worker)).status, 303);
      const asking = `/testbourne/people/${person.id}/plan/asking`;
      assert.equal((await app.post(asking, { ...by, who: 'Amara' }, worker)).status, 303);
      assert.equal((await app.post(steps, step, worker)).status, 303, 'while it is said who asks, others can offer');
    });
  });
});
