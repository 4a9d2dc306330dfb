import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { must, plantPriority, seeding } from '../../../../test/support/strategy.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { moveCommitment, offerCommitment } from '../index.ts';
import { findPlan } from '../store/plans.ts';

const form = {
  title: 'Joint strategy',
  kind: 'strategy',
  summary: 'Five years together',
  'start-day': '1',
  'start-month': '1',
  'start-year': '2026',
  'end-day': '31',
  'end-month': '12',
  'end-year': '2030',
};

describe('a plan', () => {
  it('is drafted, agreed and shown with its parties, priorities, commitments and money', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const planner = await app.person('programme-manager');
      const drafted = await app.post('/testbourne/plans', { ...form, priorities: planted.priorityId }, planner);
      assert.equal(drafted.location, '/testbourne/plans/joint-strategy?notice=plan-drafted');
      assert.equal((await app.get('/testbourne/plans/joint-strategy')).status, 404);
      const early = await app.post('/testbourne/plans/joint-strategy/agree', {}, planner);
      assert.equal(early.status, 422);
      assert.match(early.errors[0] ?? '', /Choose the organisations that agree this plan/);
      const edit = await app.get('/testbourne/plans/joint-strategy/edit', planner);
      assert.equal(edit.field('Nobody tells their story twice').hasAttribute('checked'), true);
      const version = edit.document.querySelector('input[name=version]')?.getAttribute('value') ?? '';
      const whole = { ...form, priorities: planted.priorityId, parties: app.organisation.id, version };
      assert.equal((await app.post('/testbourne/plans/joint-strategy/edit', whole, planner)).status, 303);
      const late = await app.post('/testbourne/plans/joint-strategy/edit', { ...whole, summary: 'Mine' }, planner);
      assert.equal(late.status, 409);
      assert.equal(late.value('Summary'), 'Mine');
      assert.equal((await app.post('/testbourne/plans/joint-strategy/agree', {}, planner)).status, 303);
      await app.db.write(app.seed, async (trx) => {
        const doing = seeding(app);
        const plan = await findPlan(trx, app.place.id, 'joint-strategy');
        assert.equal(plan.kind, 'here');
        if (plan.kind !== 'here') return;
        const made = must(
          await offerCommitment(trx, doing, {
            title: 'Warm rooms',
            firstStep: 'Find a room',
            priorityId: planted.priorityId,
            outcomeId: undefined,
            planId: plan.record.id,
            owner: { kind: 'organisation', organisation: app.organisation.id },
            dueOn: '2026-09-01' as LocalDate,
            pay: { kind: 'own-budget', pence: 1_250_000 },
          }),
        );
        must(await moveCommitment(trx, doing, made.id, { kind: 'accept' }));
      });
      const page = await app.get('/testbourne/plans/joint-strategy');
      for (const words of [
        'In force until 31 December 2030',
        'Testbourne Council',
        'Nobody tells their story twice',
        'Warm rooms',
        '£12,500',
        '1 January 2026 to 31 December 2030',
      ])
        assert.ok(page.text.includes(words), words);
      assert.ok((await app.get('/testbourne/plans')).text.includes('Joint strategy'));
    });
  });

  it('says what is wrong with its dates and loses nothing', async () => {
    await withTestApp(async (app) => {
      const planner = await app.person('administrator');
      const page = await app.post('/testbourne/plans', { ...form, 'end-year': '2020' }, planner);
      assert.equal(page.status, 422);
      assert.deepEqual(page.errors, ['The plan must end after it starts']);
      assert.equal(page.value('Title'), 'Joint strategy');
      const dates = [...page.document.querySelectorAll('input')].map((one) => one.getAttribute('value'));
      assert.ok(dates.includes('2020'));
    });
  });

  it('is written by planners only', async () => {
    await withTestApp(async (app) => {
      const editor = await app.person('editor');
      assert.equal((await app.get('/testbourne/plans/new', editor)).status, 403);
      assert.equal((await app.post('/testbourne/plans', form, editor)).status, 403);
    });
  });
});
