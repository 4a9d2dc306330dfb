import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ringAt } from './move-in-rings.ts';

const radius = { x: 330, y: 260 };

describe('the ring under a hand', () => {
  it('is the nearest, from the innermost to the outermost, wherever it is dropped', () => {
    assert.equal(ringAt({ x: 0, y: 0 }, radius, 3), 1);
    assert.equal(ringAt({ x: 0, y: -174 }, radius, 3), 2);
    assert.equal(ringAt({ x: 900, y: 0 }, radius, 3), 3);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.double({ min: 0, max: 6.2, noNaN: true }), (ring, angle) => {
        const point = { x: (radius.x * ring * Math.cos(angle)) / 3, y: (radius.y * ring * Math.sin(angle)) / 3 };
        assert.equal(ringAt(point, radius, 3), ring);
      }),
    );
  });
});
