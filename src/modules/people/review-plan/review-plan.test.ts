import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { agree, helperScope, joinIn, plantPerson, working } from '../../../../test/support/people.ts';
import { addPersonRecord } from '../index.ts';
import { reviewsOf } from '../store/plan-reviews.ts';
import { planAt } from '../store/plan-versions.ts';

const form = {
  'held-day': '2',
  'held-month': '3',
  'held-year': '2026',
  how: 'in-person',
  with: 'person',
  words: 'Just as I said it',
  'next-day': '2',
  'next-month': '6',
  'next-year': '2026',
};

/** Somebody of whom nothing is known yet but the name. */
async function plantStranger(app: TestApp): Promise<string> {
  const details = {
    name: 'Una Fairley',
    knownAs: '',
    bornOn: undefined,
    nhsNumber: undefined,
    phone: '',
    email: '',
    safeContact: 'any',
    safeContactNote: '',
    formatNeeds: '',
    language: '',
    interpreter: false,
    postcode: '',
  } as const;
  const answers = { mayKnow: 'only-us', mayPlan: 'only-us', mustNot: undefined, how: 'phone' } as const;
  return await app.db.write(
    app.seed,
    async (trx) => (await addPersonRecord(trx, working(app, app.organisation.id), details, answers)).id,
  );
}

describe('a plan that is agreed', () => {
  it('keeps what it said, shows what became different, and is due again', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const person = await plantPerson(app);
      const here = `/testbourne/people/${person.id}`;
      const to = `${here}/plan/reviews`;
      assert.ok((await app.get(here, worker)).text.includes('Not agreed yet'));
      const empty = await app.post(to, {}, worker);
      assert.equal(empty.status, 422);
      const note = await app.post(to, { ...form, with: 'representative' }, worker);
      assert.deepEqual(note.errors, ['Say who spoke for the person, or why nobody agreed']);
      assert.equal(note.value('What they said about it, in their own words (optional)'), 'Just as I said it');
      const first = await app.post(to, { ...form, 'goal-1': person.goal, 'version-1': '1', 'progress-1': '2' }, worker);
      assert.equal(first.location, `${here}?notice=plan-agreed`);

      app.now.setTime(Date.parse('2026-06-01T10:00:00Z'));
      await app.post(`${here}/words/strength`, { words: 'Plays the accordion', about: 'good-at' }, worker);
      assert.equal((await app.get('/testbourne/today', worker)).text.includes('Look at the plan together'), false);
      app.now.setTime(Date.parse('2026-06-03T10:00:00Z'));
      const today = await app.get('/testbourne/today', worker);
      assert.ok(today.text.includes('Was to be looked at again by 2 June 2026'), today.text);
      const again = {
        ...form,
        'held-day': '3',
        'held-month': '6',
        'next-month': '9',
        changed: 'The bus runs again',
        'goal-1': person.goal,
        'version-1': '1',
        'progress-1': '6',
      };
      assert.equal((await app.post(to, { ...again, 'version-1': '7' }, worker)).status, 409);
      assert.equal((await app.post(to, again, worker)).status, 303);
      assert.equal((await app.get('/testbourne/today', worker)).text.includes('Was to be looked at'), false);

      const page = await app.get(here, worker);
      assert.ok(page.text.includes('6 of 10, 2 at the start'));
      const then = await app.get(page.link('Agreed on 2 March 2026'), worker);
      assert.ok(then.text.includes('Working on it, 2 of 10'));
      const [, today2 = ''] = then.text.split('What is different today');
      assert.ok(today2.includes('Strengths: Plays the accordion'), then.text);
      assert.ok(today2.includes('Before: Working on it, 2 of 10'), then.text);
      // That a step became due is no change of the plan.
      assert.equal(today2.split('What it said')[0]?.includes('wordstep'), false);
      assert.equal(today2.split('What it said')[1]?.includes('accordion'), false);
      const later = await app.get(page.link('Looked at again on 3 June 2026'), worker);
      assert.ok(later.text.includes('What was different from 2 March 2026'));
      assert.ok(later.text.includes('Nothing has changed since'));
      assert.ok(later.text.includes('The bus runs again'));
    });
  });

  it('without a strength or a circle says who will ask; urgent help waits for nothing, other help for no longer than that', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const id = await plantStranger(app);
      const here = `/testbourne/people/${id}`;
      const goal = { words: 'Something warm to eat', importance: '9', progress: '0' };
      assert.equal((await app.post(`${here}/goals`, goal, worker)).status, 303);
      const goalId = /goals\/([0-9a-f-]{36})\/edit/.exec((await app.get(here, worker)).html)?.[1] ?? '';
      const step = {
        what: 'Bring a hot meal',
        who: `organisation/${app.organisation.id}`,
        'by-day': '3',
        'by-month': '3',
        'by-year': '2026',
      };
      const steps = `${here}/goals/${goalId}/steps`;
      assert.equal((await app.post(steps, step, worker)).status, 422);
      assert.equal((await app.post(steps, { ...step, urgent: 'yes' }, worker)).status, 303);
      for (const page of [here, '/testbourne/today'])
        assert.ok((await app.get(page, worker)).text.includes('It cannot wait'), page);

      assert.deepEqual((await app.post(`${here}/plan/reviews`, form, worker)).errors, [
        'Say who will ask what they are good at and who is around them, and by when',
      ]);
      const ask = { 'unknown-who': 'Amara', 'ask-day': '10', 'ask-month': '3', 'ask-year': '2026' };
      const late = await app.post(`${here}/plan/reviews`, { ...form, ...ask, 'ask-day': '17' }, worker);
      assert.deepEqual(late.errors, ['Choose a day within fourteen days after you talked about it']);
      assert.equal((await app.post(`${here}/plan/reviews`, { ...form, ...ask }, worker)).status, 303);
      const words = 'Not yet known: what they are good at, and who is around them. Amara will ask, by 10 March 2026';
      assert.ok((await app.get(here, worker)).text.includes(words));
      assert.ok((await app.get('/testbourne/today', worker)).text.includes(words));
      const soon = { ...step, what: 'Look at the boiler', 'by-day': '20' };
      assert.equal((await app.post(steps, soon, worker)).status, 303);
      app.now.setTime(Date.parse('2026-03-11T10:00:00Z'));
      assert.equal((await app.post(steps, soon, worker)).status, 422);
      await app.post(`${here}/words/strength`, { words: 'Knits', about: 'good-at' }, worker);
      assert.equal((await app.get('/testbourne/today', worker)).text.includes('Amara will ask'), false);
      assert.equal((await app.post(steps, soon, worker)).status, 303);
    });
  });

  it('of earlier shows a reader no more than they may see today', async () => {
    await withTestApp(async (app) => {
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { mayPlan: 'partners', account: ruth.account });
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, person.id, trust);
      const here = `/testbourne/people/${person.id}`;
      // The trust agrees the plan: what it wrote itself it keeps, and no word of others with it.
      assert.equal((await app.post(`${here}/plan/reviews`, form, nurse)).status, 303);
      const then = (await app.get(here, nurse)).link('Agreed on 2 March 2026');
      const page = await app.get(then, nurse);
      assert.ok(page.text.includes('wordstrength'));
      const mine = await app.get((await app.get('/testbourne/me', ruth)).link('Agreed on 2 March 2026'), ruth);
      assert.ok(mine.text.includes('Riverside Trust'));
      const sharing = await app.get(`${here}/sharing`, ruth);
      const decisions = [...sharing.document.querySelectorAll('button[name="decision"]')];
      assert.ok(decisions.length > 0);
      for (const one of decisions)
        await app.post(`${here}/sharing/withdraw`, { decision: one.getAttribute('value') ?? '' }, ruth);
      assert.equal((await app.get(then, nurse)).status, 404);
      const left = await app.db.read(helperScope(app, nurse, trust), async (trx) => ({
        reviews: await reviewsOf(trx, app.place.id, person.id),
        items: await planAt(trx, app.place.id, person.id, app.now),
      }));
      assert.deepEqual(
        left.reviews.map((one) => one.words),
        ['Just as I said it'],
      );
      assert.deepEqual(left.items, []);
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth);
      assert.equal((await app.get(then, ruth)).text.includes('Riverside Trust'), false);
    });
  });
});
