import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeConversation } from '../../../../test/support/conversation.ts';
import { must, plantPriority, seeding } from '../../../../test/support/strategy.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { createBody, moveMeeting, planMeeting, publishDecision, recordDecision } from '../../board/index.ts';
import { createPlan } from '../../strategy/index.ts';
import { scenarios, type OfferNeed } from '../domain/exercise.ts';
import { addOffer, startExercise } from '../store/exercises.ts';
import { startRoom } from '../store/rooms.ts';

/** An exercise with an offer of each kind, a priority, a plan in which it stands, and a meeting to come. */
async function withOffers(app: TestApp) {
  const made = await makeConversation(app);
  const priority = await plantPriority(app);
  const doing = { place: app.place, account: undefined, now: app.now, newId: app.context.newId };
  const [family] = scenarios;
  if (family === undefined) throw new Error('there is no family');
  return await app.db.write(app.seed, async (trx) => {
    await startRoom(trx, doing, made.id, []);
    await startExercise(trx, doing, made.id, { ...family, priority: priority.priorityId });
    const offer = async (what: string, needs: OfferNeed, pence?: number) => {
      await addOffer(
        trx,
        doing,
        { conversation: made.id, participant: undefined },
        {
          organisationId: app.organisation.id,
          who: 'The librarian',
          what,
          firstStep: 'Ask the volunteers',
          member: 0,
          byOn: '2026-09-01' as LocalDate,
          needs,
          pence,
          sameAs: undefined,
        },
      );
    };
    await offer('A first visit together', 'nothing');
    await offer('One page for the family', 'agreement');
    await offer('A minibus on Tuesdays', 'money', 120_000);
    const body = must(
      await createBody(trx, seeding(app), {
        name: 'The board',
        purpose: '',
        kind: 'health-and-wellbeing-board',
        isPublic: true,
      }),
    );
    const meeting = must(
      await planMeeting(trx, seeding(app), {
        bodyId: body.id,
        title: 'Spring meeting',
        startsAt: new Date(app.now.getTime() + 30 * 86_400_000),
        endsAt: new Date(app.now.getTime() + 30 * 86_400_000 + 7_200_000),
        venue: 'Town hall',
        accessNotes: '',
      }),
    );
    const plan = await createPlan(trx, seeding(app), {
      title: 'A shared budget',
      kind: 'pooled-fund',
      summary: '',
      start: '2026-01-01' as LocalDate,
      end: '2027-01-01' as LocalDate,
      parties: [app.organisation.id],
      priorities: [priority.priorityId],
    });
    const ids = await trx.selectFrom('exercise_offer').select(['id', 'needs']).execute();
    const idOf = (needs: OfferNeed): string => ids.find((one) => one.needs === needs)?.id ?? '';
    return { made, priority, meeting, plan, idOf, here: `${made.base}/commitments` };
  });
}

describe('an offer that needs an agreement', () => {
  it('is put to a board as a question, and asked of its organisation once the board has decided', async () => {
    await withTestApp(async (app) => {
      const { made, priority, meeting, idOf, here } = await withOffers(app);
      const [officer, facilitator, editor] = [
        await app.person('board-officer'),
        await app.person('facilitator'),
        await app.person('editor'),
      ];
      const words = { do: 'board', priority: priority.priorityId, offer: idOf('agreement') };
      assert.equal((await app.post(here, { ...words, meeting: meeting.id }, facilitator)).status, 403);
      const missing = await app.post(here, { ...words, meeting: '' }, officer);
      assert.equal(missing.status, 422);
      assert.match(missing.text, /Choose the meeting/);
      assert.equal((await app.post(here, { ...words, meeting: made.id }, officer)).status, 422);
      const none = { ...words, meeting: meeting.id, offer: idOf('nothing') };
      assert.equal((await app.post(here, none, officer)).status, 422);
      const done = await app.post(here, { ...words, meeting: meeting.id }, officer);
      assert.equal(done.location, `${here}?notice=offers-to-board`);
      assert.equal((await app.post(here, { ...words, meeting: meeting.id }, officer)).status, 422);
      const agenda = await app.get(`/${app.place.slug}/meetings/${meeting.slug}`, officer);
      assert.match(agenda.text, /One page for the family/);
      assert.match((await app.get(here, facilitator)).text, /A board is asked/);
      const asking = { do: 'ask', priority: priority.priorityId, offer: idOf('agreement') };
      assert.equal((await app.post(here, asking, facilitator)).status, 422);
      await decideOn(app, meeting.id);
      const page = await app.get(here, facilitator);
      assert.match(page.text, /The board decided: Try it with forty families/);
      assert.equal((await app.post(here, asking, facilitator)).status, 303);
      const confirmed = await app.post(here, { do: 'confirm' }, editor);
      assert.equal(confirmed.location, `${here}?notice=offers-confirmed`);
      assert.match((await app.get(`/${app.place.slug}/priorities/${priority.slug}`)).text, /One page for the family/);
    });
  });
});

/** The meeting is held and decides on the only item of its agenda. */
async function decideOn(app: TestApp, meeting: string): Promise<void> {
  const at = (days: number) => seeding(app, new Date(app.now.getTime() + days * 86_400_000));
  await app.db.write(app.seed, async (trx) => {
    const item = await trx.selectFrom('agenda_item').select('id').executeTakeFirstOrThrow();
    must(await moveMeeting(trx, at(1), meeting, { kind: 'call', reason: '' }));
    must(await moveMeeting(trx, at(2), meeting, { kind: 'publish-agenda' }));
    must(await moveMeeting(trx, at(31), meeting, { kind: 'hold' }));
    const decision = must(
      await recordDecision(trx, at(31), meeting, {
        text: 'Try it with forty families',
        reasons: 'It was offered',
        alternatives: '',
        itemId: item.id,
        priorities: [],
      }),
    );
    must(await publishDecision(trx, at(31), decision.id));
  });
}

describe('an offer that needs money', () => {
  it('says who pays and how much, in a plan, and is confirmed with the others in one press', async () => {
    await withTestApp(async (app) => {
      const { made, priority, plan, idOf, here } = await withOffers(app);
      const payer = await app.addOrganisation('The fund');
      const [facilitator, editor] = [await app.person('facilitator'), await app.person('editor')];
      const words = { do: 'money', priority: priority.priorityId, offer: idOf('money'), plan: plan.id, payer };
      assert.equal((await app.post(here, { ...words, payer: '' }, facilitator)).status, 422);
      const elsewhere = await app.post(here, { ...words, plan: made.id }, facilitator);
      assert.equal(elsewhere.status, 422);
      assert.match(elsewhere.text, /Choose a plan in which this priority stands/);
      assert.equal((await app.post(here, words, editor)).status, 403);
      assert.equal((await app.post(here, words, facilitator)).status, 303);
      const ask = { do: 'ask', priority: priority.priorityId, offer: idOf('nothing') };
      assert.equal((await app.post(here, ask, facilitator)).status, 303);
      assert.match((await app.get(here, editor)).text, /Confirm 2 commitments/);
      assert.equal((await app.post(here, { do: 'confirm' }, editor)).status, 303);
      const kept = await app.db.read(app.seed, async (trx) =>
        trx
          .selectFrom('commitment')
          .select(['title', 'status', 'pay', 'payer_organisation_id', 'amount_pence', 'plan_id'])
          .orderBy('title')
          .execute(),
      );
      const base = { status: 'accepted', amount_pence: null, plan_id: null, payer_organisation_id: null };
      assert.deepEqual(kept, [
        { ...base, title: 'A first visit together', pay: 'own-budget' },
        {
          ...base,
          title: 'A minibus on Tuesdays',
          pay: 'paid',
          payer_organisation_id: payer,
          amount_pence: 120_000,
          plan_id: plan.id,
        },
      ]);
      const page = await app.get(`/${app.place.slug}/priorities/${priority.slug}`);
      assert.match(page.text, /A minibus on Tuesdays/);
    });
  });
});
