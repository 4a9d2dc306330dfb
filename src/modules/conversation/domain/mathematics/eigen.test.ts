import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../../../lib/random.ts';
import { leadingVectors, symmetricEigen } from './eigen.ts';
import { blockWidth } from './scatter.ts';

/** The product of a matrix that is written out. */
function productOf(matrix: readonly (readonly number[])[]) {
  return (from: Float64Array, into: Float64Array): void => {
    const width = blockWidth;
    into.fill(0);
    matrix.forEach((row, to) =>
      row.forEach((weight, at) => {
        for (let k = 0; k < width; k += 1)
          into[to * width + k] = (into[to * width + k] ?? 0) + weight * (from[at * width + k] ?? 0);
      }),
    );
  };
}

describe('the eigenvectors of a small matrix', () => {
  it('rebuild it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 10, maxLength: 10 }), (half) => {
        const at = (a: number, b: number) => half[(Math.max(a, b) * (Math.max(a, b) + 1)) / 2 + Math.min(a, b)] ?? 0;
        const matrix = Float64Array.from({ length: 16 }, (_, index) => at(Math.floor(index / 4), index % 4));
        const { values, vectors } = symmetricEigen(matrix, 4);
        for (let a = 0; a < 4; a += 1)
          for (let b = 0; b < 4; b += 1) {
            let sum = 0;
            for (let k = 0; k < 4; k += 1)
              sum += (values[k] ?? 0) * (vectors[a * 4 + k] ?? 0) * (vectors[b * 4 + k] ?? 0);
            assert.ok(Math.abs(sum - at(a, b)) < 1e-9, `${sum} ${at(a, b)}`);
          }
        assert.deepEqual(
          [...values],
          [...values].sort((x, y) => y - x),
        );
      }),
    );
  });
});

describe('the leading eigenvectors', () => {
  it('are found by products alone, also where two values are equal', () => {
    const { values, vectors } = leadingVectors(
      5,
      productOf([
        [3, 0, 0, 0, 0],
        [0, 3, 0, 0, 0],
        [0, 0, 1, 0, 0],
        [0, 0, 0, 0.5, 0],
        [0, 0, 0, 0, 0.25],
      ]),
      seededRandom(1),
    );
    assert.deepEqual(
      values.map((value) => value.toFixed(9)),
      ['3.000000000', '3.000000000'],
    );
    for (const vector of vectors) for (const at of [2, 3, 4]) assert.ok(Math.abs(vector[at] ?? 1) < 1e-9);
  });

  it('of a single statement are one', () => {
    const { values, vectors } = leadingVectors(1, productOf([[4]]), seededRandom(1));
    assert.deepEqual(values, [4]);
    assert.equal(Math.abs(vectors[0]?.[0] ?? 0), 1);
  });
});
