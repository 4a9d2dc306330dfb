import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../../../lib/random.ts';
import { leadingVectors } from './leading.ts';
import { largestOfTridiagonal, vectorOfTridiagonal } from './tridiagonal.ts';

/** The product of a matrix that is written out. */
function productOf(matrix: readonly (readonly number[])[]) {
  return (from: Float64Array, into: Float64Array): void => {
    matrix.forEach((row, to) => (into[to] = row.reduce((sum, weight, at) => sum + weight * (from[at] ?? 0), 0)));
  };
}
function diagonalOf(values: readonly number[]): number[][] {
  return values.map((value, row) => values.map((_, at) => (at === row ? value : 0)));
}

const ofRankEight = [
  [7, 6, -6, -8, 1, -7, 1, 8, 5, -3, 2],
  [-8, 2, 5, -8, -5, -5, -7, 5, 0, 6, -1],
  [-6, -2, 7, 4, -8, 4, 4, 5, 5, -1, -3],
  [-8, 3, 1, -1, 5, -2, -1, -7, 0, -6, 2],
  [-5, 3, 7, -5, -5, 1, -3, -6, 3, -1, 0],
  [-2, -5, 0, 2, -8, 0, -7, 6, 4, -1, 8],
  [6, 0, -4, -8, 0, 7, 1, 4, 6, 8, -4],
  [7, -2, -5, 4, -3, 6, 4, 3, 5, 8, 6],
];

describe('the leading eigenvectors', () => {
  it('are found by products alone, also where two values are equal', () => {
    const found = leadingVectors(5, productOf(diagonalOf([3, 3, 1, 0.5, 0.25])), seededRandom(1));
    assert.deepEqual(
      found.map(({ value }) => value.toFixed(9)),
      ['3.000000000', '3.000000000'],
    );
    for (const { vector } of found) for (const at of [2, 3, 4]) assert.ok(Math.abs(vector[at] ?? 1) < 1e-9);
  });

  it('of a single statement are one, and of none none', () => {
    const [only, ...others] = leadingVectors(1, productOf([[4]]), seededRandom(1));
    assert.deepEqual(others, []);
    assert.ok(Math.abs((only?.value ?? 0) - 4) < 1e-9);
    assert.equal(Math.abs(only?.vector[0] ?? 0), 1);
    assert.deepEqual(leadingVectors(0, productOf([]), seededRandom(1)), []);
  });

  it('stay in place when they are multiplied, in any matrix', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }).chain((size) =>
          fc.array(fc.array(fc.integer({ min: -8, max: 8 }), { minLength: size, maxLength: size }), {
            minLength: 3,
            maxLength: 9,
          }),
        ),
        (rows) => {
          const size = rows[0]?.length ?? 0;
          const scatter = Array.from({ length: size }, (_, a) =>
            Array.from({ length: size }, (__, b) => rows.reduce((sum, row) => sum + (row[a] ?? 0) * (row[b] ?? 0), 0)),
          );
          const product = productOf(scatter);
          const found = leadingVectors(size, product, seededRandom(2));
          const most = found[0]?.value ?? 0;
          for (const { value, vector } of found) {
            const image = new Float64Array(size);
            product(vector, image);
            image.forEach((one, at) =>
              assert.ok(Math.abs(one - value * (vector[at] ?? 0)) < 1e-7 * Math.max(1, most), `${one} ${value}`),
            );
          }
          const trace = scatter.reduce((sum, row, at) => sum + (row[at] ?? 0), 0);
          assert.ok(found.reduce((sum, { value }) => sum + value, 0) <= trace + 1e-9);
          assert.ok((found[1]?.value ?? 0) <= most + 1e-9);
        },
      ),
      // Of less rank than size: the second search comes to where only rounding is left.
      { examples: [[ofRankEight]] },
    );
  });
});

describe('a matrix with a diagonal and what is beside it', () => {
  it('has the largest value and vector that are known', () => {
    // The path of n places: values 2 cos(k pi / (n + 1)).
    const diagonal = Array.from({ length: 9 }, () => 2);
    const beside = Array.from({ length: 8 }, () => 1);
    const value = largestOfTridiagonal(diagonal, beside, 0);
    assert.ok(Math.abs(value - (2 + 2 * Math.cos(Math.PI / 10))) < 1e-10);
    const vector = vectorOfTridiagonal(diagonal, beside, value);
    vector.forEach((weight, at) =>
      assert.ok(Math.abs(weight - Math.sqrt(2 / 10) * Math.sin(((at + 1) * Math.PI) / 10)) < 1e-10),
    );
  });
});
