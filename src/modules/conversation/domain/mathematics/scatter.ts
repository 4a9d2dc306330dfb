import { votesOfPeople, type VoteMatrix } from './vote-matrix.ts';

/** Up to this many statements the scatter matrix is held whole: 18 MB. */
const mostDense = 1500;

/** Multiplies a block of `width` vectors, interleaved, by the scatter matrix: `from` into `into`. */
export type Product = (from: Float64Array, into: Float64Array, width: number) => void;

/**
 * The product with the scatter matrix of the centred votes. The whole matrix is summed up once where that costs less than
 * walking through the votes some fifty times; otherwise it is never formed.
 */
export function scatterProduct(matrix: VoteMatrix, means: Float64Array): Product {
  let pairs = 0;
  for (const votes of votesOfPeople(matrix)) pairs += (votes * votes) / 2;
  const isCheap = pairs < 200 * matrix.value.length || matrix.people > matrix.statements;
  return matrix.statements <= mostDense && isCheap ? denseProduct(matrix, means) : sparseProduct(matrix, means);
}

/** The product by way of the votes: O(votes) for each vector and no memory. */
export function sparseProduct(matrix: VoteMatrix, means: Float64Array): Product {
  const { people, start, statement, value } = matrix;
  return (from, into, width) => {
    into.fill(0);
    const along = new Float64Array(width);
    for (let person = 0; person < people; person += 1) {
      along.fill(0);
      for (let vote = start[person]!; vote < start[person + 1]!; vote += 1) {
        const at = statement[vote]!;
        const distance = value[vote]! - means[at]!;
        for (let k = 0; k < width; k += 1) along[k]! += distance * from[at * width + k]!;
      }
      for (let vote = start[person]!; vote < start[person + 1]!; vote += 1) {
        const at = statement[vote]!;
        const distance = value[vote]! - means[at]!;
        for (let k = 0; k < width; k += 1) into[at * width + k]! += distance * along[k]!;
      }
    }
  };
}

/** The product by way of the whole scatter matrix, summed over each person's pairs of votes. */
export function denseProduct(matrix: VoteMatrix, means: Float64Array): Product {
  const size = matrix.statements;
  const scatter = scatterMatrix(matrix, means);
  return (from, into, width) => {
    into.fill(0);
    const sum = new Float64Array(width);
    for (let row = 0; row < size; row += 1) {
      sum.fill(0);
      const offset = row * size;
      for (let at = 0; at < size; at += 1) {
        const weight = scatter[offset + at]!;
        for (let k = 0; k < width; k += 1) sum[k]! += weight * from[at * width + k]!;
      }
      for (let k = 0; k < width; k += 1) into[row * width + k] = sum[k]!;
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
