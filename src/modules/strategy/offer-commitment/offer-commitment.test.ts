import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { plantCommitment, plantPriority } from '../../../../test/support/strategy.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { parseOffer } from './form.ts';

const promise = {
  title: 'Open a warm room',
  'first-step': 'Find the room',
  'due-day': '1',
  'due-month': '9',
  'due-year': '2026',
  pay: 'goodwill',
};
async function offering(app: TestApp): Promise<string> {
  const { slug } = await plantPriority(app);
  return `/testbourne/priorities/${slug}/commitments`;
}

describe('the form of a commitment', () => {
  const facts = { account: '01890000-0000-7000-8000-000000000001', today: '2026-03-02' as LocalDate };
  it('asks who, what, by when and who pays, in that order', () => {
    const parsed = parseOffer({}, facts);
    assert.deepEqual(parsed.ok ? [] : parsed.error.map((one) => one.field), [
      'who',
      'title',
      'first-step',
      'due-day',
      'pay',
    ]);
  });
  it('takes a volunteer to be the one who sends it, never another', () => {
    const parsed = parseOffer({ ...promise, who: 'volunteer', 'volunteer-name': 'Ruth' }, facts);
    assert.deepEqual(parsed.ok && parsed.value.owner, { kind: 'volunteer', name: 'Ruth', account: facts.account });
  });
  it('wants a day to come, and reads money as people write it', () => {
    const late = parseOffer({ ...promise, who: 'volunteer', 'volunteer-name': 'R', 'due-year': '2025' }, facts);
    assert.deepEqual(late.ok ? [] : late.error, [
      { field: 'due-day', text: 'The day it is due must be today or later' },
    ]);
    const paid = parseOffer(
      { ...promise, who: 'volunteer', 'volunteer-name': 'R', pay: 'own-budget', 'own-amount': '£1,500' },
      facts,
    );
    assert.deepEqual(paid.ok && paid.value.pay, { kind: 'own-budget', pence: 150_000 });
  });
});

describe('offering a commitment', () => {
  it('holds at once when somebody promises for the organisation they speak for', async () => {
    await withTestApp(async (app) => {
      const to = await offering(app);
      const editor = await app.person('editor');
      const sent = await app.post(to, { ...promise, who: app.organisation.id }, editor);
      assert.equal(sent.location, '/testbourne/commitments/open-a-warm-room?notice=commitment-made');
      const page = await app.get('/testbourne/commitments/open-a-warm-room');
      assert.ok(page.text.includes('Due 1 September 2026'));
      assert.ok(page.text.includes('Testbourne Council'));
      assert.match(page.link('Follow the thread'), /^\/testbourne\/thread\/commitment\//);
    });
  });

  it('only asks another organisation, which can decline with a reason', async () => {
    await withTestApp(async (app) => {
      const to = await offering(app);
      const trust = await app.addOrganisation('Riverside Trust');
      const planner = await app.person('programme-manager');
      const nurse = await app.person('editor', { organisation: trust });
      const sent = await app.post(to, { ...promise, who: 'ask', asked: trust }, planner);
      assert.equal(sent.location, '/testbourne/commitments/open-a-warm-room?notice=commitment-asked');
      const here = '/testbourne/commitments/open-a-warm-room';
      assert.equal((await app.get(here)).status, 404);
      const asked = await app.get(here, planner);
      assert.ok(asked.text.includes('Waiting for an answer since 2 March 2026'));
      assert.equal(asked.hasLink('Accept or decline'), false);
      assert.equal((await app.get(`${here}/answer`, planner)).status, 403);
      assert.equal((await app.post(`${here}/answer`, { answer: 'accept' }, planner)).status, 403);

      const mine = await app.get('/testbourne/my-organisation', nurse);
      assert.ok(mine.text.includes('Asked of us (1)'));
      assert.equal((await app.get(here, nurse)).link('Accept or decline'), `${here}/answer`);
      const unreasoned = await app.post(`${here}/answer`, { answer: 'decline' }, nurse);
      assert.equal(unreasoned.status, 422);
      assert.deepEqual(unreasoned.errors, ['Give a reason, so that others understand']);
      assert.equal((await app.post(`${here}/answer`, { answer: 'decline', reason: 'No staff' }, nurse)).status, 303);
      assert.ok((await app.get(here, planner)).text.includes('Declined No staff'));
      assert.equal((await app.get(here)).status, 404);
      const again = await app.post(`${here}/answer`, { answer: 'accept' }, nurse);
      assert.deepEqual(again.errors, ['This commitment has already been answered']);
    });
  });

  it('lets a resident come forward as a volunteer, and ask nobody else', async () => {
    await withTestApp(async (app) => {
      const to = await offering(app);
      const ruth = await app.person('resident');
      const form = await app.get(`${to}/new`, ruth);
      assert.equal(form.text.includes('Another organisation: ask them'), false);
      const asking = await app.post(to, { ...promise, who: 'ask', asked: app.organisation.id }, ruth);
      assert.equal(asking.status, 422);
      const sent = await app.post(to, { ...promise, who: 'volunteer', 'volunteer-name': 'Ruth' }, ruth);
      assert.equal(sent.status, 303);
      const page = await app.get('/testbourne/commitments/open-a-warm-room');
      assert.ok(page.text.includes('Ruth, volunteer'));
      const theirs = await app.get('/testbourne/commitments/open-a-warm-room', ruth);
      assert.equal(theirs.hasLink('Say how it is going'), true);
    });
  });

  it('says what is wrong and loses nothing', async () => {
    await withTestApp(async (app) => {
      const to = await offering(app);
      const editor = await app.person('editor');
      const page = await app.post(to, { ...promise, 'due-day': '32', pay: 'paid', amount: 'lots' }, editor);
      assert.equal(page.status, 422);
      assert.deepEqual(page.errors, [
        'Choose who would do this',
        'The day it is due must be a real date: check the day',
        'Choose the organisation that pays',
        'Enter an amount of money, like 12,500 or 12,500.50',
      ]);
      assert.equal(page.value('What will be done?'), 'Open a warm room');
      assert.ok(page.html.includes('value="lots"'));
      for (const link of page.document.querySelectorAll('.nhsuk-error-summary a')) {
        const target = (link.getAttribute('href') ?? '').slice(1);
        assert.notEqual(page.document.querySelector(`[id="${target}"]`), null, target);
      }
    });
  });
});

describe('reporting on a commitment', () => {
  it('is for its owner: news, kept or stopped', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const kept = await plantCommitment(app, planted, { title: 'One' });
      const stopped = await plantCommitment(app, planted, { title: 'Two' });
      const own = await app.person('editor');
      const other = await app.person('editor', { organisation: await app.addOrganisation('Riverside Trust') });
      const here = `/testbourne/commitments/${kept.slug}`;
      assert.equal((await app.get(`${here}/report`, other)).status, 403);
      assert.equal((await app.post(`${here}/report`, { report: 'note', note: 'x' }, other)).status, 403);
      assert.deepEqual((await app.post(`${here}/report`, { report: 'note' }, own)).errors, ['Write what has happened']);
      assert.equal((await app.post(`${here}/report`, { report: 'note', note: 'Half done' }, own)).status, 303);
      const future = { report: 'keep', 'kept-day': '1', 'kept-month': '1', 'kept-year': '2030' };
      assert.deepEqual((await app.post(`${here}/report`, future, own)).errors, [
        'The day it was kept must be today or in the past',
      ]);
      const day = { report: 'keep', 'kept-day': '1', 'kept-month': '3', 'kept-year': '2026' };
      assert.equal((await app.post(`${here}/report`, day, own)).status, 303);
      const page = await app.get(here);
      assert.ok(page.text.includes('Kept on 1 March 2026'));
      assert.ok(page.text.includes('Half done'));
      const end = `/testbourne/commitments/${stopped.slug}`;
      assert.equal((await app.post(`${end}/report`, { report: 'stop', reason: 'The van broke' }, own)).status, 303);
      assert.ok((await app.get(end)).text.includes('Stopped The van broke'));
    });
  });
});

describe('the list of commitments', () => {
  it('is narrowed by where they stand and whose they are, 50 a page', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const trust = await app.addOrganisation('Riverside Trust');
      await plantCommitment(app, planted, { title: 'Late', due: '2026-02-01' });
      await plantCommitment(app, planted, { title: 'Asked', accepted: false });
      for (let number = 1; number <= 51; number += 1)
        await plantCommitment(app, planted, { title: `Trust ${number}`, organisation: trust });
      const all = await app.get('/testbourne/commitments');
      assert.equal(all.document.querySelectorAll('.ct-rows > li').length, 50);
      const next = await app.get(all.link('More commitments'));
      assert.equal(next.document.querySelectorAll('.ct-rows > li').length, 2);
      assert.equal(next.hasLink('More commitments'), false);
      const late = await app.get('/testbourne/commitments?status=overdue');
      assert.deepEqual(
        [...late.document.querySelectorAll('.ct-rows strong')]
          .map((one) => one.textContent)
          .filter((t) => t === 'Late'),
        ['Late'],
      );
      const theirs = await app.get('/testbourne/commitments?organisation=riverside-trust&status=open');
      assert.equal(theirs.text.includes('Late'), false);
      assert.equal((await app.get('/testbourne/commitments?status=waiting')).text.includes('Asked'), false);
      const partner = await app.get('/testbourne/commitments?status=waiting', await app.person('editor'));
      assert.equal(partner.hasLink('Asked'), true);
    });
  });
});
