import type { Uuid } from '../../../kernel/ids.ts';
import { seedFrom } from '../../../lib/random.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { attendanceOf, shownAttendance } from '../domain/attendance.ts';
import { classify, type ClassName } from '../domain/consensus.ts';
import { publicCounts } from '../domain/publish-gate.ts';
import { countDots, countFingers, countWords, rankPairs, scoreIdeas } from '../domain/rounds.ts';
import type { BlockKind } from '../domain/run-sheet.ts';
import { sectorsOf } from './conversations.ts';
import { invitationsOf } from './invitations.ts';
import { moveOn, roomCounts, type Ballot, type BallotContent, type Block, type BlockResult } from './rooms.ts';
import { votables } from './votes.ts';

/** What was given in a block, in the order in which people joined. In a service's transaction. */
export async function ballotsOf(trx: Trx, place: Uuid, block: Uuid): Promise<Ballot[]> {
  const rows = await trx
    .selectFrom('room_ballot as b')
    .innerJoin('participant as p', (join) =>
      join.onRef('p.place_id', '=', 'b.place_id').onRef('p.id', '=', 'b.participant_id'),
    )
    .select(['b.participant_id', 'b.content'])
    .where('b.place_id', '=', place)
    .where('b.block_id', '=', block)
    .where('p.banned_at', 'is', null)
    .orderBy('p.number')
    .execute();
  return rows.map((row) => ({ participant: row.participant_id, content: row.content as BallotContent }));
}

/**
 * Keeps what a closed block gave. What the votes say is kept as words, without figures, and kept again only once five more votes have
 * come: two lists that differ by one vote would show that vote. In a service's transaction.
 */
export async function keepResult(trx: Trx, place: Uuid, conversation: Uuid, block: Block): Promise<void> {
  const result =
    block.kind === 'vote'
      ? await sharedInRoom(trx, place, conversation, block)
      : block.kind === 'here'
        ? await presentIn(trx, place, conversation, block)
        : resultOf(block, await ballotsOf(trx, place, block.id));
  if (result === undefined) return;
  let query = trx
    .updateTable('room_block')
    .set({ result: JSON.stringify(result) })
    .where('place_id', '=', place)
    .where('id', '=', block.id)
    .where('state', '=', 'closed');
  // Many screens may find at once that it was not counted: one counts it, and they are told once.
  if (block.result === undefined) query = query.where('result', 'is', null);
  const done = await query.executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return;
  await moveOn(trx, place, conversation, {});
}

const counted: readonly BlockKind[] = ['here', 'vote', 'word', 'dots', 'pairs', 'ideas', 'fist'];

/** Whether a block collects something that is counted when it closes. */
export function isCounted(kind: BlockKind): boolean {
  return counted.includes(kind);
}

/** Who says that they are in the room, by sector, beside who was asked. A device that speaks for a table is nobody. */
async function presentIn(trx: Trx, place: Uuid, conversation: Uuid, block: Block): Promise<BlockResult> {
  const rows = await trx
    .selectFrom('room_ballot as b')
    .innerJoin('participant as p', (join) =>
      join.onRef('p.place_id', '=', 'b.place_id').onRef('p.id', '=', 'b.participant_id'),
    )
    .select('p.sector_id')
    .where('b.place_id', '=', place)
    .where('b.block_id', '=', block.id)
    .where('p.banned_at', 'is', null)
    .where('p.is_table', '=', false)
    .execute();
  const [sectors, asked] = [await sectorsOf(trx, place, conversation), await invitationsOf(trx, place, conversation)];
  const present = rows.map((row) => row.sector_id ?? undefined);
  return {
    kind: 'here',
    people: rows.length < 5 ? null : rows.length,
    sectors: shownAttendance(attendanceOf(sectors, asked, present)),
  };
}

const sharedClasses: readonly ClassName[] = ['agree', 'not-us', 'differ', 'unsure'];
const mostShared = 5;
const fewestNewVotes = 5;

/** Statements by class, five at most, as the wall may show them: only where no count of one to four follows from the class. */
async function sharedInRoom(trx: Trx, place: Uuid, conversation: Uuid, block: Block): Promise<BlockResult | undefined> {
  const [list, counts] = [await votables(trx, place, conversation), await roomCounts(trx, place, conversation)];
  const people = counts?.people ?? 0;
  const votes = list.reduce((sum, one) => sum + one.counts.seen, 0);
  if (block.result?.kind === 'vote' && votes - block.result.votes < fewestNewVotes) return undefined;
  const classed = list
    .filter((one) => people > 0 && publicCounts(one.counts, people).className !== null)
    .map((one) => ({ ...one, className: classify([one.counts], people) }))
    .sort((a, b) => b.counts.seen - a.counts.seen || a.number - b.number);
  return {
    kind: 'vote',
    votes,
    lists: sharedClasses.map((name) => {
      const bodies = classed.filter((one) => one.className === name).map(({ body }) => body);
      return { name, bodies: bodies.slice(0, mostShared), more: Math.max(0, bodies.length - mostShared) };
    }),
  };
}

function resultOf(block: Block, ballots: readonly Ballot[]): BlockResult | undefined {
  const contents = ballots.map(({ content }) => content);
  const { options } = block;
  switch (block.kind) {
    case 'word':
      return { kind: 'word', words: countWords(contents.flatMap(({ word }) => word ?? [])) };
    case 'dots': {
      const counted = countDots(
        options.length,
        contents.map(({ dots }) => dots ?? []),
      );
      const shown = counted.map(({ option, dots, people }) => ({ option, dots: people >= 5 ? dots : null }));
      return { kind: 'dots', people: ballots.length, options: shown };
    }
    case 'pairs': {
      const ranked = rankPairs(
        options.length,
        contents.map(({ pairs }) => pairs ?? []),
        seedFrom(block.id),
      );
      return { kind: 'pairs', people: ballots.length, options: ranked };
    }
    case 'ideas': {
      const ideas = contents.filter(({ idea }) => idea !== undefined);
      const scores = contents.flatMap((content) => content.scores ?? []);
      return {
        kind: 'ideas',
        ideas: scoreIdeas(ideas.length, scores)
          .slice(0, 10)
          .map(({ idea, total, missing }) => ({
            text: ideas[idea]?.idea ?? '',
            firstStep: ideas[idea]?.firstStep ?? '',
            total,
            missing,
          })),
      };
    }
    case 'fist': {
      const { people, low, middle, high } = countFingers(contents.flatMap(({ fingers }) => fingers ?? []));
      return { kind: 'fist', people, low: low ?? null, middle: middle ?? null, high: high ?? null };
    }
    default:
      return undefined;
  }
}
