import type { VoteMatrix } from './vote-matrix.ts';

const mostSteps = 200;
const stepsBetweenLooks = 4;
const settled = 1e-10;

/**
 * The largest eigenvalue of X'X, where X has `cells` in the places of the votes of `shape` and 0 elsewhere. From below: it is
 * looked for in the space that repeated products of `from` span (Lanczos, made orthogonal again at each step).
 */
export function largestEigenvalue(shape: VoteMatrix, cells: Float64Array, from: Float64Array): number {
  const size = shape.statements;
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let next = unit(from);
  let value = 0;
  for (let step = 1; next !== undefined && step <= Math.min(mostSteps, size); step += 1) {
    basis.push(next);
    const image = product(shape, cells, next);
    diagonal.push(dot(image, next));
    for (let pass = 0; pass < 2; pass += 1) for (const one of basis) takeOut(image, one);
    const length = Math.sqrt(dot(image, image));
    const isWhole = step === size || length <= 1e-13 * Math.abs(diagonal[0]!);
    if (isWhole || step % stepsBetweenLooks === 0) {
      const before = value;
      value = largestOfTridiagonal(diagonal, beside, before);
      if (isWhole || value - before <= settled * value) break;
    }
    beside.push(length);
    next = image.map((component) => component / length);
  }
  return value;
}

function unit(vector: Float64Array): Float64Array | undefined {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? undefined : vector.map((component) => component / length);
}

function product({ people, start, statement }: VoteMatrix, cells: Float64Array, vector: Float64Array): Float64Array {
  const image = new Float64Array(vector.length);
  for (let person = 0; person < people; person += 1) {
    const [begin, end] = [start[person]!, start[person + 1]!];
    let along = 0;
    for (let vote = begin; vote < end; vote += 1) along += cells[vote]! * vector[statement[vote]!]!;
    for (let vote = begin; vote < end; vote += 1) image[statement[vote]!]! += along * cells[vote]!;
  }
  return image;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}

function takeOut(vector: Float64Array, direction: Float64Array): void {
  const along = dot(vector, direction);
  for (let at = 0; at < vector.length; at += 1) vector[at]! -= along * direction[at]!;
}

/** By halving an interval, with the count of values above a number. `atLeast` is known not to be larger. Source: Sturm. */
function largestOfTridiagonal(diagonal: readonly number[], beside: readonly number[], atLeast: number): number {
  let [low, high] = [atLeast, 0];
  for (let at = 0; at < diagonal.length; at += 1)
    high = Math.max(high, diagonal[at]! + (beside[at - 1] ?? 0) + (at < diagonal.length - 1 ? beside[at]! : 0));
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (hasValueAbove(diagonal, beside, middle)) low = middle;
    else high = middle;
  }
  return high;
}

function hasValueAbove(diagonal: readonly number[], beside: readonly number[], number: number): boolean {
  let pivot = 1;
  for (let at = 0; at < diagonal.length; at += 1) {
    pivot = diagonal[at]! - number - (at === 0 ? 0 : beside[at - 1]! ** 2 / pivot);
    if (pivot > 0) return true;
    if (pivot === 0) pivot = -1e-300;
  }
  return false;
}
