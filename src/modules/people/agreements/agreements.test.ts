import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp } from '../../../../test/support/app.ts';
import { joinIn, plantPerson } from '../../../../test/support/people.ts';

const page = '/testbourne/admin/agreements';

describe('a sharing agreement', () => {
  it('opens what it allows at most when an administrator adds it, and closes it when a party leaves or it ends', async () => {
    await withTestApp(async (app) => {
      const administrator = await app.person('administrator');
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const person = await plantPerson(app, { mayPlan: 'partners' });
      await joinIn(app, person.id, trust);
      await app.db.read(app.seed, async (trx) => {
        const now = await sql<{ now: Date }>`select now() as now`.execute(trx);
        app.now.setTime(now.rows[0]?.now.getTime() ?? 0);
      });
      const here = `/testbourne/people/${person.id}`;
      const year = String(app.now.getUTCFullYear() + 1);
      const form = {
        name: 'Helping together',
        parties: [app.organisation.id, trust],
        purposes: 'direct-support',
        categories: ['identity', 'circle'],
        basis: 'Public task',
        'review-day': '1',
        'review-month': '3',
        'review-year': year,
      };
      const one = await app.post(
        page,
        { ...form, parties: trust, categories: '', 'review-year': '2020' },
        administrator,
      );
      assert.equal(one.status, 422);
      assert.deepEqual(one.errors, [
        'Choose at least two partners',
        'Choose what may be shared',
        'The day of the review must be after today',
      ]);
      assert.equal((await app.get(here, nurse)).status, 404);
      assert.equal((await app.post(page, form, administrator)).location, `${page}?notice=agreement-made`);
      const seen = await app.get(here, nurse);
      assert.ok(seen.text.includes('Wordcircle'));
      assert.equal(seen.text.includes('wordgoal'), false, 'the plan is not part of it');
      const shown = await app.get(page, administrator);
      assert.ok(shown.text.includes('In force'));
      const id = /agreements\/([0-9a-f-]{36})\/end/.exec(shown.html)?.[1] ?? '';
      assert.equal((await app.post(`${page}/${id}/leave`, { organisation: trust }, administrator)).status, 303);
      assert.equal((await app.get(here, nurse)).status, 404);
      const again = { 'review-day': '2', 'review-month': '3', 'review-year': year };
      assert.equal((await app.post(`${page}/${id}/review`, again, administrator)).status, 303);
      assert.equal((await app.post(`${page}/${id}/end`, {}, administrator)).status, 303);
      assert.equal((await app.post(`${page}/${id}/end`, {}, administrator)).status, 404);
      assert.ok((await app.get(page, administrator)).text.includes('Ended'));
    });
  });

  it('is read by every partner and changed by administrators alone', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const read = await app.get(page, worker);
      assert.equal(read.status, 200);
      assert.equal(read.text.includes('Add an agreement'), false);
      assert.equal((await app.post(page, { name: 'x' }, worker)).status, 403);
    });
  });
});
