import type { Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { addItem } from '../../board/index.ts';
import { moveCommitment, offerCommitment } from '../../strategy/index.ts';
import { noteOffer } from '../store/exercises.ts';
import { moveOn } from '../store/rooms.ts';
import type { StagedOffer } from './load.ts';

/** Why nothing was done. */
export type StepRefusal = 'priority-gone' | 'plan-elsewhere' | 'agenda-closed' | 'none';

/** Who pays for offers that need money, and the plan in which that stands. */
export type Money = { payer: Uuid; plan: Uuid | undefined };

const priorityCodes: readonly string[] = ['commitment/priority-gone', 'commitment/priority-retired'];

/**
 * Offers a commitment for each, to the organisation that made it; what was offered in its name waits for its word. Those that need money
 * take with them who pays. Gives back how many were asked.
 */
export async function askOrganisations(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  offers: readonly StagedOffer[],
  words: { priority: Uuid; money?: Money },
): Promise<number | StepRefusal> {
  const { money } = words;
  let count = 0;
  for (const offer of offers) {
    if (offer.stage !== (money === undefined ? 'ready' : 'money')) continue;
    const made = await offerCommitment(trx, doing, {
      title: offer.what,
      firstStep: offer.firstStep,
      priorityId: words.priority,
      outcomeId: undefined,
      planId: money?.plan,
      owner: { kind: 'organisation', organisation: offer.organisationId },
      dueOn: offer.byOn,
      pay:
        money === undefined || money.payer === offer.organisationId
          ? { kind: 'own-budget', pence: offer.pence }
          : { kind: 'paid', payer: money.payer, pence: offer.pence },
    });
    if (!made.ok) {
      if (priorityCodes.includes(made.error)) return 'priority-gone';
      if (made.error === 'commitment/plan-elsewhere') return 'plan-elsewhere';
      continue;
    }
    const isPromise = made.value.status === 'accepted';
    await noteOffer(trx, doing.place.id, offer.id, {
      commitment_id: made.value.id,
      ...(isPromise ? { confirmed_at: doing.now } : {}),
    });
    count += 1;
  }
  if (count === 0) return 'none';
  await moveOn(trx, doing.place.id, conversation, {});
  return count;
}

/** Puts what offers need on the agenda of a meeting, as a question for each. Gives back how many. */
export async function askBoard(
  trx: Trx,
  doing: Doing,
  offers: readonly StagedOffer[],
  words: { meeting: Uuid; priority: Uuid },
): Promise<number | StepRefusal> {
  let count = 0;
  for (const offer of offers) {
    // What was taken off an agenda again can be asked once more.
    const isOpen = offer.stage === 'board' || (offer.stage === 'deciding' && offer.asked === undefined);
    if (!isOpen) continue;
    const added = await addItem(trx, doing, words.meeting, {
      title: offer.what,
      purpose: 'decide',
      ask: `Agree to what ${offer.organisation} offers to do by then: ${offer.what}. The first step is: ${offer.firstStep}`.slice(
        0,
        600,
      ),
      leadId: offer.organisationId,
      minutesPlanned: undefined,
      paperSummary: 'It was offered in a workshop, in the exercise with an invented family, and needs an agreement.',
      paperAddress: undefined,
      priorities: [words.priority],
      inPrivate: undefined,
    });
    if (!added.ok) return 'agenda-closed';
    await noteOffer(trx, doing.place.id, offer.id, { agenda_item_id: added.value.id });
    count += 1;
  }
  return count === 0 ? 'none' : count;
}

/** Accepts, at once, all that was offered in the name of the organisations for which the speaker speaks. */
export async function confirmOwn(
  trx: Trx,
  doing: Doing,
  offers: readonly StagedOffer[],
  own: readonly Uuid[],
): Promise<number> {
  let count = 0;
  for (const offer of offers) {
    if (offer.stage !== 'asked' || offer.commitmentId === undefined || !own.includes(offer.organisationId)) continue;
    const moved = await moveCommitment(trx, doing, offer.commitmentId, { kind: 'accept' });
    // Who answered it by itself already has said what they mean.
    if (!moved.ok && moved.error !== 'commitment/already-answered') continue;
    await noteOffer(trx, doing.place.id, offer.id, { confirmed_at: doing.now });
    count += 1;
  }
  return count;
}
