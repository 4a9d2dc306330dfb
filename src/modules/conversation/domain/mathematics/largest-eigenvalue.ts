import { dot, largestOfTridiagonal, lengthOf } from './tridiagonal.ts';
import type { VoteMatrix } from './vote-matrix.ts';

const mostSteps = 400;
const stepsBetweenLooks = 4;
const settled = 1e-10;
/** A number so many times farther off than the last steps went is not reached: each step gains less than the one before. */
const outOfReach = 50;

/**
 * The largest eigenvalue of X'X, where X has `cells` in the places of the votes of `shape` and 0 elsewhere. It is looked for
 * from below, in the space that repeated products of `from` span. Rounding repeats values already found, which does not harm
 * the largest. With `enough` only the side of that number is sure: the search ends once it is reached or out of reach.
 * Source: Lanczos 1950; Paige 1972 on rounding.
 */
export function largestEigenvalue(
  shape: VoteMatrix,
  cells: Float64Array,
  from: Float64Array,
  enough = Infinity,
): number {
  const size = shape.statements;
  const diagonal: number[] = [];
  const beside: number[] = [];
  let [before, at, image] = [new Float64Array(size), new Float64Array(size), from.slice()];
  let length = lengthOf(image);
  let value = 0;
  for (let step = 1; step <= mostSteps && length > 1e-13 * (diagonal[0] ?? 0); step += 1) {
    if (step > 1) beside.push(length);
    [before, at, image] = [at, image, before];
    const carried = step > 1 ? length : 0;
    for (let k = 0; k < size; k += 1) {
      at[k]! /= length;
      image[k] = -carried * before[k]!;
    }
    addProduct(shape, cells, at, image);
    const along = dot(image, at);
    diagonal.push(along);
    for (let k = 0; k < size; k += 1) image[k]! -= along * at[k]!;
    length = lengthOf(image);
    if (step % stepsBetweenLooks !== 0) continue;
    const known = value;
    value = largestOfTridiagonal(diagonal, beside, known);
    const gain = value - known;
    if (value >= enough || gain <= settled * value) return value;
    if (enough < Infinity && enough - value > outOfReach * gain) return value;
  }
  return largestOfTridiagonal(diagonal, beside, value);
}

function addProduct(shape: VoteMatrix, cells: Float64Array, vector: Float64Array, image: Float64Array): void {
  const { people, start, statement } = shape;
  for (let person = 0; person < people; person += 1) {
    const begin = start[person]!;
    const end = start[person + 1]!;
    let along = 0;
    for (let vote = begin; vote < end; vote += 1) along += cells[vote]! * vector[statement[vote]!]!;
    for (let vote = begin; vote < end; vote += 1) image[statement[vote]!]! += along * cells[vote]!;
  }
}
