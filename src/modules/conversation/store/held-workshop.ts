import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Scenario } from '../domain/exercise.ts';
import type { PlannedBlock } from '../domain/run-sheet.ts';
import { addressOf } from './cards.ts';
import { conversationById } from './conversations.ts';
import type { Doing } from './doing.ts';
import {
  addOffer,
  addStep,
  addSupport,
  exerciseOf,
  noteOffer,
  spareStep,
  startExercise,
  type KeptStep,
  type Offer,
  type Support,
} from './exercises.ts';
import { answerInvitation, invitePartner, keepGroup, type InvitedPartner, type KeptGroup } from './invitations.ts';
import { mergeStatement } from './lineage.ts';
import { isCounted, keepResult } from './room-results.ts';
import { moveOn, roomOf, startRoom, type BallotContent } from './rooms.ts';
import { addStatement } from './statements.ts';
import { keepTheme, type ThemeWords } from './themes.ts';

/** A workshop that was held: who was asked, what happened block by block, and what came of it. */
export type HeldWorkshop = {
  invited: readonly {
    organisation: Uuid;
    sector: Uuid | undefined;
    asked: string;
    /** Undefined where the partner has not answered. */
    answer: Omit<InvitedPartner, 'id' | 'name' | 'sector' | 'asked'> | undefined;
  }[];
  groups: readonly Omit<KeptGroup, 'id'>[];
  /** In their order; ballots by the number of the participant. */
  blocks: readonly (PlannedBlock & { ballots: readonly { participant: number; content: BallotContent }[] })[];
  /** Statements that were sent and joined to another, by its number. */
  saidAgain: readonly { body: string; into: number }[];
  themes: readonly ThemeWords[];
  family: Pick<Scenario, 'familyName' | 'story' | 'members'> & { priority: Uuid };
  supports: readonly Omit<Support, 'id' | 'sameAs'>[];
  steps: readonly Omit<KeptStep, 'id'>[];
  offers: readonly (Pick<Offer, 'organisationId' | 'who' | 'what' | 'firstStep' | 'member' | 'needs' | 'pence'> & {
    byOn: LocalDate;
    commitment: Uuid | undefined;
    agendaItem: Uuid | undefined;
  })[];
};

/**
 * Writes a workshop as it was held, with its end: for a demo place, in a service's transaction. `doing.now` is when it began.
 * @returns the ids of its themes, by their names.
 */
export async function holdWorkshop(
  trx: Trx,
  doing: Doing,
  conversationId: Uuid,
  held: HeldWorkshop,
): Promise<Map<string, Uuid>> {
  const conversation = await conversationById(trx, doing.place.id, conversationId);
  if (conversation === undefined) throw new Error('there is no such conversation');
  for (const { answer, ...partner } of held.invited) {
    await invitePartner(trx, doing, conversationId, partner);
    if (answer !== undefined)
      await answerInvitation(trx, doing, conversationId, { organisation: partner.organisation, ...answer });
  }
  for (const group of held.groups) await keepGroup(trx, doing, conversationId, group);
  for (const { body, into } of held.saidAgain) {
    const words = {
      conversation: conversationId,
      body,
      origin: 'participant',
      state: { status: 'submitted' },
    } as const;
    const added = await addStatement(trx, doing, words);
    await mergeStatement(trx, doing, conversationId, added.id, into);
  }
  await startRoom(trx, doing, conversationId, held.blocks);
  await playFamily(trx, doing, conversationId, held);
  await playBlocks(trx, doing, conversationId, held);
  const themes = new Map<string, Uuid>();
  const at = { id: conversationId, address: addressOf(doing.place, conversation) };
  for (const theme of held.themes) {
    const kept = await keepTheme(trx, doing, at, undefined, theme);
    if (kept.ok) themes.set(theme.label, kept.value);
  }
  return themes;
}

/** Opens and closes each block after the one before, with what was given in it, and ends the room. */
async function playBlocks(trx: Trx, doing: Doing, conversation: Uuid, held: HeldWorkshop): Promise<void> {
  const place = doing.place.id;
  const people = await trx
    .selectFrom('participant')
    .select(['id', 'number'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .execute();
  const idOf = new Map(people.map((one) => [one.number, one.id]));
  const blocks = (await roomOf(trx, place, conversation))?.blocks ?? [];
  let time = doing.now.getTime();
  for (const [at, block] of blocks.entries()) {
    const opened = new Date(time);
    time += block.minutes * 60_000;
    const rows = (held.blocks[at]?.ballots ?? []).flatMap(({ participant, content }) => {
      const id = idOf.get(participant);
      return id === undefined
        ? []
        : [
            {
              place_id: place,
              conversation_id: conversation,
              block_id: block.id,
              participant_id: id,
              content: JSON.stringify(content),
              at: opened,
            },
          ];
    });
    if (rows.length > 0) await trx.insertInto('room_ballot').values(rows).execute();
    await trx
      .updateTable('room_block')
      .set({ state: 'closed', opened_at: opened, closed_at: new Date(time) })
      .where('place_id', '=', place)
      .where('id', '=', block.id)
      .execute();
    if (isCounted(block.kind)) await keepResult(trx, place, conversation, { ...block, state: 'closed' });
  }
  const last = blocks.at(-1)?.id ?? null;
  await moveOn(trx, place, conversation, { block_id: last, wall: 'block', ended_at: new Date(time) });
}

async function playFamily(trx: Trx, doing: Doing, conversation: Uuid, held: HeldWorkshop): Promise<void> {
  const giver = { conversation, participant: undefined };
  await startExercise(trx, doing, conversation, held.family);
  for (const support of held.supports) await addSupport(trx, doing, giver, { ...support, sameAs: undefined });
  for (const { isSpared: _, ...step } of held.steps) await addStep(trx, doing, giver, step);
  for (const offer of held.offers) await addOffer(trx, doing, giver, { ...offer, sameAs: undefined });
  const exercise = await exerciseOf(trx, doing.place.id, conversation);
  for (const [at, step] of (exercise?.steps ?? []).entries())
    if (held.steps[at]?.isSpared === true) await spareStep(trx, doing.place.id, conversation, step.id, true);
  for (const offer of exercise?.offers ?? []) {
    const given = held.offers.find((one) => one.what === offer.what);
    const words = {
      ...(given?.commitment === undefined ? {} : { commitment_id: given.commitment, confirmed_at: doing.now }),
      ...(given?.agendaItem === undefined ? {} : { agenda_item_id: given.agendaItem }),
    };
    if (Object.keys(words).length > 0) await noteOffer(trx, doing.place.id, offer.id, words);
  }
}
