import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../../test/support/shared-data.ts';
import { liesIn, pathOf, projectionOf, thinned, wardsIn } from './ward-map.ts';

const square = [
  [
    [0, 50],
    [2, 50],
    [2, 52],
    [0, 52],
    [0, 50],
  ],
  [
    [0.5, 50.5],
    [1.5, 50.5],
    [1.5, 51.5],
    [0.5, 51.5],
    [0.5, 50.5],
  ],
] as const;

describe('a ward', () => {
  it('holds what lies in its outline, and not what lies in a hole of it', () => {
    const at = (longitude: number, latitude: number): boolean => liesIn(square, { longitude, latitude });
    assert.deepEqual([at(0.2, 51), at(1, 51), at(3, 51), at(1.8, 51.9)], [true, false, false, true]);
  });
  it('loses only points that nobody would see', () => {
    const spot = fc.record({
      x: fc.double({ min: 0, max: 600, noNaN: true }),
      y: fc.double({ min: 0, max: 600, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(spot, { minLength: 2, maxLength: 60 }), (points) => {
        const kept = thinned(points, 0.5);
        assert.deepEqual([kept[0], kept.at(-1)], [points[0], points.at(-1)]);
        for (const one of points) {
          const isNear = kept.some((from, index) => {
            const to = kept[index + 1] ?? from;
            const [dx, dy] = [to.x - from.x, to.y - from.y];
            const length = Math.hypot(dx, dy);
            if (length === 0) return Math.hypot(one.x - from.x, one.y - from.y) <= 0.500_001;
            return Math.abs(dy * (one.x - from.x) - dx * (one.y - from.y)) / length <= 0.500_001;
          });
          assert.ok(isNear);
        }
      }),
    );
  });
  const file = sharedData('geography/halton-ward.geojson');
  it(
    'is read from what the Office for National Statistics publishes, and drawn in little',
    { skip: file.absent },
    () => {
      const wards = wardsIn(file.json());
      assert.equal(wards.length, 18);
      for (const ward of wards)
        assert.deepEqual(
          wards.filter((one) => liesIn(one.outline, ward.label)).map((one) => one.code),
          [ward.code],
        );
      const points = wards.flatMap((one) =>
        one.outline.flat().map(([longitude, latitude]) => ({ longitude, latitude })),
      );
      const projection = projectionOf(points, 640, 12);
      const paths = wards.map((one) => pathOf(one.outline, projection));
      assert.ok(paths.join('').length < 15_000);
      for (const point of points) {
        const { x, y } = projection.at(point);
        assert.ok(x >= 0 && x <= projection.width && y >= 0 && y <= projection.height);
      }
    },
  );
  it('is nothing else', () => {
    for (const read of [
      null,
      {},
      { features: 1 },
      { features: [{ properties: { WD25CD: 'E1', WD25NM: 'A' }, geometry: null }] },
    ])
      assert.deepEqual(wardsIn(read), []);
  });
});
