import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { agree, joinIn, plantPerson } from '../../../../test/support/people.ts';
import { plantPriority } from '../../../../test/support/strategy.ts';

describe('the page of a person', () => {
  it('leads with what matters, strengths and the circle; needs come last and folded', async () => {
    await withTestApp(async (app) => {
      const person = await plantPerson(app);
      const worker = await app.person('link-worker');
      const page = await app.get(`/testbourne/people/${person.id}`, worker);
      assert.equal(page.status, 200, page.text);
      const order = ['wordmatters', 'wordstrength', 'Wordcircle', 'wordgoal', 'wordneed'].map((word) =>
        page.text.indexOf(word),
      );
      assert.ok(
        order.every((at, index) => at > (order[index - 1] ?? -1)),
        order.join(),
      );
      assert.notEqual(page.document.querySelector('details'), null);
      assert.equal(page.document.querySelector('title')?.textContent?.includes('Moor'), false);
      assert.notEqual(page.document.querySelector('[data-quick-exit]'), null);
    });
  });

  it('is nowhere for another organisation until the person allows it, and then only as far', async () => {
    await withTestApp(async (app) => {
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const closed = await plantPerson(app);
      const known = await plantPerson(app, { mayKnow: 'partners' });
      const open = await plantPerson(app, { mayPlan: 'partners' });
      await agree(app, [app.organisation.id, trust]);
      for (const one of [closed, known, open])
        assert.equal((await app.get(`/testbourne/people/${one.id}`, nurse)).status, 404);
      for (const one of [closed, known, open]) await joinIn(app, one.id, trust);
      assert.equal((await app.get(`/testbourne/people/${closed.id}`, nurse)).status, 404);
      const named = await app.get(`/testbourne/people/${known.id}`, nurse);
      assert.equal(named.heading, 'Wordidentity Moor');
      assert.equal(named.text.includes('wordgoal'), false);
      const whole = await app.get(`/testbourne/people/${open.id}`, nurse);
      assert.ok(whole.text.includes('wordgoal'));
      assert.equal(whole.text.includes('wordsafety'), false);
    });
  });

  it('leads from a goal to the priority that it serves, for those only who may see the goal', async () => {
    await withTestApp(async (app) => {
      const priority = await plantPriority(app);
      const person = await plantPerson(app, { priority: priority.priorityId });
      const worker = await app.person('link-worker');
      const page = await app.get(`/testbourne/people/${person.id}`, worker);
      assert.equal(page.link('Nobody tells their story twice'), `/testbourne/priorities/${priority.slug}`);
      const thread = await app.get(page.link('Follow the thread'), worker);
      assert.equal(thread.status, 200);
      assert.ok(thread.text.includes('Nobody tells their story twice'));
      assert.equal(thread.document.querySelector('title')?.textContent?.includes('wordgoal'), false);
      const editor = await app.person('editor', { organisation: await app.addOrganisation('Riverside Trust') });
      assert.equal((await app.get(page.link('Follow the thread'), editor)).status, 404);
      assert.equal((await app.get(page.link('Follow the thread'))).status, 404);
      const below = await app.get(`/testbourne/thread/priority/${priority.priorityId}`, worker);
      assert.equal(below.text.includes('wordgoal'), false);
    });
  });
});
