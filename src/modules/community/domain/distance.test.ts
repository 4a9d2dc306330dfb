import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { distanceBetween, distanceWords, nearestFirst, type Point } from './distance.ts';

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 0.1, `${actual} is not ${expected}`);
}

describe('the distance between two points', () => {
  it('agrees with known distances', () => {
    near(distanceBetween({ latitude: 53, longitude: -2 }, { latitude: 54, longitude: -2 }), 111_195.1);
    near(distanceBetween({ latitude: 53, longitude: -2 }, { latitude: 53, longitude: -3 }), 66_918.3);
    near(
      distanceBetween({ latitude: 51.5007, longitude: -0.1246 }, { latitude: 53.4808, longitude: -2.2426 }),
      262_731.4,
    );
  });
  it('is nought to oneself, the same both ways, never more than half around, and never longer than a detour', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        assert.equal(distanceBetween(a, a), 0);
        const direct = distanceBetween(a, b);
        assert.ok(Math.abs(direct - distanceBetween(b, a)) < 1e-3);
        assert.ok(direct >= 0 && direct <= 20_015_200);
        assert.ok(direct <= distanceBetween(a, c) + distanceBetween(c, b) + 1);
      }),
    );
  });
  it('is said in miles', () => {
    assert.equal(distanceWords(30), 'less than 0.1 miles');
    assert.equal(distanceWords(650), '0.4 miles');
    assert.equal(distanceWords(1_609), '1 mile');
    assert.equal(distanceWords(19_000), '12 miles');
  });
});

describe('the nearest first', () => {
  it('puts what has no point last, in the order it came, wherever one asks from', () => {
    const places = fc.array(fc.record({ name: fc.string(), point: fc.option(point, { nil: undefined }) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(places, point, (list, from: Point) => {
        const sorted = nearestFirst(list, from);
        assert.equal(sorted.length, list.length);
        const placed = sorted.filter((one) => one.metres !== undefined);
        assert.deepEqual(sorted.slice(0, placed.length), placed);
        for (const [index, one] of placed.entries())
          assert.ok(index === 0 || (placed[index - 1]?.metres ?? 0) <= (one.metres ?? 0));
        assert.deepEqual(
          sorted.slice(placed.length).map((one) => one.name),
          list.filter((one) => one.point === undefined).map((one) => one.name),
        );
      }),
    );
  });
});
