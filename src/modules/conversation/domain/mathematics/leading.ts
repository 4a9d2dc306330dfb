import type { Product } from './scatter.ts';
import { dot, largestOfTridiagonal, lengthOf, nextOfTridiagonal, vectorOfTridiagonal } from './tridiagonal.ts';

const stepsAtOnce = 120;
const stepsBetweenLooks = 5;
const mostRestarts = 6;
/** How near a vector must come to staying in place, as a part of the largest eigenvalue. */
const settled = 1e-10;

export type Leading = { value: number; vector: Float64Array };

/**
 * The eigenvectors of the two largest eigenvalues of a symmetric matrix without negative ones, which is known by its product
 * alone. The second is looked for at right angles to the first, from near where the first search has seen it, so that two
 * equal values are both found.
 */
export function leadingVectors(size: number, product: Product, random: () => number): Leading[] {
  if (size === 0) return [];
  const anywhere = (): Float64Array<ArrayBuffer> => new Float64Array(size).map(() => random() - 0.5);
  const first = leadingVector(anywhere(), product, []);
  if (size === 1) return [first];
  const aside = anywhere();
  const start = first.next.map((component, at) => component + 1e-3 * aside[at]!);
  const second = leadingVector(start, product, [first]);
  // Values are found a little too large, never too small: of two equal ones the second may seem the larger.
  return [
    { value: first.value, vector: first.vector },
    { value: Math.min(second.value, first.value), vector: second.vector },
  ];
}

/**
 * The next of them: in the space that repeated products of a vector span, made orthonormal again at each step, until the vector
 * stays in place. Source: Lanczos 1950, with full reorthogonalisation.
 */
function leadingVector(from: Float64Array<ArrayBuffer>, product: Product, known: readonly Leading[]): Search {
  const taken = known.map(({ vector }) => vector);
  const scale = known[0]?.value ?? 0;
  let start = from;
  for (let restart = 0; ; restart += 1) {
    const found = searchFrom(start, product, taken, scale);
    if (found.isSettled || restart === mostRestarts) return found;
    start = found.vector;
  }
}

/** `next` is about where the vector of the value after this one lies. */
type Search = {
  value: number;
  vector: Float64Array<ArrayBuffer>;
  next: Float64Array<ArrayBuffer>;
  isSettled: boolean;
};

function searchFrom(
  start: Float64Array<ArrayBuffer>,
  product: Product,
  taken: readonly Float64Array[],
  scale: number,
): Search {
  const size = start.length;
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let next = start.slice();
  takeOut(next, taken);
  let length = lengthOf(next);
  if (length <= 1e-12) {
    const none = new Float64Array(size);
    return { value: 0, vector: none, next: none, isSettled: true };
  }
  let value = 0;
  for (let step = 1; ; step += 1) {
    const at = next.map((component) => component / length);
    basis.push(at);
    next = new Float64Array(size);
    product(at, next);
    diagonal.push(dot(next, at));
    // Both of both: where little is left, what rounding left of those taken would be large beside it.
    for (const others of [taken, basis, taken, basis]) takeOut(next, others);
    length = lengthOf(next);
    const isSpent = length <= 1e-13 * Math.max(scale, diagonal[0] ?? 0) || step >= size - taken.length;
    if (!isSpent && step % stepsBetweenLooks !== 0 && step < stepsAtOnce) {
      beside.push(length);
      continue;
    }
    value = largestOfTridiagonal(diagonal, beside, value);
    const weights = vectorOfTridiagonal(diagonal, beside, value);
    const rest = length * Math.abs(weights[weights.length - 1] ?? 0);
    const isSettled = isSpent || rest <= settled * Math.max(scale, value);
    if (isSettled || step >= stepsAtOnce) {
      const after = nextOfTridiagonal(diagonal, beside, weights);
      return { value, vector: combined(basis, weights, size), next: combined(basis, after, size), isSettled };
    }
    beside.push(length);
  }
}

/** Takes out of a vector what lies along those that are at right angles to one another. */
function takeOut(vector: Float64Array, others: readonly Float64Array[]): void {
  for (const other of others) {
    const along = dot(vector, other);
    for (let at = 0; at < vector.length; at += 1) vector[at]! -= along * other[at]!;
  }
}

function combined(basis: readonly Float64Array[], weights: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const vector = new Float64Array(size);
  basis.forEach((part, k) => {
    for (let at = 0; at < size; at += 1) vector[at]! += weights[k]! * part[at]!;
  });
  const length = lengthOf(vector);
  return length === 0 ? vector : vector.map((component) => component / length);
}
