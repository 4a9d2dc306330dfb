import type { Actor } from '../../../kernel/actor.ts';
import { hasRole, speaksFor } from '../../../kernel/actor.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { askedOfBoard, boardOfficers, meetingsToAsk, type AskedOfBoard } from '../../board/index.ts';
import { allPlans, allPriorities, type Plan, type Priority } from '../../strategy/index.ts';
import type { Conversation } from '../domain/conversation.ts';
import { offerStage, type OfferStage } from '../domain/exercise.ts';
import { moderators } from '../domain/roles.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { exerciseOf, partnersToOffer, type Exercise, type Offer } from '../store/exercises.ts';

/** An offer with what it waits for, and what became of it at a board. */
export type StagedOffer = Offer & { stage: OfferStage; asked: AskedOfBoard | undefined };
export type Loaded = {
  conversation: Conversation;
  exercise: Exercise | undefined;
  offers: StagedOffer[];
  priorities: Priority[];
  plans: Plan[];
  partners: { id: Uuid; name: string }[];
  meetings: { id: Uuid; name: string }[];
};

/** Everything that the page of a workshop's commitments tells and offers. */
export async function loadOffers(trx: Trx, place: Uuid, slug: string, now: Date): Promise<Loaded> {
  const conversation = await conversationBySlug(trx, place, slug);
  if (conversation === undefined) throw notFound();
  const exercise = await exerciseOf(trx, place, conversation.id);
  const offers = exercise?.offers ?? [];
  const [asked, priorities, plans, partners, meetings] = await Promise.all([
    askedOfBoard(
      trx,
      place,
      offers.flatMap((offer) => offer.agendaItemId ?? []),
    ),
    allPriorities(trx, place),
    allPlans(trx, place),
    partnersToOffer(trx, place),
    meetingsToAsk(trx, place, now),
  ]);
  return {
    conversation,
    exercise,
    offers: offers.map((offer) => staged(offer, asked.get(offer.agendaItemId ?? ''))),
    priorities: priorities.filter((one) => one.status !== 'retired'),
    plans: plans.filter((one) => one.status === 'draft' || one.status === 'agreed'),
    partners,
    meetings,
  };
}

function staged(offer: Offer, asked: AskedOfBoard | undefined): StagedOffer {
  const stage = offerStage({
    needs: offer.needs,
    isAsked: offer.commitmentId !== undefined,
    isConfirmed: offer.isConfirmed,
    isOnAgenda: offer.agendaItemId !== undefined,
    isDecided: asked?.decided !== undefined,
  });
  return { ...offer, stage, asked };
}

/** The organisations of these offers for which somebody speaks. */
export function ownOf(actor: Actor, offers: readonly Offer[]): Uuid[] {
  return offers.map((offer) => offer.organisationId).filter((organisation) => speaksFor(actor, organisation));
}

/** What somebody may do with offers: ask organisations to confirm, and put questions to a board. */
export function mayOf(actor: Actor): { ask: boolean; board: boolean } {
  return { ask: hasRole(actor, ...moderators), board: hasRole(actor, ...boardOfficers) };
}
