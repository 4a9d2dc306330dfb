import { seededRandom } from '../../../../lib/random.ts';
import { leadingVectors } from './leading.ts';
import { scatterProduct } from './scatter.ts';
import { statementMeans, type VoteMatrix } from './vote-matrix.ts';

/** The two directions along which people differ most, and how much of all difference they hold. */
export type Axes = {
  means: Float64Array;
  /** Eigenvalues of the scatter matrix, largest first; not divided by the number of people. */
  eigenvalues: [number, number];
  /** The trace of the scatter matrix: all difference there is. */
  total: number;
  /** A component for each statement, of length 1; all 0 where there is no such direction. */
  first: Float64Array;
  second: Float64Array;
  /** False when the two directions hold nearly the same and could turn freely: then no map is drawn. */
  hasMap: boolean;
};

/** Above this ratio of the second eigenvalue to the first the axes may turn freely. */
export const mostAlike = 0.98;

/**
 * Exact principal components of the votes. A missing vote stands for the mean of its statement, so that it is 0 after
 * centring and is never stored. The same matrix and seed give the same bytes; the seed only chooses where the search starts.
 * Source: note on the conversation, section 2.3.
 */
export function principalAxes(matrix: VoteMatrix, seed: number): Axes {
  const means = statementMeans(matrix);
  let total = 0;
  for (let vote = 0; vote < matrix.value.length; vote += 1) {
    const distance = matrix.value[vote]! - means[matrix.statement[vote]!]!;
    total += distance * distance;
  }
  const size = matrix.statements;
  if (total <= 1e-12 * matrix.value.length) return withoutAxes(means, size);
  const found = leadingVectors(size, scatterProduct(matrix, means), seededRandom(seed));
  const none = { value: 0, vector: new Float64Array(size) };
  const [{ value: largest, vector: first } = none, { value: next, vector: second } = none] = found;
  const hasSecond = next > 1e-12 * largest;
  return {
    means,
    eigenvalues: [largest, hasSecond ? next : 0],
    total,
    first: oriented(first),
    second: hasSecond ? oriented(second) : new Float64Array(size),
    hasMap: next <= mostAlike * largest,
  };
}

function withoutAxes(means: Float64Array, size: number): Axes {
  const none = new Float64Array(size);
  return { means, eigenvalues: [0, 0], total: 0, first: none, second: none, hasMap: false };
}

/** Turned so that the component of largest size is above 0; of equal ones the first decides. */
export function oriented(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const component of axis) largest = Math.max(largest, Math.abs(component));
  const deciding = axis.find((component) => Math.abs(component) >= largest - 1e-9) ?? 0;
  return deciding < 0 ? axis.map((component) => -component) : axis;
}
