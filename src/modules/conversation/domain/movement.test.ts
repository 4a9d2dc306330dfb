import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { movementOf, sectorMovements } from './movement.ts';

describe('movement', () => {
  it('is claimed only where the two intervals do not overlap', () => {
    assert.equal(movementOf({ agrees: 10, seen: 50 }, { agrees: 40, seen: 50 }), 'more');
    assert.equal(movementOf({ agrees: 40, seen: 50 }, { agrees: 10, seen: 50 }), 'fewer');
    assert.equal(movementOf({ agrees: 25, seen: 50 }, { agrees: 30, seen: 50 }), 'not-clear');
    assert.equal(movementOf({ agrees: 0, seen: 0 }, { agrees: 5, seen: 5 }), 'not-clear');
  });

  it('of a group is told where it was there both times under its own name', () => {
    const counted = (label: string, agrees: number) => ({ label, agrees, seen: 20 });
    assert.deepEqual(
      sectorMovements(
        [counted('NHS', 3), counted('Council', 4), counted('Other organisations', 5)],
        [counted('NHS', 15), counted('Residents', 6), counted('Other organisations', 7)],
      ),
      [{ label: 'NHS', before: { agrees: 3, seen: 20 }, now: { agrees: 15, seen: 20 } }],
    );
  });
});
