import type { Axes } from './axes.ts';
import { votesOfPeople, type VoteMatrix } from './vote-matrix.ts';

export type Points = { x: Float64Array; y: Float64Array };

/** Fewest votes of somebody whose place among the others can be told. */
export const enoughVotes = 7;
/** With fewer people than this the most active of the others are taken in too. */
export const enoughPeople = 15;

/**
 * Where each person stands on the two axes, stretched so that those who voted on little are not all in the middle.
 * `setAside` is how many statements that everybody is held to have passed on the matrix leaves out: 0 in the product; the number of
 * statements set aside when a result of Polis is to be met. Source: note on the conversation, section 2.4.
 */
export function positions(matrix: VoteMatrix, axes: Axes, setAside = 0): Points {
  const x = new Float64Array(matrix.people);
  const y = new Float64Array(matrix.people);
  for (let person = 0; person < matrix.people; person += 1) {
    const begin = matrix.start[person]!;
    const end = matrix.start[person + 1]!;
    for (let vote = begin; vote < end; vote += 1) {
      const at = matrix.statement[vote]!;
      const distance = matrix.value[vote]! - axes.means[at]!;
      x[person]! += distance * axes.first[at]!;
      y[person]! += distance * axes.second[at]!;
    }
    const stretch = Math.sqrt((matrix.statements + setAside) / Math.max(end - begin + setAside, 1));
    x[person]! *= stretch;
    y[person]! *= stretch;
  }
  return { x, y };
}

/** How far out somebody would stand who had agreed to this one statement only: what it says about the axes. Same source. */
export function extremities(axes: Axes, setAside = 0): Float64Array {
  const stretch = Math.sqrt(axes.means.length + setAside);
  return axes.means.map((mean, at) => stretch * (1 - mean) * Math.hypot(axes.first[at]!, axes.second[at]!));
}

/**
 * The people, by position, whose place can be told: those with 7 votes or with one on every statement. Are they fewer than
 * 15, the most active of the others come in too, of equally active ones the earlier; never who did not vote at all.
 * Source: same note, section 2.5.
 */
export function inConversation(matrix: VoteMatrix): Int32Array {
  const votes = votesOfPeople(matrix);
  const needed = Math.min(enoughVotes, matrix.statements);
  const order = Array.from({ length: matrix.people }, (_, person) => person)
    .filter((person) => votes[person]! > 0)
    .sort((a, b) => votes[b]! - votes[a]! || a - b);
  const qualified = order.filter((person) => votes[person]! >= needed).length;
  return Int32Array.from(order.slice(0, Math.max(qualified, enoughPeople))).sort();
}
