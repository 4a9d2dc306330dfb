import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Member, OfferNeed, Scenario, Step, StepOutcome, SupportKind } from '../domain/exercise.ts';
import type { Doing } from './doing.ts';
import { moveOn, tellRoom } from './rooms.ts';

export type Support = {
  id: Uuid;
  member: number;
  what: string;
  kind: SupportKind | 'worry';
  ring: number;
  table: number | undefined;
  sameAs: Uuid | undefined;
};
export type Offer = {
  id: Uuid;
  organisationId: Uuid;
  organisation: string;
  who: string;
  what: string;
  firstStep: string;
  member: number;
  byOn: LocalDate;
  needs: OfferNeed;
  pence: number | undefined;
  sameAs: Uuid | undefined;
  commitmentId: Uuid | undefined;
  isConfirmed: boolean;
  /** The item of an agenda that asks a board for what it needs. */
  agendaItemId: Uuid | undefined;
};
export type KeptStep = Step & { id: Uuid; what: string };
export type Exercise = {
  familyName: string;
  story: string;
  members: Member[];
  priorityId: Uuid | undefined;
  supports: Support[];
  steps: KeptStep[];
  offers: Offer[];
};
/** Who gives: a participant for themselves, or nobody where the facilitator writes it down. */
export type Giver = { conversation: Uuid; participant: Uuid | undefined };

/** The exercise of a conversation, with everything that was given; undefined before it has begun. */
export async function exerciseOf(trx: Trx, place: Uuid, conversation: Uuid): Promise<Exercise | undefined> {
  const [head, supports, steps, offers] = await Promise.all([
    trx
      .selectFrom('exercise')
      .select(['family_name', 'story', 'members', 'priority_id'])
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .executeTakeFirst(),
    trx
      .selectFrom('exercise_support')
      .select(['id', 'member', 'what', 'kind', 'ring', 'table_number', 'same_as'])
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .orderBy('at')
      .orderBy('id')
      .limit(500)
      .execute(),
    trx
      .selectFrom('exercise_step')
      .selectAll()
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .orderBy('position')
      .orderBy('id')
      .limit(200)
      .execute(),
    trx
      .selectFrom('exercise_offer as o')
      .innerJoin('organisation as g', 'g.id', 'o.organisation_id')
      .selectAll('o')
      .select('g.name')
      .where('o.place_id', '=', place)
      .where('o.conversation_id', '=', conversation)
      .orderBy('o.at')
      .orderBy('o.id')
      .limit(500)
      .execute(),
  ]);
  if (head === undefined) return undefined;
  return {
    familyName: head.family_name,
    story: head.story,
    members: head.members as Member[],
    priorityId: head.priority_id ?? undefined,
    supports: supports.map((row) => ({
      id: row.id,
      member: row.member,
      what: row.what,
      kind: row.kind as Support['kind'],
      ring: row.ring,
      table: row.table_number ?? undefined,
      sameAs: row.same_as ?? undefined,
    })),
    steps: steps.map((row) => ({
      id: row.id,
      member: row.member,
      agency: row.agency,
      what: row.what,
      isTold: row.is_told,
      hasContact: row.has_contact,
      isShared: row.is_shared,
      waitDays: row.wait_days,
      outcome: row.outcome as StepOutcome,
      isSpared: row.is_spared,
    })),
    offers: offers.map((row) => ({
      id: row.id,
      organisationId: row.organisation_id,
      organisation: row.name,
      who: row.who,
      what: row.what,
      firstStep: row.first_step,
      member: row.member,
      byOn: row.by_on as LocalDate,
      needs: row.needs as OfferNeed,
      pence: row.amount_pence ?? undefined,
      sameAs: row.same_as ?? undefined,
      commitmentId: row.commitment_id ?? undefined,
      isConfirmed: row.confirmed_at !== null,
      agendaItemId: row.agenda_item_id ?? undefined,
    })),
  };
}

/** Begins the exercise with an invented family, or gives it another priority to work for. */
export async function startExercise(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  family: Pick<Scenario, 'familyName' | 'story' | 'members'> & { priority: Uuid | undefined },
): Promise<void> {
  const words = {
    family_name: family.familyName,
    story: family.story,
    members: JSON.stringify(family.members),
    priority_id: family.priority ?? null,
  };
  await trx
    .insertInto('exercise')
    .values({ place_id: doing.place.id, conversation_id: conversation, ...words, started_at: doing.now })
    .onConflict((conflict) => conflict.columns(['place_id', 'conversation_id']).doUpdateSet(words))
    .execute();
  await moveOn(trx, doing.place.id, conversation, {});
}

/** Adds what supports somebody of the family, or a worry that waits for the third round. */
export async function addSupport(trx: Trx, doing: Doing, giver: Giver, one: Omit<Support, 'id'>): Promise<void> {
  await trx
    .insertInto('exercise_support')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      conversation_id: giver.conversation,
      participant_id: giver.participant ?? null,
      member: one.member,
      what: one.what,
      kind: one.kind,
      ring: one.ring,
      table_number: one.table ?? null,
      same_as: one.sameAs ?? null,
      at: doing.now,
    })
    .execute();
  await tellRoom(trx, doing.place.id, giver.conversation);
}

/** Adds a step that an agency takes with somebody of the family, behind those before. */
export async function addStep(
  trx: Trx,
  doing: Doing,
  giver: Giver,
  step: Omit<KeptStep, 'id' | 'isSpared'>,
): Promise<void> {
  const { place } = doing;
  await trx
    .insertInto('exercise_step')
    .values((eb) => ({
      place_id: place.id,
      id: doing.newId(),
      conversation_id: giver.conversation,
      participant_id: giver.participant ?? null,
      position: eb
        .selectFrom('exercise_step as s')
        .where('s.place_id', '=', place.id)
        .where('s.conversation_id', '=', giver.conversation)
        .select(sql<number>`coalesce(max(s.position), 0) + 1`.as('next')),
      member: step.member,
      agency: step.agency,
      what: step.what,
      is_told: step.isTold,
      has_contact: step.hasContact,
      is_shared: step.isShared,
      wait_days: step.waitDays,
      outcome: step.outcome,
      at: doing.now,
    }))
    .execute();
  await tellRoom(trx, place.id, giver.conversation);
}

/** Says that a step need not happen any more, or must after all. */
export async function spareStep(trx: Trx, place: Uuid, conversation: Uuid, id: Uuid, isSpared: boolean): Promise<void> {
  await trx
    .updateTable('exercise_step')
    .set({ is_spared: isSpared })
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .where('id', '=', id)
    .execute();
  await moveOn(trx, place, conversation, {});
}

/** Adds what an organisation offers to do. */
export async function addOffer(
  trx: Trx,
  doing: Doing,
  giver: Giver,
  offer: Pick<
    Offer,
    'organisationId' | 'who' | 'what' | 'firstStep' | 'member' | 'byOn' | 'needs' | 'pence' | 'sameAs'
  >,
): Promise<void> {
  await trx
    .insertInto('exercise_offer')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      conversation_id: giver.conversation,
      participant_id: giver.participant ?? null,
      organisation_id: offer.organisationId,
      who: offer.who,
      what: offer.what,
      first_step: offer.firstStep,
      member: offer.member,
      by_on: offer.byOn,
      needs: offer.needs,
      amount_pence: offer.pence ?? null,
      same_as: offer.sameAs ?? null,
      at: doing.now,
    })
    .execute();
  await tellRoom(trx, doing.place.id, giver.conversation);
}

/** Joins what says the same to the first that said it, or takes it apart again. */
export async function joinSame(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  what: 'exercise_support' | 'exercise_offer',
  id: Uuid,
  sameAs: Uuid | null,
): Promise<void> {
  await sql`update ${sql.table(what)} set same_as = ${sameAs} where place_id = ${place} and conversation_id = ${conversation} and id = ${id}`.execute(
    trx,
  );
  await moveOn(trx, place, conversation, {});
}

/** Notes which commitment an offer has become, or which question to a board. */
export async function noteOffer(
  trx: Trx,
  place: Uuid,
  offer: Uuid,
  words: { commitment_id?: Uuid; confirmed_at?: Date; agenda_item_id?: Uuid },
): Promise<void> {
  await trx.updateTable('exercise_offer').set(words).where('place_id', '=', place).where('id', '=', offer).execute();
}

/** Partners of the place, by name: who may offer something. */
export async function partnersToOffer(trx: Trx, place: Uuid): Promise<{ id: Uuid; name: string }[]> {
  return await trx
    .selectFrom('partner as p')
    .innerJoin('organisation as o', 'o.id', 'p.organisation_id')
    .select(['o.id', 'o.name'])
    .where('p.place_id', '=', place)
    .orderBy('o.name')
    .limit(300)
    .execute();
}
