import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { anyRows, matrixOf } from '../../../../../test/support/conversation-mathematics.ts';
import { seededRandom } from '../../../../lib/random.ts';
import { leadingVectors } from './leading.ts';
import { largestEigenvalue } from './largest-eigenvalue.ts';
import { sparseProduct } from './scatter.ts';

describe('the largest eigenvalue', () => {
  it('is the one that the whole search finds', () => {
    fc.assert(
      fc.property(anyRows({ people: 20, statements: 12 }), (rows) => {
        const matrix = matrixOf(rows);
        const none = new Float64Array(matrix.statements);
        const random = seededRandom(3);
        const from = none.map(() => random() - 0.5);
        const found = largestEigenvalue(matrix, Float64Array.from(matrix.value), from);
        const expected = leadingVectors(matrix.statements, sparseProduct(matrix, none), seededRandom(1))[0]?.value ?? 0;
        assert.ok(Math.abs(found - expected) <= 1e-8 * Math.max(1, expected), `${found} ${expected}`);
      }),
    );
  });

  it('of nothing is 0', () => {
    assert.equal(largestEigenvalue(matrixOf([], 0), new Float64Array(0), new Float64Array(0)), 0);
    assert.equal(largestEigenvalue(matrixOf([[0, 0]]), new Float64Array(2), Float64Array.of(1, 1)), 0);
  });
});
