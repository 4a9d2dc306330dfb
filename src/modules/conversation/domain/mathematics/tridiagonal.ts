/** The length of a vector. */
export function lengthOf(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

/** The inner product of two vectors of one size. */
export function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}

/**
 * The largest eigenvalue of a symmetric matrix that has only its diagonal and the numbers beside it, by halving an interval with
 * the count of values above a number. `atLeast` is known not to be larger; what is found is never too small. Source: Sturm.
 */
export function largestOfTridiagonal(diagonal: readonly number[], beside: readonly number[], atLeast: number): number {
  let [low, high] = [atLeast, 0];
  for (let at = 0; at < diagonal.length; at += 1)
    high = Math.max(high, diagonal[at]! + (beside[at - 1] ?? 0) + (at < diagonal.length - 1 ? beside[at]! : 0));
  for (let halving = 0; halving < 200 && high - low > 1e-12 * high; halving += 1) {
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

/**
 * The vector, of length 1, of the largest eigenvalue `value` of such a matrix: what is left when equations with the matrix less
 * a number just above the value are solved twice over, which needs no exchange of rows. Source: Wielandt 1944.
 */
export function vectorOfTridiagonal(
  diagonal: readonly number[],
  beside: readonly number[],
  value: number,
): Float64Array {
  const size = diagonal.length;
  const above = value * (1 + 1e-12) + 1e-100;
  const weights = new Float64Array(size).fill(1);
  const pivots = new Float64Array(size);
  for (let at = 0; at < size; at += 1) {
    const before = at === 0 ? 0 : beside[at - 1]! ** 2 / pivots[at - 1]!;
    pivots[at] = Math.max(above - diagonal[at]! - before, above * 1e-15);
  }
  for (let round = 0; round < 3; round += 1) {
    for (let at = 1; at < size; at += 1) weights[at]! += (beside[at - 1]! * weights[at - 1]!) / pivots[at - 1]!;
    for (let at = size - 1; at >= 0; at -= 1) {
      const after = at === size - 1 ? 0 : beside[at]! * weights[at + 1]!;
      weights[at] = (weights[at]! + after) / pivots[at]!;
    }
    const length = lengthOf(weights);
    for (let at = 0; at < size; at += 1) weights[at]! /= length;
  }
  return weights;
}

/** About the vector of the next eigenvalue: what stays when `first` is taken out of products again and again. */
export function nextOfTridiagonal(
  diagonal: readonly number[],
  beside: readonly number[],
  first: Float64Array,
): Float64Array {
  const size = diagonal.length;
  let weights = new Float64Array(size).map((_, at) => (at % 2 === 0 ? 1 : 0.5));
  for (let round = 0; round < 60; round += 1) {
    const along = dot(weights, first);
    for (let at = 0; at < size; at += 1) weights[at]! -= along * first[at]!;
    const length = lengthOf(weights);
    if (length < 1e-100) return new Float64Array(size);
    const from = weights.map((weight) => weight / length);
    weights = from.map(
      (weight, at) =>
        diagonal[at]! * weight +
        (at === 0 ? 0 : beside[at - 1]! * from[at - 1]!) +
        (at === size - 1 ? 0 : beside[at]! * from[at + 1]!),
    );
  }
  return weights;
}
