import { votesOfPeople, type VoteMatrix } from './vote-matrix.ts';

/** How many vectors are multiplied at once; they lie interleaved. */
export const blockWidth = 4;
/** Multiplies a block of four vectors by the scatter matrix: `from` into `into`. */
export type Product = (from: Float64Array, into: Float64Array) => void;

/** Up to this many statements the scatter matrix is held whole: 18 MB. */
const mostDense = 1500;
/** How often the votes, or the whole matrix, are walked through until the axes are found, about. */
const walks = 60;

/**
 * The product with the scatter matrix of the centred votes. The whole matrix is summed up once where that and its products cost
 * less than walking through the votes again and again; otherwise it is never formed.
 */
export function scatterProduct(matrix: VoteMatrix, means: Float64Array): Product {
  const size = matrix.statements;
  let pairs = 0;
  for (const votes of votesOfPeople(matrix)) pairs += (votes * votes) / 2;
  const isCheap = pairs + walks * blockWidth * size * size < 2 * walks * blockWidth * matrix.value.length;
  return size <= mostDense && isCheap ? denseProduct(matrix, means) : sparseProduct(matrix, means);
}

/** The product by way of the votes: O(votes) for each vector. */
export function sparseProduct(matrix: VoteMatrix, means: Float64Array): Product {
  const { people, start, statement, value } = matrix;
  const cells = new Float64Array(value.length);
  for (let vote = 0; vote < cells.length; vote += 1) cells[vote] = value[vote]! - means[statement[vote]!]!;
  return (from, into) => {
    into.fill(0);
    for (let person = 0; person < people; person += 1) {
      const begin = start[person]!;
      const end = start[person + 1]!;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let vote = begin; vote < end; vote += 1) {
        const cell = cells[vote]!;
        const at = statement[vote]! * blockWidth;
        a += cell * from[at]!;
        b += cell * from[at + 1]!;
        c += cell * from[at + 2]!;
        d += cell * from[at + 3]!;
      }
      for (let vote = begin; vote < end; vote += 1) {
        const cell = cells[vote]!;
        const at = statement[vote]! * blockWidth;
        into[at]! += cell * a;
        into[at + 1]! += cell * b;
        into[at + 2]! += cell * c;
        into[at + 3]! += cell * d;
      }
    }
  };
}

/** The product by way of the whole scatter matrix, summed over each person's pairs of votes. */
export function denseProduct(matrix: VoteMatrix, means: Float64Array): Product {
  const size = matrix.statements;
  const scatter = scatterMatrix(matrix, means);
  return (from, into) => {
    for (let row = 0; row < size; row += 1) {
      const offset = row * size;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let column = 0; column < size; column += 1) {
        const weight = scatter[offset + column]!;
        const at = column * blockWidth;
        a += weight * from[at]!;
        b += weight * from[at + 1]!;
        c += weight * from[at + 2]!;
        d += weight * from[at + 3]!;
      }
      const at = row * blockWidth;
      into[at] = a;
      into[at + 1] = b;
      into[at + 2] = c;
      into[at + 3] = d;
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
