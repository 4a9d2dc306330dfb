import type { Uuid } from '../../../kernel/ids.ts';
import type { RouteContext } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { exerciseOf, type Exercise } from '../store/exercises.ts';
import { recomputeResults } from '../store/recompute.ts';
import { isCounted, keepResult } from '../store/room-results.ts';
import { roomCounts, roomOf, type Block, type Room, type RoomCounts } from '../store/rooms.ts';

/** The room as every screen is drawn from it. */
export type RoomView = {
  room: Room;
  blocks: Block[];
  /** The block that is open, or was last. */
  block: Block | undefined;
  counts: RoomCounts;
  exercise: Exercise | undefined;
};

/** Reads the room in a service's transaction; undefined where no workshop was prepared. */
export async function loadRoom(trx: Trx, place: Uuid, conversation: Uuid): Promise<RoomView | undefined> {
  const found = await roomOf(trx, place, conversation);
  if (found === undefined) return undefined;
  const [counts, exercise] = await Promise.all([
    roomCounts(trx, place, conversation),
    exerciseOf(trx, place, conversation),
  ]);
  if (counts === undefined) return undefined;
  return { ...found, block: found.blocks.find((one) => one.id === found.room.blockId), counts, exercise };
}

/** Counts what a closed block gave, where that was not done when it closed: a process may have stopped in between. */
export async function countClosed(
  context: RouteContext,
  place: Uuid,
  conversation: Uuid,
  view: RoomView,
): Promise<void> {
  const waiting = view.blocks.filter(
    (one) => one.state === 'closed' && one.result === undefined && isCounted(one.kind) && one.openedAt !== undefined,
  );
  if (waiting.length === 0) return;
  await context.db.write({ role: 'thread_service', job: 'room', place }, async (trx) => {
    for (const block of waiting) await keepResult(trx, place, conversation, block);
  });
}

/** Counts what has just been closed; voting again where it was counted before. */
export async function countJustClosed(
  context: RouteContext,
  place: { id: Uuid; slug: string },
  conversation: Uuid,
): Promise<void> {
  await context.db.write({ role: 'thread_service', job: 'room', place: place.id }, async (trx) => {
    const blocks = (await roomOf(trx, place.id, conversation))?.blocks ?? [];
    // The last votes may not have been counted yet.
    if (blocks.some((one) => one.kind === 'vote' && one.state === 'closed'))
      await recomputeResults(trx, place, conversation, context.clock.now());
    for (const block of blocks) {
      const isWaiting = block.result === undefined || block.kind === 'vote';
      if (block.state === 'closed' && isCounted(block.kind) && isWaiting)
        await keepResult(trx, place.id, conversation, block);
    }
  });
}

/** What the root of every screen tells its script. */
export function roomData(base: string, view: RoomView): Record<string, string> {
  return {
    'data-room': `${base}/room/events`,
    'data-version': String(view.room.version),
    'data-given': String(view.counts.given),
    'data-block': view.block?.id ?? '',
  };
}
