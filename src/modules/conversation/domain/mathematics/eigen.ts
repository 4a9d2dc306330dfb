import { blockWidth, type Product } from './scatter.ts';

const mostRounds = 500;
/** How near the first two vectors must come to staying in place, as a part of the largest eigenvalue. */
const settled = 1e-10;

/**
 * The eigenvectors of the two largest eigenvalues of a symmetric matrix without negative ones, which is known by its product
 * alone: a block of vectors is multiplied and made orthonormal until the first two stay in place (block power iteration
 * with Rayleigh-Ritz). Source: note on the conversation, section 2.3.
 */
export function leadingVectors(
  size: number,
  product: Product,
  random: () => number,
): { values: number[]; vectors: Float64Array[]; rounds: number } {
  const columns = blockWidth;
  let block = new Float64Array(size * columns);
  for (let at = 0; at < block.length; at += 1) block[at] = random() - 0.5;
  orthonormalise(block, columns, random);
  let image = new Float64Array(size * columns);
  let values = new Float64Array(columns);
  let rounds = 0;
  while (rounds < mostRounds) {
    rounds += 1;
    product(block, image);
    const turn = symmetricEigen(innerProducts(block, image, columns), columns);
    values = turn.values;
    block = rotated(block, turn.vectors, columns);
    image = rotated(image, turn.vectors, columns);
    if (residual(block, image, values, columns) < settled * values[0]!) break;
    [block, image] = [image, block];
    orthonormalise(block, columns, random);
  }
  const kept = Math.min(2, size);
  return {
    values: Array.from(values.subarray(0, kept)),
    vectors: Array.from({ length: kept }, (_, k) =>
      Float64Array.from({ length: size }, (_, at) => block[at * columns + k]!),
    ),
    rounds,
  };
}

/** The largest distance of the first two images from where an eigenvector's would be. */
function residual(block: Float64Array, image: Float64Array, values: Float64Array, columns: number): number {
  let largest = 0;
  for (let k = 0; k < 2; k += 1) {
    let sum = 0;
    for (let at = k; at < block.length; at += columns) sum += (image[at]! - values[k]! * block[at]!) ** 2;
    largest = Math.max(largest, Math.sqrt(sum));
  }
  return largest;
}

function innerProducts(first: Float64Array, second: Float64Array, columns: number): Float64Array {
  const inner = new Float64Array(columns * columns);
  for (let at = 0; at < first.length; at += columns)
    for (let a = 0; a < columns; a += 1)
      for (let b = 0; b < columns; b += 1) inner[a * columns + b]! += first[at + a]! * second[at + b]!;
  return inner;
}

function rotated(block: Float64Array, turn: Float64Array, columns: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(block.length);
  for (let at = 0; at < block.length; at += columns)
    for (let a = 0; a < columns; a += 1)
      for (let b = 0; b < columns; b += 1) result[at + b]! += block[at + a]! * turn[a * columns + b]!;
  return result;
}

/** Gram-Schmidt, twice over for accuracy. A vector that lies in the others gives way to a random one, and to none where all lie in them. */
function orthonormalise(block: Float64Array, columns: number, random: () => number): void {
  for (let k = 0; k < columns; k += 1) {
    let length = 0;
    for (let attempt = 0; attempt < 3 && length === 0; attempt += 1) {
      if (attempt > 0) for (let at = k; at < block.length; at += columns) block[at] = random() - 0.5;
      const before = lengthOf(block, k, columns);
      for (let pass = 0; pass < 2; pass += 1)
        for (let other = 0; other < k; other += 1) takeOut(block, k, other, columns);
      const after = lengthOf(block, k, columns);
      length = after > 1e-12 * before ? after : 0;
    }
    for (let at = k; at < block.length; at += columns) block[at] = length === 0 ? 0 : block[at]! / length;
  }
}

function lengthOf(block: Float64Array, k: number, columns: number): number {
  let sum = 0;
  for (let at = k; at < block.length; at += columns) sum += block[at]! * block[at]!;
  return Math.sqrt(sum);
}

function takeOut(block: Float64Array, k: number, other: number, columns: number): void {
  let along = 0;
  for (let at = 0; at < block.length; at += columns) along += block[at + k]! * block[at + other]!;
  for (let at = 0; at < block.length; at += columns) block[at + k]! -= along * block[at + other]!;
}

/** All eigenvalues, largest first, with their vectors as columns, of a small symmetric matrix. Source: Jacobi's rotations. */
export function symmetricEigen(
  matrix: Float64Array,
  size: number,
): { values: Float64Array<ArrayBuffer>; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let k = 0; k < size; k += 1) vectors[k * size + k] = 1;
  for (let sweep = 0; sweep < 60 && offDiagonal(a, size) > 0; sweep += 1)
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) rotate(a, vectors, size, p, q);
  const order = Array.from({ length: size }, (_, k) => k).sort((x, y) => a[y * size + y]! - a[x * size + x]!);
  const sorted = new Float64Array(size * size);
  order.forEach((from, to) => {
    for (let row = 0; row < size; row += 1) sorted[row * size + to] = vectors[row * size + from]!;
  });
  return { values: Float64Array.from(order, (k) => a[k * size + k]!), vectors: sorted };
}

/** What lies beside the diagonal, 0 when it is too small to count. */
function offDiagonal(a: Float64Array, size: number): number {
  let beside = 0;
  let all = 0;
  for (let at = 0; at < a.length; at += 1) {
    const square = a[at]! * a[at]!;
    all += square;
    if (at % (size + 1) !== 0) beside += square;
  }
  return beside <= 1e-34 * all ? 0 : beside;
}

function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const beside = a[p * size + q]!;
  if (beside === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * beside);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k += 1) turnPair(a, k * size + p, k * size + q, c, s);
  for (let k = 0; k < size; k += 1) turnPair(a, p * size + k, q * size + k, c, s);
  for (let k = 0; k < size; k += 1) turnPair(vectors, k * size + p, k * size + q, c, s);
}

function turnPair(numbers: Float64Array, first: number, second: number, c: number, s: number): void {
  const x = numbers[first]!;
  const y = numbers[second]!;
  numbers[first] = c * x - s * y;
  numbers[second] = s * x + c * y;
}
