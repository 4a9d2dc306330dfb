import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { answeredAlike, suggestedFor, type Answered } from './theme-suggestions.ts';

const statements = [
  { number: 1, body: 'Buses stop too early' },
  { number: 2, body: 'Damp homes make children ill' },
  { number: 3, body: 'The last bus leaves before the class ends' },
  { number: 4, body: 'More buses for the village' },
];
const order = (a: number, b: number): number => a - b;
function at(number: number, x: number, y: number): Answered {
  return { number, axes: [x, y] };
}

describe('statements for a theme', () => {
  it('share words with its name or with those that were chosen, most words first', () => {
    const numbers = (theme: string, chosen: number[]) =>
      suggestedFor(theme, statements, chosen).map((one) => one.number);
    assert.deepEqual(numbers('Buses', []), [1, 4]);
    assert.deepEqual(numbers('', [2]), [2]);
    assert.deepEqual(numbers('The and of', []), []);
  });

  it('were answered as the chosen ones, whatever their words', () => {
    const placed = [at(1, 2, 0), at(2, 1.5, 0.2), at(3, 0, 2), at(4, -2, 0), at(5, 0.01, 0)];
    assert.deepEqual(answeredAlike(placed, [1]), [2]);
    assert.deepEqual(answeredAlike(placed, []), []);
    assert.deepEqual(answeredAlike([], [1]), []);
    // Those that pull against each other have no direction together.
    assert.deepEqual(answeredAlike(placed, [1, 4]), []);
  });

  it('are the same when the map is turned or stretched, and never the chosen ones', () => {
    const point = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (points, scale) => {
        const placed = points.map(([x, y], number) => at(number, x, y));
        const turned = points.map(([x, y], number) => at(number, -y * scale, x * scale));
        const found = answeredAlike(placed, [0, 1]);
        assert.ok(!found.includes(0) && !found.includes(1));
        assert.deepEqual(answeredAlike(turned, [0, 1]).toSorted(order), found.toSorted(order));
      }),
    );
  });
});
