import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  absentPublished,
  anyRows,
  matrixOf,
  publishedConversation,
  publishedNames,
} from '../../../../../test/support/conversation-mathematics.ts';
import { sharedData } from '../../../../../test/support/shared-data.ts';
import { oriented, principalAxes } from './axes.ts';
import { extremities, positions } from './positions.ts';

function near(actual: number | undefined, expected: number | undefined, tolerance: number): void {
  assert.ok(actual !== undefined && expected !== undefined, 'a value is missing');
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
}
function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [along, first, second] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    along += (a[at] ?? 0) * (b[at] ?? 0);
    first += (a[at] ?? 0) ** 2;
    second += (b[at] ?? 0) ** 2;
  }
  return along / Math.sqrt(first * second);
}
/** Equal, or equal when turned round. */
function nearUpToSign(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  const sign = Math.sign(cosine(actual, expected));
  expected.forEach((value, at) => near(sign * (actual[at] ?? Number.NaN), value, tolerance));
}

describe('the axes of a hand-sized room', () => {
  const file = sharedData('conversation/formulas.json');
  it('are the reference', { skip: file.absent }, () => {
    const { tinyPca } = file.json() as {
      tinyPca: { votes: (number | null)[][] } & Record<'eigenvalues' | 'axis1' | 'axis2' | 'x' | 'y', number[]>;
    };
    const matrix = matrixOf(tinyPca.votes.map((row) => row.map((value) => value ?? undefined)));
    const axes = principalAxes(matrix, 1);
    const points = positions(matrix, axes);
    near(axes.eigenvalues[0], tinyPca.eigenvalues[0], 1e-9);
    near(axes.eigenvalues[1], tinyPca.eigenvalues[1], 1e-9);
    nearUpToSign(axes.first, tinyPca.axis1, 1e-9);
    nearUpToSign(axes.second, tinyPca.axis2, 1e-9);
    nearUpToSign(points.x, tinyPca.x, 1e-9);
    nearUpToSign(points.y, tinyPca.y, 1e-9);
  });
});

for (const name of publishedNames)
  describe(`the axes of ${name}`, { skip: absentPublished(name) }, () => {
    for (const mode of ['dropped', 'compatible'] as const)
      it(`are the reference, ${mode}`, () => {
        const { kept, keptNumbers, allNumbers, reference, setAside } = publishedConversation(name);
        const expected = reference[mode];
        const hidden = mode === 'compatible' ? setAside : 0;
        const axes = principalAxes(kept, 7);
        const numbers = mode === 'compatible' ? allNumbers : keptNumbers;
        const pick = (values: readonly number[]) => keptNumbers.map((number) => values[numbers.indexOf(number)] ?? 9);
        near(axes.eigenvalues[0] / (expected.eigenvalues[0] ?? 0), 1, 1e-8);
        near(axes.eigenvalues[1] / (expected.eigenvalues[1] ?? 0), 1, 1e-8);
        near(axes.total / expected.totalVariance, 1, 1e-8);
        assert.ok(Math.abs(cosine(axes.first, pick(expected.axis1))) > 1 - 1e-9);
        assert.ok(Math.abs(cosine(axes.second, pick(expected.axis2))) > 1 - 1e-9);
        const points = positions(kept, axes, hidden);
        nearUpToSign(points.x, expected.projection.x, 1e-6);
        nearUpToSign(points.y, expected.projection.y, 1e-6);
        if (mode === 'compatible')
          pick(expected.extremity).forEach((value, at) => near(extremities(axes, hidden)[at], value, 1e-6));
        assert.ok(axes.hasMap);
      });

    it('are the same bytes again, and the same axes from another start', () => {
      const { kept } = publishedConversation(name);
      assert.deepEqual(principalAxes(kept, 7), principalAxes(kept, 7));
      const [one, other] = [principalAxes(kept, 7), principalAxes(kept, 8)];
      one.first.forEach((value, at) => near(other.first[at], value, 1e-8));
      one.second.forEach((value, at) => near(other.second[at], value, 1e-8));
    });
  });

const twoAlike = [
  [0, -1, 0, 0, 0, 1],
  [0, undefined, 1, 1, -1, -1],
  [1, 1, 0, 1, 1, undefined],
];

describe('the axes of any room', () => {
  it('do not move when everybody is there twice', () => {
    fc.assert(
      fc.property(anyRows(), (rows) => {
        const [once, twice] = [principalAxes(matrixOf(rows), 3), principalAxes(matrixOf([...rows, ...rows]), 3)];
        near(twice.total, 2 * once.total, 1e-9);
        near(twice.eigenvalues[0], 2 * once.eigenvalues[0], 1e-7);
        near(twice.eigenvalues[1], 2 * once.eigenvalues[1], 1e-7);
        once.means.forEach((mean, at) => near(twice.means[at], mean, 1e-12));
      }),
    );
  });

  it('do not move when nobody has seen a further statement', () => {
    fc.assert(
      fc.property(anyRows(), (rows) => {
        const before = principalAxes(matrixOf(rows), 3);
        const after = principalAxes(matrixOf(rows.map((row) => [...row, undefined])), 3);
        near(after.eigenvalues[0], before.eigenvalues[0], 1e-7);
        near(after.total, before.total, 1e-12);
        near(after.first.at(-1), 0, 1e-9);
      }),
    );
  });

  it('hold no more than all there is, and are at right angles', () => {
    fc.assert(
      fc.property(anyRows(), (rows) => {
        const { eigenvalues, total, first, second } = principalAxes(matrixOf(rows), 3);
        assert.ok(eigenvalues[0] >= eigenvalues[1] && eigenvalues[1] >= 0);
        assert.ok(eigenvalues[0] + eigenvalues[1] <= total + 1e-9);
        near(
          first.reduce((sum, value, at) => sum + value * (second[at] ?? 0), 0),
          0,
          1e-9,
        );
      }),
      // Two equal values, the second of which rounding made the larger.
      { examples: [[twoAlike]] },
    );
  });

  it('are none where nobody differs', () => {
    for (const rows of [
      [],
      [[1, 1]],
      [
        [1, 0],
        [1, 0],
      ],
      [[undefined], [undefined]],
    ]) {
      const axes = principalAxes(matrixOf(rows, 2), 1);
      assert.deepEqual(axes.eigenvalues, [0, 0]);
      assert.equal(axes.hasMap, false);
    }
  });

  it('make no map when the two could turn freely', () => {
    const square = [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ];
    assert.equal(principalAxes(matrixOf(square), 1).hasMap, false);
  });

  it('point the way of their largest component, of equal ones the first', () => {
    assert.deepEqual([...oriented(Float64Array.of(0.1, -0.9, 0.2))], [-0.1, 0.9, -0.2]);
    assert.deepEqual([...oriented(Float64Array.of(-0.7, 0.7))], [0.7, -0.7]);
  });
});
