import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { anyRows, matrixOf } from '../../../../../test/support/conversation-mathematics.ts';
import { seededRandom } from '../../../../lib/random.ts';
import { denseProduct, sparseProduct } from './scatter.ts';
import { statementMeans } from './vote-matrix.ts';

describe('the product with the scatter matrix', () => {
  it('is the same whether the matrix is written out or not', () => {
    fc.assert(
      fc.property(anyRows(), (rows) => {
        const matrix = matrixOf(rows);
        const means = statementMeans(matrix);
        const random = seededRandom(5);
        const from = Float64Array.from({ length: matrix.statements }, () => random() - 0.5);
        const [sparse, dense] = [new Float64Array(from.length), new Float64Array(from.length)];
        sparseProduct(matrix, means)(from, sparse);
        denseProduct(matrix, means)(from, dense);
        sparse.forEach((value, at) => assert.ok(Math.abs(value - (dense[at] ?? 9)) < 1e-9));
      }),
    );
  });

  it('is that of the centred votes', () => {
    const into = new Float64Array(2);
    const matrix = matrixOf([
      [1, 1],
      [-1, undefined],
      [undefined, -1],
    ]);
    sparseProduct(matrix, statementMeans(matrix))(Float64Array.of(1, 2), into);
    assert.deepEqual([...into], [4, 5]);
  });
});
