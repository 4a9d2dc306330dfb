import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { movementOf } from './movement.ts';

describe('movement', () => {
  it('is claimed only where the two intervals do not overlap', () => {
    assert.equal(movementOf({ agrees: 10, seen: 50 }, { agrees: 40, seen: 50 }), 'more');
    assert.equal(movementOf({ agrees: 40, seen: 50 }, { agrees: 10, seen: 50 }), 'fewer');
    assert.equal(movementOf({ agrees: 25, seen: 50 }, { agrees: 30, seen: 50 }), 'not-clear');
    assert.equal(movementOf({ agrees: 0, seen: 0 }, { agrees: 5, seen: 5 }), 'not-clear');
  });
});
