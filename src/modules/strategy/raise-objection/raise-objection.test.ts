import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantPriority } from '../../../../test/support/strategy.ts';

describe('objecting to a priority', () => {
  it('is open to everyone who belongs to the place, and answered by planners in public', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantPriority(app);
      const here = `/testbourne/priorities/${slug}`;
      const ruth = await app.person('resident');
      const empty = await app.post(`${here}/objections`, { reason: 'It costs too much' }, ruth);
      assert.equal(empty.status, 422);
      assert.equal(empty.value('Why do you object?'), 'It costs too much');
      const sent = await app.post(`${here}/objections`, { reason: 'It costs too much', name: 'A taxpayer' }, ruth);
      assert.equal(sent.status, 303);
      const seen = await app.get(here);
      assert.ok(seen.text.includes('It costs too much'));
      assert.ok(seen.text.includes('1 objection waiting for a reply'));
      const planner = await app.person('programme-manager');
      const reply = (await app.get(here, planner)).link('Reply');
      assert.equal((await app.post(reply, { reply: 'No', kind: 'answered' }, ruth)).status, 403);
      const half = await app.post(reply, { reply: 'We looked again' }, planner);
      assert.deepEqual(half.errors, ['Choose whether the priority stays or changes']);
      assert.equal(half.value('Your reply'), 'We looked again');
      assert.equal((await app.post(reply, { reply: 'We looked again', kind: 'answered' }, planner)).status, 303);
      const after = await app.get(here);
      assert.ok(after.text.includes('We looked again'));
      assert.ok(after.text.includes('Answered: the priority stays as it was'));
    });
  });

  it('needs a person who belongs to the place', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantPriority(app);
      const elsewhere = await app.addPlace('elsewhere');
      const stranger = await app.person('resident', { place: elsewhere.id });
      const form = { reason: 'No', name: 'Me' };
      assert.equal((await app.post(`/testbourne/priorities/${slug}/objections`, form, stranger)).status, 403);
      assert.equal((await app.post(`/testbourne/priorities/${slug}/objections`, form)).status, 401);
    });
  });
});
