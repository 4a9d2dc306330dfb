import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { keepLetters } from './letters.ts';

/** Everybody in one of up to five groups, or in none; every group has somebody. */
function roomOf(people: number): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: -1, max: 4 }), { minLength: people, maxLength: people }).map((labels) => {
    const used = [...new Set(labels.filter((label) => label >= 0))].sort((a, b) => a - b);
    return labels.map((label) => (label < 0 ? -1 : used.indexOf(label)));
  });
}
function countOf(labels: readonly number[]): number {
  return Math.max(-1, ...labels) + 1;
}
const first = { ofPerson: [], given: '' };

describe('letters of groups', () => {
  it('begin with A, the first group first', () => {
    assert.deepEqual(keepLetters([0, 0, 1, -1, 2], 3, first), ['A', 'B', 'C']);
    assert.deepEqual(keepLetters([], 0, first), []);
  });

  it('go to the group that has most of the people who had them', () => {
    const before = { ofPerson: ['A', 'A', 'A', 'B', 'B', undefined], given: 'AB' };
    assert.deepEqual(keepLetters([1, 1, 0, 0, 0, 0], 2, before), ['B', 'A']);
  });

  it('never stand for other people: a new group has a letter that nobody had', () => {
    const before = { ofPerson: ['A', 'A', undefined, undefined], given: 'ABC' };
    assert.deepEqual(keepLetters([0, 0, 1, 1], 2, before), ['A', 'D']);
  });

  it('stay with the same people, whatever order the groups are found in', () => {
    fc.assert(
      fc.property(roomOf(30), fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (labels, shuffle) => {
        const count = countOf(labels);
        const names = keepLetters(labels, count, first);
        const ofPerson = labels.map((label) => names[label]);
        const order = shuffle.filter((label) => label < count);
        const moved = labels.map((label) => (label < 0 ? -1 : order.indexOf(label)));
        const again = keepLetters(moved, count, { ofPerson, given: names.join('') });
        assert.deepEqual(
          moved.map((label) => again[label]),
          ofPerson,
        );
      }),
    );
  });

  it('are each given once, and overlap no less in all than any other way to hand them on', () => {
    fc.assert(
      fc.property(roomOf(20), roomOf(20), (earlier, later) => {
        const names = keepLetters(earlier, countOf(earlier), first);
        const ofPerson = earlier.map((label) => names[label]);
        const found = keepLetters(later, countOf(later), { ofPerson, given: names.join('') });
        assert.equal(new Set(found).size, found.length);
        const kept = (letters: readonly (string | undefined)[]): number =>
          later.filter((label, person) => ofPerson[person] !== undefined && letters[label] === ofPerson[person]).length;
        const others = (rest: readonly string[], ways: readonly (string | undefined)[]): number =>
          ways.length === countOf(later)
            ? kept(ways)
            : Math.max(
                others(rest, [...ways, undefined]),
                ...rest.map((letter) =>
                  others(
                    rest.filter((one) => one !== letter),
                    [...ways, letter],
                  ),
                ),
              );
        const best = others([...new Set(names)], []);
        assert.equal(kept(found), best);
      }),
      { numRuns: 40 },
    );
  });
});
