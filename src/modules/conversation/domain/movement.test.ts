import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { movementOf, sectorMovements, shownTwice, twiceInWords, type Twice } from './movement.ts';

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

/** Nobody else answered, at either time. */
const alone = { before: { agrees: 0, seen: 0 }, now: { agrees: 0, seen: 0 } };

describe('the same people at two times', () => {
  it('are told with who moved where no count is small, and without where one could be two numbers', () => {
    const large = { both: 10, onlyNow: 9, onlyThen: 6, neither: 6 };
    assert.deepEqual(shownTwice(large, alone), { people: 31, before: 16, now: 19, moved: { to: 9, from: 6 } });
    assert.deepEqual(shownTwice({ ...large, onlyThen: 2 }, alone), { people: 27, before: 12, now: 19 });
    assert.equal(
      twiceInWords({ people: 31, before: 16, now: 19, moved: { to: 9, from: 6 } }, 'who answered both times'),
      'Of 31 people who answered both times, 16 agreed before and 19 agree now: 9 moved to agree, 6 no longer agree.',
    );
    assert.equal(
      twiceInWords({ people: 27, before: 12, now: 19 }, 'who answered both times'),
      'Of 27 people who answered both times, 12 agreed before and 19 agree now.',
    );
  });

  it('are not told where a sum is small, nor where those who answered once are so few that they could be found', () => {
    assert.equal(shownTwice({ both: 0, onlyNow: 0, onlyThen: 0, neither: 0 }, alone), undefined);
    assert.equal(shownTwice({ both: 2, onlyNow: 1, onlyThen: 1, neither: 30 }, alone), undefined);
    const large = { both: 10, onlyNow: 9, onlyThen: 6, neither: 6 };
    assert.equal(shownTwice(large, { ...alone, now: { agrees: 10, seen: 12 } }), undefined);
    assert.equal(shownTwice(large, { ...alone, before: { agrees: 1, seen: 7 } }), undefined);
    assert.notEqual(shownTwice(large, { ...alone, before: { agrees: 6, seen: 12 } }), undefined);
    // Published counts that are older than the answers cannot be taken apart.
    assert.equal(shownTwice(large, { ...alone, before: { agrees: -6, seen: 0 } }), undefined);
  });

  it('never give a count of one to five away, however the sums are taken apart', () => {
    const count = fc.integer({ min: 0, max: 14 });
    const counts = fc.record({ both: count, onlyNow: count, onlyThen: count, neither: count });
    // Everything that the public would read of some answers, and all the answers of which it would read just that.
    const key = (twice: Twice): string => JSON.stringify(shownTwice(twice, alone));
    fc.assert(
      fc.property(counts, (twice) => {
        const shown = shownTwice(twice, alone);
        if (shown === undefined) return;
        const alike: Twice[] = [];
        for (let both = 0; both <= Math.min(shown.before, shown.now); both += 1) {
          const other = {
            both,
            onlyNow: shown.now - both,
            onlyThen: shown.before - both,
            neither: shown.people - shown.before - shown.now + both,
          };
          if (Object.values(other).every((one) => one >= 0) && key(other) === key(twice)) alike.push(other);
        }
        for (const name of ['both', 'onlyNow', 'onlyThen', 'neither'] as const) {
          if (twice[name] === 0 || twice[name] > 5) continue;
          assert.ok(new Set(alike.map((one) => one[name])).size >= 2, `${name} of ${JSON.stringify(twice)}`);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
