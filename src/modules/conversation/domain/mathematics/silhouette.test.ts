import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { silhouettes } from './silhouette.ts';

function pointsOf(pairs: readonly (readonly [number, number])[]) {
  return { x: Float64Array.from(pairs, ([x]) => x), y: Float64Array.from(pairs, ([, y]) => y) };
}
const ones = (count: number) => new Float64Array(count).fill(1);

describe('the silhouette of a grouping', () => {
  it('is worked out by hand', () => {
    const points = pointsOf([
      [0, 0],
      [1, 0],
      [5, 0],
    ]);
    const [found = 0] = silhouettes(points, ones(3), [Int32Array.of(0, 0, 1)]);
    assert.ok(Math.abs(found - (4 / 5 + 3 / 4 + 0) / 3) < 1e-12);
  });

  it('of several groupings is that of each', () => {
    const points = pointsOf([
      [0, 0],
      [1, 0],
      [5, 0],
      [6, 1],
    ]);
    const groupings = [Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 1, 1, 0)];
    const together = silhouettes(points, ones(4), groupings);
    assert.deepEqual(
      together,
      groupings.flatMap((labels) => silhouettes(points, ones(4), [labels])),
    );
    assert.ok((together[0] ?? 0) > 0.5 && (together[1] ?? 0) < 0);
  });

  it('lies between -1 and 1 and is 0 for a single group', () => {
    const pair = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(pair, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 20 }), (rows) => {
        const points = pointsOf(rows.map(([at]) => at));
        const [found = 9, alone] = silhouettes(points, ones(rows.length), [
          Int32Array.from(rows, ([, label]) => label),
          new Int32Array(rows.length),
        ]);
        assert.ok(found >= -1 && found <= 1);
        assert.equal(alone, 0);
      }),
    );
  });

  it('weighs a point by its people', () => {
    const points = pointsOf([
      [0, 0],
      [1, 0],
      [5, 0],
      [6, 0],
    ]);
    const labels = [Int32Array.of(0, 0, 1, 1)];
    const [even = 0] = silhouettes(points, ones(4), labels);
    const [leaning = 0] = silhouettes(points, Float64Array.of(9, 1, 1, 1), labels);
    assert.ok(leaning > even);
  });
});
