import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bands, linearScale, niceTicks } from './scales.ts';

describe('round ticks', () => {
  it('are the numbers a person would choose', () => {
    assert.deepEqual(niceTicks(0, 100, 5), [0, 20, 40, 60, 80, 100]);
    assert.deepEqual(niceTicks(3, 47, 5), [0, 10, 20, 30, 40, 50]);
    assert.deepEqual(niceTicks(0.12, 0.31, 4), [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]);
    assert.deepEqual(niceTicks(7, 7), [6, 6.5, 7, 7.5, 8]);
  });

  it('always enclose the values, rise, and stay few', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 10 }), (a, b, count) => {
        fc.pre(Math.abs(a - b) > 1e-6 * Math.max(1, Math.abs(a), Math.abs(b)));
        const ticks = niceTicks(a, b, count);
        const slack = Math.abs(a - b) * 1e-6;
        assert.ok((ticks[0] ?? NaN) <= Math.min(a, b) + slack);
        assert.ok((ticks.at(-1) ?? NaN) >= Math.max(a, b) - slack);
        assert.ok(ticks.length >= 2 && ticks.length <= count + 2);
        assert.ok(ticks.every((tick, index) => index === 0 || tick > (ticks[index - 1] ?? NaN)));
      }),
    );
  });

  it('refuse bounds that are no numbers', () => {
    assert.throws(() => niceTicks(Number.NaN, 1), RangeError);
  });
});

describe('a linear scale', () => {
  it('maps the ends of its domain to the ends of its range', () => {
    const scale = linearScale([0, 50], [200, 0]);
    assert.equal(scale(0), 200);
    assert.equal(scale(50), 0);
    assert.equal(scale(25), 100);
  });
});

describe('bands', () => {
  it('share the range without touching', () => {
    const { starts, width } = bands(4, [0, 100], 0.2);
    assert.equal(width, 20);
    assert.deepEqual(starts, [2.5, 27.5, 52.5, 77.5]);
  });
});
