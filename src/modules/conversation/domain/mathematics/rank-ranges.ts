import { seededRandom } from '../../../../lib/random.ts';
import { consensusOf, groupVotes, type GroupVotes } from './group-votes.ts';
import type { VoteMatrix } from './vote-matrix.ts';

/** Where a statement stands in the order of what all groups agree on, and between which places it could stand as well. */
export type RankRange = { statement: number; rank: number; low: number; high: number };

/** How many samples are drawn: in a room, and for a report. */
export const samplesInRoom = 200;
export const samplesForReport = 500;

/**
 * Ranks by the consensus of all groups, of the statements that at least half of the grouped people saw, best first; with the
 * range in which nine of ten ranks lie when people are drawn anew, with replacement, within each group (the bootstrap).
 * "Number one" is never said without it. Deterministic for a seed. Source: note on the conversation, section 2.11.
 */
export function rankRanges(
  matrix: VoteMatrix,
  labels: ArrayLike<number>,
  groups: number,
  seed: number,
  samples = samplesInRoom,
): RankRange[] {
  const actual = groupVotes(matrix, labels, groups);
  const ranked = widelySeen(actual);
  if (groups === 0 || ranked.length === 0) return [];
  const members: number[][] = Array.from({ length: groups }, () => []);
  for (let person = 0; person < matrix.people; person += 1)
    if ((labels[person] ?? -1) >= 0) members[labels[person]!]!.push(person);
  const random = seededRandom(seed);
  const times = new Int32Array(matrix.people);
  const ranks = ranked.map(() => new Int32Array(samples));
  for (let sample = 0; sample < samples; sample += 1) {
    times.fill(0);
    for (const group of members)
      for (let draw = 0; draw < group.length; draw += 1) times[group[Math.floor(random() * group.length)]!]! += 1;
    ranksOf(groupVotes(matrix, labels, groups, times), ranked).forEach((rank, at) => (ranks[at]![sample] = rank));
  }
  return ranksOf(actual, ranked)
    .map((rank, at): RankRange => {
      const sorted = ranks[at]!.sort();
      const place = (share: number): number => sorted[Math.round(share * (samples - 1))] ?? rank;
      return { statement: ranked[at]!, rank, low: Math.min(place(0.05), rank), high: Math.max(place(0.95), rank) };
    })
    .sort((a, b) => a.rank - b.rank);
}

function widelySeen(votes: GroupVotes): number[] {
  const people = votes.people.reduce((sum, size) => sum + size, 0);
  return Array.from({ length: votes.statements }, (_, statement) => statement).filter((statement) => {
    const seen = votes.seen.reduce((sum, group) => sum + group[statement]!, 0);
    return seen > 0 && seen >= 0.5 * people;
  });
}

/** The rank of each of these statements, 1 for the strongest consensus; of equal ones the earlier statement first. */
function ranksOf(votes: GroupVotes, statements: readonly number[]): number[] {
  const scores = statements.map((statement) => Math.round(consensusOf(votes, statement).agreeMean * 1e9));
  const order = statements.map((_, at) => at).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const ranks = statements.map(() => 0);
  order.forEach((at, place) => (ranks[at] = place + 1));
  return ranks;
}
