import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../../../lib/random.ts';
import { clusters } from './clusters.ts';

const anyPoints = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  minLength: 1,
  maxLength: 30,
});
function pointsOf(pairs: readonly (readonly [number, number])[]) {
  return { x: Float64Array.from(pairs, ([x]) => x), y: Float64Array.from(pairs, ([, y]) => y) };
}

describe('clusters', () => {
  it('are the ones that stand apart', () => {
    const points = pointsOf([
      [0, 0],
      [9, 9],
      [0, 1],
      [9, 8],
      [-9, 9],
      [1, 0],
    ]);
    const { labels, squaredError } = clusters(points, new Float64Array(6).fill(1), 3, seededRandom(1));
    const [a, b, , , c] = labels;
    assert.deepEqual([...labels], [a, b, a, b, c, a]);
    assert.equal(new Set([a, b, c]).size, 3);
    assert.ok(Math.abs(squaredError - (4 / 3 + 0.5)) < 1e-9);
  });

  it('have every point with its nearest centre, which is in the middle of its points', () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 1, max: 4 }), (pairs, count) => {
        const points = pointsOf(pairs);
        const found = clusters(points, new Float64Array(pairs.length).fill(1), count, seededRandom(2));
        pairs.forEach(([x, y], at) => {
          const distance = (k: number) => Math.hypot(x - (found.centres.x[k] ?? 0), y - (found.centres.y[k] ?? 0));
          const own = distance(found.labels[at] ?? 0);
          for (let k = 0; k < count; k += 1) assert.ok(own <= distance(k) + 1e-6);
        });
        for (let k = 0; k < count; k += 1) {
          const own = pairs.filter((_, at) => found.labels[at] === k);
          const middle = own.reduce((sum, [x]) => sum + x, 0) / own.length;
          if (own.length > 0) assert.ok(Math.abs(middle - (found.centres.x[k] ?? 0)) < 1e-6);
        }
      }),
    );
  });

  it('count a heavy point as so many people', () => {
    const points = pointsOf([
      [0, 0],
      [1, 0],
      [4, 0],
    ]);
    const one = clusters(points, Float64Array.of(3, 1, 1), 1, seededRandom(1));
    assert.ok(Math.abs((one.centres.x[0] ?? 0) - 1) < 1e-12);
    assert.ok(Math.abs(one.squaredError - 12) < 1e-12);
  });
});
