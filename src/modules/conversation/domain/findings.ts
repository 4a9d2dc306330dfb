import type { Counts } from './counts.ts';
import { analyse, type AcrossGroups, type Analysis, type View } from './mathematics/analysis.ts';
import { divisionOf, type Division } from './mathematics/division.ts';
import { countsOf } from './mathematics/group-votes.ts';
import { keepLetters, type LettersBefore } from './mathematics/letters.ts';
import { rankRanges } from './mathematics/rank-ranges.ts';
import { ballotsOf, equalShares, mostApproved, proportionalSlate, shareServed } from './mathematics/slate.ts';
import { voteMatrix } from './mathematics/vote-matrix.ts';
import { groupBySector } from './sectors.ts';

/** The votes of a conversation as lists: people and statements are positions. Statements set aside are not among them. */
export type FindingsInput = {
  seed: number;
  /** The number of each statement, by position. */
  numbers: readonly number[];
  /** The declared sector of each person, by position. */
  sectorOf: readonly (string | null)[];
  sectors: readonly { id: string; label: string }[];
  person: Int32Array;
  statement: Int32Array;
  value: Int8Array;
  /** The letters of earlier groups, so that each keeps its own; none where this is the first time. */
  letters?: LettersBefore;
};

export type Rank = { rank: number; low: number; high: number };

export type StatementFinding = {
  number: number;
  mean: number;
  /** What the statement weighs on each axis, how far out it lies, and how much one more vote on it would tell. */
  axes: [first: number, second: number];
  extremity: number;
  priority: number;
  all: Counts;
  agreeInterval: { low: number; high: number };
  /** By group and by declared sector, in the order of `groups` and `sectors`. */
  groups: Counts[];
  sectors: Counts[];
  acrossGroups: AcrossGroups | undefined;
  acrossSectors: AcrossGroups | undefined;
  /** Among the statements that half of the people saw. */
  rank: Rank | undefined;
};

export type Slate = {
  places: number;
  /** Statement numbers in the order of choice. */
  proportional: number[];
  equalShares: number[];
  mostVotes: number[];
  /** The share of people who agree with at least one of the proportional slate. */
  served: number;
};

/** Everything that was worked out from the votes of a conversation; all figures are exact. */
export type Findings = {
  version: 1;
  people: number;
  votes: number;
  division: Division;
  eigenvalues: number[];
  totalVariance: number;
  hasMap: boolean;
  /** Named A, B, …, in the order of their letters. Only where `division.verdict` is `real` are they more than a reading of chance. */
  groups: { name: string; people: number; x: number; y: number; representative: RepresentativeFinding[] }[];
  silhouette: number;
  sectors: { label: string; people: number }[];
  leftOut: { label: string; people: number }[];
  /** Statement numbers, the strongest first. */
  consensus: { agree: number[]; disagree: number[] };
  slate: Slate;
  statements: StatementFinding[];
};

export type RepresentativeFinding = { number: number; direction: 'agree' | 'disagree' };

const places = 5;

/**
 * Works out everything that a conversation's votes tell: a pure function of the votes, the declared sectors and the seed. It takes
 * from a few milliseconds to some seconds, because chance is tried again and again; a page never waits for it.
 */
export function findingsOf(input: FindingsInput): Findings {
  return findingsWithLetters(input).findings;
}

/** The same, and the letters to remember: those of before unless the division is real, because no group is shown otherwise. */
export function findingsWithLetters(input: FindingsInput): { findings: Findings; letters: LettersBefore } {
  const before = input.letters ?? { ofPerson: [], given: '' };
  const people = input.sectorOf.length;
  const { numbers, person, statement, value, seed } = input;
  const matrix = voteMatrix({ people, statements: numbers.length, person, statement, value });
  const declared = groupBySector(
    input.sectorOf.map((sectorId, at) => ({ id: String(at), sectorId })),
    input.sectors.map((sector) => ({ ...sector, mergeInto: null })),
  );
  const sectorLabels = new Int32Array(people).fill(-1);
  declared.groups.forEach((group, at) => group.personIds.forEach((id) => (sectorLabels[Number(id)] = at)));
  const hasSectors = declared.groups.length >= 2;
  const analysis = analyse(
    matrix,
    seed,
    hasSectors ? { labels: sectorLabels, count: declared.groups.length } : undefined,
  );
  const ranked = hasSectors
    ? rankRanges(matrix, sectorLabels, declared.groups.length, seed)
    : rankRanges(matrix, new Int32Array(people), 1, seed);
  const ranks = new Map(ranked.map(({ statement: at, rank, low, high }) => [at, { rank, low, high }]));
  const ballots = ballotsOf(matrix);
  const slate = proportionalSlate(ballots, places);
  const numbered = (list: readonly number[]): number[] => list.map((at) => numbers[at] ?? 0);
  const names = keepLetters(analysis.grouping.labels, analysis.groups.people.length, before);
  const order = names.map((_, at) => at).sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
  const findings: Findings = {
    version: 1,
    people,
    votes: analysis.votes,
    division: divisionOf(matrix, seed),
    eigenvalues: analysis.axes.eigenvalues,
    totalVariance: analysis.axes.total,
    hasMap: analysis.axes.hasMap,
    groups: groupsIn(analysis, numbers, names, order),
    silhouette: analysis.grouping.silhouette,
    sectors: hasSectors ? declared.groups.map(({ label, personIds }) => ({ label, people: personIds.length })) : [],
    leftOut: declared.leftOut,
    consensus: {
      agree: analysis.consensus.agree.map((entry) => numbers[entry.number] ?? 0),
      disagree: analysis.consensus.disagree.map((entry) => numbers[entry.number] ?? 0),
    },
    slate: {
      places,
      proportional: numbered(slate),
      equalShares: numbered(equalShares(ballots, places)),
      mostVotes: numbered(mostApproved(ballots, places)),
      served: Math.round(shareServed(ballots, slate) * 1e4) / 1e4,
    },
    statements: numbers.map((number, at) => ({
      number,
      mean: analysis.means[at] ?? 0,
      axes: [analysis.axes.first[at] ?? 0, analysis.axes.second[at] ?? 0],
      extremity: analysis.extremities[at] ?? 0,
      priority: analysis.priorities[at] ?? 0,
      all: countsOf(analysis.everybody, 0, at),
      agreeInterval: analysis.agreeIntervals[at] ?? { low: 0, high: 1 },
      groups: order.map((group) => countsOf(analysis.groups.votes, group, at)),
      sectors: analysis.sectors === undefined ? [] : countsIn(analysis.sectors, at),
      acrossGroups: analysis.grouping.count < 2 ? undefined : inOrder(analysis.groups.across[at], order),
      acrossSectors: analysis.sectors?.across[at],
      rank: ranks.get(at),
    })),
  };
  const isShown = findings.division.verdict === 'real';
  return { findings, letters: isShown ? lettersNow(analysis.grouping.labels, names, before) : before };
}

function lettersNow(labels: readonly number[], names: readonly string[], before: LettersBefore): LettersBefore {
  return {
    ofPerson: labels.map((group) => names[group]),
    given: [...new Set([...before.given.split(''), ...names])].sort().join(''),
  };
}

/** The same with groups counted in another order. */
function inOrder(across: AcrossGroups | undefined, order: readonly number[]): AcrossGroups | undefined {
  if (across === undefined) return undefined;
  return across.known
    ? { ...across, weakest: order.indexOf(across.weakest) }
    : {
        ...across,
        notEnoughFrom: order
          .filter((group) => across.notEnoughFrom.includes(group))
          .map((group) => order.indexOf(group)),
      };
}

function countsIn(view: View, statement: number): Counts[] {
  return view.people.map((_, group) => countsOf(view.votes, group, statement));
}

/** Each group with the middle of where its people stand. */
function groupsIn(
  { grouping, positions, groups }: Analysis,
  numbers: readonly number[],
  names: readonly string[],
  order: readonly number[],
): Findings['groups'] {
  return order.map((group) => {
    const people = groups.people[group] ?? 0;
    let [x, y] = [0, 0];
    grouping.labels.forEach((label, person) => {
      if (label !== group) return;
      x += positions.x[person] ?? 0;
      y += positions.y[person] ?? 0;
    });
    const middle = (sum: number): number => (people === 0 ? 0 : Math.round((sum / people) * 1e6) / 1e6);
    return {
      name: names[group] ?? '',
      people,
      x: middle(x),
      y: middle(y),
      representative: (grouping.representative[group] ?? []).map(({ statement, direction }) => ({
        number: numbers[statement] ?? 0,
        direction,
      })),
    };
  });
}
