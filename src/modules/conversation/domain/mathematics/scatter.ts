import { votesOfPeople, type VoteMatrix } from './vote-matrix.ts';

/** Multiplies a vector by the scatter matrix: `from` into `into`. */
export type Product = (from: Float64Array, into: Float64Array) => void;

/** Up to this many statements the scatter matrix is held whole: 18 MB. */
const mostDense = 1500;
/** How often the votes, or the whole matrix, are walked through until the axes are found, about. */
const walks = 40;

/**
 * The product with the scatter matrix of the centred votes. The whole matrix is summed up once where that and its products cost
 * less than walking through the votes again and again; otherwise it is never formed.
 */
export function scatterProduct(matrix: VoteMatrix, means: Float64Array): Product {
  const size = matrix.statements;
  let pairs = 0;
  for (const votes of votesOfPeople(matrix)) pairs += 2 * votes * votes;
  const isCheap = pairs + walks * size * size < walks * matrix.value.length;
  return size <= mostDense && isCheap ? denseProduct(matrix, means) : sparseProduct(matrix, means);
}

/**
 * The product by way of the votes: O(votes). A vote is held as one small number, its statement and answer together, and what it
 * adds is looked up: the votes of a town fit where a processor reads fast.
 */
export function sparseProduct(matrix: VoteMatrix, means: Float64Array): Product {
  const { people, statements, start, statement, value } = matrix;
  const wide = new Uint32Array(value.length);
  for (let vote = 0; vote < wide.length; vote += 1) wide[vote] = 3 * statement[vote]! + value[vote]! + 1;
  const codes = 3 * statements <= 0xffff ? new Uint16Array(wide) : wide;
  const [adds, sums] = [new Float64Array(3 * statements), new Float64Array(3 * statements)];
  return (from, into) => {
    for (let at = 0; at < statements; at += 1)
      for (let answer = 0; answer < 3; answer += 1) adds[3 * at + answer] = (answer - 1 - means[at]!) * from[at]!;
    sums.fill(0);
    if (codes instanceof Uint16Array) walkSmall(people, start, codes, adds, sums);
    else walkLarge(people, start, codes, adds, sums);
    for (let at = 0; at < statements; at += 1) {
      const mean = means[at]!;
      into[at] = (-1 - mean) * sums[3 * at]! - mean * sums[3 * at + 1]! + (1 - mean) * sums[3 * at + 2]!;
    }
  };
}

// The same walk twice, so that each is compiled for one kind of list.
function walkSmall(
  people: number,
  start: Int32Array,
  codes: Uint16Array,
  adds: Float64Array,
  sums: Float64Array,
): void {
  for (let person = 0; person < people; person += 1) {
    const begin = start[person]!;
    const end = start[person + 1]!;
    const pairs = end - ((end - begin) & 1);
    let along = 0;
    let other = 0;
    for (let vote = begin; vote < pairs; vote += 2) {
      along += adds[codes[vote]!]!;
      other += adds[codes[vote + 1]!]!;
    }
    if (pairs < end) along += adds[codes[pairs]!]!;
    along += other;
    for (let vote = begin; vote < end; vote += 1) sums[codes[vote]!]! += along;
  }
}

function walkLarge(
  people: number,
  start: Int32Array,
  codes: Uint32Array,
  adds: Float64Array,
  sums: Float64Array,
): void {
  for (let person = 0; person < people; person += 1) {
    const begin = start[person]!;
    const end = start[person + 1]!;
    let along = 0;
    for (let vote = begin; vote < end; vote += 1) along += adds[codes[vote]!]!;
    for (let vote = begin; vote < end; vote += 1) sums[codes[vote]!]! += along;
  }
}

/** The product by way of the whole scatter matrix, summed over each person's pairs of votes. */
export function denseProduct(matrix: VoteMatrix, means: Float64Array): Product {
  const size = matrix.statements;
  const scatter = scatterMatrix(matrix, means);
  return (from, into) => {
    for (let row = 0; row < size; row += 1) {
      const offset = row * size;
      let sum = 0;
      for (let column = 0; column < size; column += 1) sum += scatter[offset + column]! * from[column]!;
      into[row] = sum;
    }
  };
}

function scatterMatrix({ people, statements, start, statement, value }: VoteMatrix, means: Float64Array): Float64Array {
  const scatter = new Float64Array(statements * statements);
  const distances = new Float64Array(statements);
  for (let person = 0; person < people; person += 1) {
    const end = start[person + 1]!;
    const begin = start[person]!;
    for (let vote = begin; vote < end; vote += 1) distances[vote - begin] = value[vote]! - means[statement[vote]!]!;
    for (let vote = begin; vote < end; vote += 1) {
      const distance = distances[vote - begin]!;
      const offset = statement[vote]! * statements;
      for (let other = vote; other < end; other += 1)
        scatter[offset + statement[other]!]! += distance * distances[other - begin]!;
    }
  }
  for (let row = 1; row < statements; row += 1)
    for (let at = 0; at < row; at += 1) scatter[row * statements + at] = scatter[at * statements + row]!;
  return scatter;
}
