import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { announce, isFirst, type Trx } from '../../../platform/database/database.ts';
import type { ShownAttendance } from '../domain/attendance.ts';
import type { ClassName } from '../domain/consensus.ts';
import type { Comparison } from '../domain/rounds.ts';
import type { BlockKind, BlockState, PlannedBlock, RoomRefusal } from '../domain/run-sheet.ts';
import type { Doing } from './doing.ts';
import { roomChannel } from './room-channel.ts';

export type WallView = 'block' | 'join' | 'shared' | 'family';
export type Room = {
  version: number;
  blockId: Uuid | undefined;
  wall: WallView;
  statementNumber: number | undefined;
  textSize: number;
  hasEnded: boolean;
};
export type Block = {
  id: Uuid;
  position: number;
  kind: BlockKind;
  title: string;
  minutes: number;
  options: string[];
  state: BlockState;
  openedAt: Date | undefined;
  result: BlockResult | undefined;
};

/** What a closed block shows; counts of fewer than five people are left out before it is kept. */
export type SharedList = { name: ClassName; bodies: string[]; more: number };
export type BlockResult =
  | { kind: 'vote'; votes: number; lists: SharedList[] }
  | { kind: 'here'; people: number | null; sectors: ShownAttendance[] }
  | { kind: 'word'; words: { word: string; people: number }[] }
  | { kind: 'dots'; people: number; options: { option: number; dots: number | null }[] }
  | { kind: 'pairs'; people: number; options: { option: number; chance: number; low: number; high: number }[] }
  | { kind: 'ideas'; ideas: { text: string; firstStep: string; total: number; missing: number }[] }
  | { kind: 'fist'; people: number; low: number | null; middle: number | null; high: number | null };

export type BallotContent = {
  here?: boolean;
  word?: string;
  dots?: number[];
  pairs?: Comparison[];
  idea?: string;
  firstStep?: string;
  scores?: { idea: number; score: number }[];
  fingers?: number;
  needed?: string;
};
export type Ballot = { participant: Uuid; content: BallotContent };

/** Tells every screen of the room, in every process, that something has changed. */
export async function tellRoom(trx: Trx, place: Uuid, conversation: Uuid): Promise<void> {
  if (isFirst(trx, `${roomChannel} ${conversation}`)) await announce(trx, roomChannel, `${place} ${conversation}`);
}

/** The room of a conversation and its run-sheet, when there is one. */
export async function roomOf(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
): Promise<{ room: Room; blocks: Block[] } | undefined> {
  const [row, blocks] = await Promise.all([
    trx
      .selectFrom('room')
      .select(['version', 'block_id', 'wall', 'statement_number', 'text_size', 'ended_at'])
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .executeTakeFirst(),
    trx
      .selectFrom('room_block')
      .selectAll()
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .orderBy('position')
      .orderBy('id')
      .limit(60)
      .execute(),
  ]);
  if (row === undefined) return undefined;
  return {
    room: {
      version: row.version,
      blockId: row.block_id ?? undefined,
      wall: row.wall as WallView,
      statementNumber: row.statement_number ?? undefined,
      textSize: row.text_size,
      hasEnded: row.ended_at !== null,
    },
    blocks: blocks.map((block) => ({
      id: block.id,
      position: block.position,
      kind: block.kind as BlockKind,
      title: block.title,
      minutes: block.minutes,
      options: block.options as string[],
      state: block.state as BlockState,
      openedAt: block.opened_at ?? undefined,
      result: (block.result as BlockResult | null) ?? undefined,
    })),
  };
}

export type RoomCounts = { people: number | null; votes: number | null; given: number; version: number };

/** What a room says of itself: fewer than five people are not counted aloud. In a service's transaction. */
export async function roomCounts(trx: Trx, place: Uuid, conversation: Uuid): Promise<RoomCounts | undefined> {
  const { rows } = await sql<{ version: number; people: number; votes: number; given: number }>`
    select r.version,
      (select count(*)::int from participant p where p.place_id = ${place} and p.conversation_id = ${conversation} and not p.is_table) as people,
      (select count(*)::int from vote v where v.place_id = ${place} and v.conversation_id = ${conversation}) as votes,
      (select count(*)::int from room_ballot b where b.place_id = ${place} and b.conversation_id = ${conversation})
        + (select count(*)::int from exercise_support s where s.place_id = ${place} and s.conversation_id = ${conversation})
        + (select count(*)::int from exercise_step s where s.place_id = ${place} and s.conversation_id = ${conversation})
        + (select count(*)::int from exercise_offer o where o.place_id = ${place} and o.conversation_id = ${conversation})
        + (select count(*)::int from statement s where s.place_id = ${place} and s.conversation_id = ${conversation}) as given
    from room r where r.place_id = ${place} and r.conversation_id = ${conversation}`.execute(trx);
  const [row] = rows;
  if (row === undefined) return undefined;
  const isShown = row.people >= 5;
  return {
    version: row.version,
    given: row.given,
    people: isShown ? row.people : null,
    votes: isShown ? row.votes : null,
  };
}

/** Opens a room with a run-sheet; a room that there is gets the blocks behind its own. */
export async function startRoom(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  blocks: readonly PlannedBlock[],
): Promise<void> {
  const { place, now } = doing;
  await trx
    .insertInto('room')
    .values({ place_id: place.id, conversation_id: conversation, version: 1, wall: 'join', started_at: now })
    .onConflict((conflict) => conflict.columns(['place_id', 'conversation_id']).doUpdateSet({ ended_at: null }))
    .execute();
  const known = await trx
    .selectFrom('room_block')
    .select(sql<number>`coalesce(max(position), 0)`.as('last'))
    .where('place_id', '=', place.id)
    .where('conversation_id', '=', conversation)
    .executeTakeFirstOrThrow();
  if (blocks.length > 0)
    await trx
      .insertInto('room_block')
      .values(
        blocks.map((block, at) => ({
          place_id: place.id,
          id: doing.newId(),
          conversation_id: conversation,
          position: known.last + at + 1,
          kind: block.kind,
          title: block.title,
          minutes: block.minutes,
          options: JSON.stringify(block.options ?? []),
        })),
      )
      .execute();
  await moveOn(trx, place.id, conversation, {});
}

/** Raises the version of the room and tells its screens. */
export async function moveOn(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  words: {
    block_id?: Uuid | null;
    wall?: WallView;
    statement_number?: number | null;
    text_size?: number;
    ended_at?: Date | null;
  },
): Promise<void> {
  await trx
    .updateTable('room')
    .set({ ...words, version: sql<number>`version + 1` })
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .execute();
  await tellRoom(trx, place, conversation);
}

/** Opens a block, and closes the one that was open: a room does one thing at a time. */
export async function openBlock(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  id: Uuid,
): Promise<Result<Block, RoomRefusal>> {
  const found = await roomOf(trx, doing.place.id, conversation);
  const block = found?.blocks.find((one) => one.id === id);
  if (found === undefined || block === undefined) return fail('room/no-such-block');
  if (found.room.hasEnded) return fail('room/ended');
  if (block.state === 'open') return fail('room/already-open');
  if ((block.kind === 'dots' || block.kind === 'pairs') && block.options.length < 2) return fail('room/needs-options');
  await closeOpen(trx, doing, conversation);
  await trx
    .updateTable('room_block')
    .set({ state: 'open', opened_at: doing.now, closed_at: null, ...(block.kind === 'vote' ? {} : { result: null }) })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', id)
    .execute();
  await moveOn(trx, doing.place.id, conversation, { block_id: id, wall: 'block' });
  return ok(block);
}

async function closeOpen(trx: Trx, doing: Doing, conversation: Uuid): Promise<void> {
  await trx
    .updateTable('room_block')
    .set({ state: 'closed', closed_at: doing.now })
    .where('place_id', '=', doing.place.id)
    .where('conversation_id', '=', conversation)
    .where('state', '=', 'open')
    .execute();
}

/** Closes the block that is open; it stays on the wall with what it gave. */
export async function closeBlock(trx: Trx, doing: Doing, conversation: Uuid): Promise<void> {
  await closeOpen(trx, doing, conversation);
  await moveOn(trx, doing.place.id, conversation, {});
}

/** Changes a block's minutes, title, options or place on the run-sheet. */
export async function changeBlock(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  id: Uuid,
  words: { minutes?: number; title?: string; options?: readonly string[]; position?: number },
): Promise<void> {
  const { options, ...others } = words;
  await trx
    .updateTable('room_block')
    .set({ ...others, ...(options === undefined ? {} : { options: JSON.stringify(options) }) })
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .where('id', '=', id)
    .execute();
  await moveOn(trx, place, conversation, {});
}

/** Takes a block that was never opened off the run-sheet. */
export async function removeBlock(trx: Trx, place: Uuid, conversation: Uuid, id: Uuid): Promise<void> {
  await trx
    .deleteFrom('room_block')
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('opened_at', 'is', null)
    .execute();
  await moveOn(trx, place, conversation, {});
}

/** What somebody gives in the block that is open; it replaces what they gave before. In their own transaction. */
export async function giveBallot(
  trx: Trx,
  place: Uuid,
  ballot: { conversation: Uuid; block: Uuid; participant: Uuid; content: BallotContent },
  now: Date,
): Promise<void> {
  const content = JSON.stringify(ballot.content);
  await trx
    .insertInto('room_ballot')
    .values({
      place_id: place,
      conversation_id: ballot.conversation,
      block_id: ballot.block,
      participant_id: ballot.participant,
      content,
      at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['place_id', 'block_id', 'participant_id']).doUpdateSet({ content, at: now }),
    )
    .execute();
  await tellRoom(trx, place, ballot.conversation);
}
