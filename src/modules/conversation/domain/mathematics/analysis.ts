import { wilsonInterval } from '../../../../lib/statistics.ts';
import { overallConsensus, type ConsensusEntry } from '../consensus.ts';
import { principalAxes } from './axes.ts';
import { countsOf, countsOfRest, consensusOf, groupVotes, speaksFor, type GroupVotes } from './group-votes.ts';
import { groupsOf, type Groups } from './groups.ts';
import { extremities, inConversation, positions, type Points } from './positions.ts';
import { representativeStatements, type Representative } from './representative.ts';
import { routingPriorities } from './routing-priorities.ts';
import type { VoteMatrix } from './vote-matrix.ts';

/** C+ and C- of a statement over groups, or the groups from which more votes are needed. */
export type AcrossGroups =
  | { known: true; agree: number; disagree: number; weakest: number }
  | { known: false; notEnoughFrom: number[] };

export type View = { people: number[]; votes: GroupVotes; across: AcrossGroups[] };

/**
 * Everything that can be worked out from the votes alone. People and statements are positions in the matrix, whose columns are the
 * statements that are not set aside. Numbers are rounded to nine digits: the same votes give the same bytes.
 */
export type Analysis = {
  people: number;
  statements: number;
  votes: number;
  means: number[];
  axes: { eigenvalues: number[]; total: number; first: number[]; second: number[]; hasMap: boolean };
  positions: { x: number[]; y: number[] };
  extremities: number[];
  priorities: number[];
  /** The people who are grouped, and the group of each; -1 for the others. Not to be shown before `divisionOf` allows it. */
  grouping: Omit<Groups, 'labels'> & { labels: number[]; representative: Representative[][] };
  groups: View;
  /** The counts of the whole room, as its one group. */
  everybody: GroupVotes;
  /** The same by declared sector; undefined where fewer than two are declared. */
  sectors: View | undefined;
  agreeIntervals: { low: number; high: number }[];
  consensus: { agree: ConsensusEntry[]; disagree: ConsensusEntry[] };
};

/** The sector of each person, -1 for none, and how many sectors there are. */
export type DeclaredSectors = { labels: ArrayLike<number>; count: number };

/**
 * The analysis of a conversation: a pure function of its current votes, the declared sectors and a seed, whatever came before. The tests
 * that draw by chance stand apart, because they take longer: `divisionOf` and `rankRanges`. Source: note on the conversation, section 2.
 */
export function analyse(matrix: VoteMatrix, seed: number, sectors?: DeclaredSectors): Analysis {
  const axes = principalAxes(matrix, seed);
  const everywhere = positions(matrix, axes);
  const grouped = inConversation(matrix);
  const groups = groupsOf(pointsOf(everywhere, grouped), seed);
  const labels = new Int32Array(matrix.people).fill(-1);
  grouped.forEach((person, at) => (labels[person] = groups.labels[at]!));
  const everybody = groupVotes(matrix, new Int32Array(matrix.people), 1);
  const inGroups = viewOf(matrix, labels, groups.count);
  const outer = extremities(axes);
  return {
    people: matrix.people,
    statements: matrix.statements,
    votes: matrix.value.length,
    means: rounded(axes.means),
    axes: {
      eigenvalues: rounded(axes.eigenvalues),
      total: nineDigits(axes.total),
      first: rounded(axes.first),
      second: rounded(axes.second),
      hasMap: axes.hasMap,
    },
    positions: { x: rounded(everywhere.x), y: rounded(everywhere.y) },
    extremities: rounded(outer),
    priorities: rounded(routingPriorities(inGroups.votes, outer)),
    grouping: {
      ...groups,
      squaredError: nineDigits(groups.squaredError),
      silhouette: nineDigits(groups.silhouette),
      labels: Array.from(labels),
      representative: representativesOf(inGroups.votes),
    },
    groups: inGroups,
    everybody,
    sectors: sectors === undefined || sectors.count < 2 ? undefined : viewOf(matrix, sectors.labels, sectors.count),
    agreeIntervals: Array.from({ length: matrix.statements }, (_, at) => {
      const { agree, seen } = countsOf(everybody, 0, at);
      const { low, high } = wilsonInterval(agree, seen);
      return { low: nineDigits(low), high: nineDigits(high) };
    }),
    consensus: consensusOfAll(everybody),
  };
}

function viewOf(matrix: VoteMatrix, labels: ArrayLike<number>, count: number): View {
  const votes = groupVotes(matrix, labels, count);
  return { people: votes.people, votes, across: acrossGroups(votes) };
}

/**
 * How far all groups of a view agree on each statement, and which agrees least. A group with too few votes on a statement keeps it
 * from having a score, and is named. Source: note on the conversation, section 2.9.
 */
export function acrossGroups(votes: GroupVotes): AcrossGroups[] {
  const groups = Array.from({ length: votes.groups }, (_, group) => group);
  return Array.from({ length: votes.statements }, (_, statement): AcrossGroups => {
    const notEnoughFrom = groups.filter((group) => !speaksFor(votes, group, statement));
    if (groups.length === 0 || notEnoughFrom.length > 0) return { known: false, notEnoughFrom };
    const { agreeMean, disagreeMean } = consensusOf(votes, statement);
    const share = (group: number): number =>
      (votes.agree[group]![statement]! + 1) / (votes.seen[group]![statement]! + 2);
    const weakest = groups.reduce((low, group) => (share(group) < share(low) ? group : low), 0);
    return { known: true, agree: nineDigits(agreeMean), disagree: nineDigits(disagreeMean), weakest };
  });
}

function representativesOf(votes: GroupVotes): Representative[][] {
  if (votes.groups < 2) return [];
  return Array.from({ length: votes.groups }, (_, group) =>
    representativeStatements(votes, group).map((one) => ({ ...one, metric: nineDigits(one.metric) })),
  );
}

function consensusOfAll(everybody: GroupVotes): Analysis['consensus'] {
  const counted = Array.from({ length: everybody.statements }, (_, at) => ({
    statementId: String(at),
    number: at,
    counts: countsOfRest(everybody, at),
  }));
  return overallConsensus(counted);
}

function pointsOf({ x, y }: Points, people: Int32Array): Points {
  const some = (values: Float64Array): Float64Array =>
    new Float64Array(people.length).map((_, at) => values[people[at]!]!);
  return { x: some(x), y: some(y) };
}

/** Nine digits after the point, and never minus nought. */
function nineDigits(value: number): number {
  return Math.round(value * 1e9) / 1e9 + 0;
}

function rounded(values: ArrayLike<number>): number[] {
  return Array.from(values, nineDigits);
}
