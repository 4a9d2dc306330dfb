import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { must, plantCommitment, plantPriority, seeding } from '../../../../test/support/strategy.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import {
  addEvidence,
  addVoice,
  changePlanStatus,
  createPlan,
  createPriority,
  raiseObjection,
  recordReading,
  replyToObjection,
} from '../index.ts';
import { editPriority } from '../store/priority-writes.ts';

describe('the page of a priority', () => {
  it('shows its whole thread to anybody', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const { priorityId } = planted;
      const doing = seeding(app);
      await plantCommitment(app, planted, { due: '2026-02-18' });
      await app.db.write(app.seed, async (trx) => {
        await addEvidence(trx, doing, priorityId, {
          finding: 'Patients who repeat their story',
          figure: '60%',
          source: 'Patient survey 2025',
          sourceAddress: 'https://example.org/survey',
          asOf: '2025-04-01' as LocalDate,
          invented: true,
        });
        await addVoice(trx, doing, priorityId, { who: 'Carers’ group', how: 'chose the words' });
        const objection = must(
          await raiseObjection(trx, doing, { priorityId, reason: 'Too many would see it', raisedBy: 'A resident' }),
        );
        must(await raiseObjection(trx, doing, { priorityId, reason: 'It costs too much', raisedBy: 'A taxpayer' }));
        must(await replyToObjection(trx, doing, { id: objection.id, reply: 'You choose who', kind: 'upheld' }));
        must(
          await recordReading(trx, doing, {
            outcomeId: planted.outcomeId,
            value: 45,
            on: '2026-02-01' as LocalDate,
            source: 'Survey',
          }),
        );
        const plan = await createPlan(trx, doing, {
          title: 'Joint strategy',
          kind: 'strategy',
          summary: '',
          start: '2026-01-01' as LocalDate,
          end: '2030-12-31' as LocalDate,
          parties: [app.organisation.id],
          priorities: [priorityId],
        });
        must(await changePlanStatus(trx, doing, plan.id, 'agree'));
      });
      const page = await app.get('/testbourne/priorities/nobody-tells-their-story-twice');
      assert.equal(page.status, 200);
      assert.equal(page.heading, 'Nobody tells their story twice');
      for (const words of [
        'I tell my story every time',
        'Patients who repeat their story: 60%',
        'Source: Patient survey 2025, 1 April 2025 (invented for this demonstration)',
        'Carers’ group: chose the words',
        'Too many would see it',
        'You choose who',
        'Upheld: the priority was changed',
        'It costs too much',
        'No reply yet',
        'It was 60% on 1 April 2025 and 45% on 1 February 2026. The aim is 30% by March 2027.',
        'On their own they cannot show why',
        '50%',
        'Overdue (1 commitment)',
        'Testbourne Council · Given as goodwill: nobody is paid for it',
        '12 days overdue',
        'In force until 31 December 2030',
      ])
        assert.ok(page.text.includes(words), words);
      assert.equal(page.link('Joint strategy'), '/testbourne/plans/joint-strategy');
      assert.equal(page.link('Follow the thread of this priority'), `/testbourne/thread/priority/${priorityId}`);
      assert.equal(page.hasLink('Change the words'), false);
      assert.equal(page.hasLink('Offer a commitment'), false);
      const headings = [...page.document.querySelectorAll('main h1, main h2, main h3')].map((one) => one.tagName);
      assert.equal(headings.filter((tag) => tag === 'H1').length, 1);
    });
  });

  it('hides a draft from the public and from residents, and shows it to partners', async () => {
    await withTestApp(async (app) => {
      await app.db.write(app.seed, async (trx) =>
        must(await createPriority(trx, seeding(app), { title: 'Buses', summary: '', answers: [] })),
      );
      assert.equal((await app.get('/testbourne/priorities/buses')).status, 404);
      assert.equal((await app.get('/testbourne/priorities/buses', await app.person('resident'))).status, 404);
      const page = await app.get('/testbourne/priorities/buses', await app.person('editor'));
      assert.ok(page.text.includes('Draft: only partners can see it'));
    });
  });

  it('sends readers of an old address on', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      await app.db.write(app.seed, async (trx) =>
        must(
          await editPriority(trx, seeding(app), {
            id: planted.priorityId,
            version: 2,
            title: 'Tell it once',
            summary: '',
            answers: [],
          }),
        ),
      );
      const page = await app.get('/testbourne/priorities/nobody-tells-their-story-twice');
      assert.equal(page.status, 301);
      assert.equal(page.location, '/testbourne/priorities/tell-it-once');
    });
  });

  it('is made anew for the public when something under it changes', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const address = `/testbourne/priorities/${planted.slug}`;
      assert.ok((await app.get(address)).text.includes('Nothing promised yet'));
      await plantCommitment(app, planted);
      assert.ok((await app.get(address)).text.includes('Due 1 June 2026'));
      assert.ok((await app.get('/testbourne/priorities')).text.includes('1 commitment, 0 kept'));
    });
  });

  it('offers each reader what they may do', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantPriority(app);
      const address = `/testbourne/priorities/${slug}`;
      const resident = await app.get(address, await app.person('resident'));
      assert.equal(resident.hasLink('Offer a commitment'), true);
      assert.equal(resident.hasLink('Say why you object'), true);
      assert.equal(resident.hasLink('Record a figure'), false);
      assert.equal((await app.get(address, await app.person('analyst'))).hasLink('Record a figure'), true);
      assert.equal((await app.get(address, await app.person('programme-manager'))).hasLink('Retire it'), true);
    });
  });
});

describe('the list of priorities', () => {
  it('teaches when it is empty', async () => {
    await withTestApp(async (app) => {
      const page = await app.get('/testbourne/priorities');
      assert.ok(page.text.includes('No priorities yet'));
      assert.equal(page.hasLink('Draft a priority'), false);
      const planner = await app.get('/testbourne/priorities', await app.person('programme-manager'));
      assert.equal(planner.link('Draft a priority'), '/testbourne/priorities/new');
    });
  });
});
