import type { Counts } from '../counts.ts';
import { groupConsensus, type GroupConsensus } from '../consensus.ts';
import type { VoteMatrix } from './vote-matrix.ts';

/** How each group answered each statement: `agree[group][statement]`. `people` is how many each group has. */
export type GroupVotes = {
  groups: number;
  statements: number;
  people: number[];
  agree: Int32Array[];
  disagree: Int32Array[];
  seen: Int32Array[];
};

/**
 * Counts the votes of each group. `labels` says the group of each person, -1 for none; declared sectors are groups like others.
 * `times` counts a person so often, or not at all: the counts of a sample without a copy of the votes.
 */
export function groupVotes(
  matrix: VoteMatrix,
  labels: ArrayLike<number>,
  groups: number,
  times?: ArrayLike<number>,
): GroupVotes {
  const lists = (): Int32Array[] => Array.from({ length: groups }, () => new Int32Array(matrix.statements));
  const votes: GroupVotes = {
    groups,
    statements: matrix.statements,
    people: Array.from({ length: groups }, () => 0),
    agree: lists(),
    disagree: lists(),
    seen: lists(),
  };
  for (let person = 0; person < matrix.people; person += 1) {
    const group = labels[person] ?? -1;
    const weight = times === undefined ? 1 : times[person]!;
    if (group < 0 || weight === 0) continue;
    votes.people[group]! += weight;
    const [agree, disagree, seen] = [votes.agree[group]!, votes.disagree[group]!, votes.seen[group]!];
    const end = matrix.start[person + 1]!;
    for (let vote = matrix.start[person]!; vote < end; vote += 1) {
      const at = matrix.statement[vote]!;
      seen[at]! += weight;
      if (matrix.value[vote] === 1) agree[at]! += weight;
      else if (matrix.value[vote] === -1) disagree[at]! += weight;
    }
  }
  return votes;
}

/** How one group answered one statement. */
export function countsOf(votes: GroupVotes, group: number, statement: number): Counts {
  const agree = votes.agree[group]![statement]!;
  const disagree = votes.disagree[group]![statement]!;
  const seen = votes.seen[group]![statement]!;
  return { agree, disagree, pass: seen - agree - disagree, seen };
}

/** How all groups but one answered one statement, or all where no group is left out. */
export function countsOfRest(votes: GroupVotes, statement: number, leftOut = -1): Counts {
  const rest = { agree: 0, disagree: 0, pass: 0, seen: 0 };
  for (let group = 0; group < votes.groups; group += 1) {
    if (group === leftOut) continue;
    const counts = countsOf(votes, group, statement);
    rest.agree += counts.agree;
    rest.disagree += counts.disagree;
    rest.pass += counts.pass;
    rest.seen += counts.seen;
  }
  return rest;
}

/** How far all groups agree with a statement, and agree that it is not theirs. Throws RangeError without a group. */
export function consensusOf(votes: GroupVotes, statement: number): GroupConsensus {
  return groupConsensus(Array.from({ length: votes.groups }, (_, group) => countsOf(votes, group, statement)));
}

/** Whether a group answered often enough to be spoken for: 3 of its people and 30 % of them. Source: note, section 2.9. */
export function speaksFor(votes: GroupVotes, group: number, statement: number): boolean {
  return votes.seen[group]![statement]! >= Math.max(3, 0.3 * votes.people[group]!);
}
