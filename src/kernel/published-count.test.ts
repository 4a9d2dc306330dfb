import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { publishedCount, publishedWords } from './published-count.ts';

describe('counts of people that may be published', () => {
  it('shows nought, withholds 1 to 7, and rounds the rest to five', () => {
    assert.deepEqual(
      [0, 1, 7, 8, 12, 13, 200].map((one) => publishedCount(one)),
      [0, undefined, undefined, 10, 10, 15, 200],
    );
    assert.deepEqual(
      [0, 3, 23].map((one) => publishedWords(publishedCount(one))),
      ['none', 'fewer than 8', 'about 25'],
    );
  });
  it('never shows a figure that fewer than four true counts share, but nought', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (people) => {
        const shown = publishedCount(people);
        const same = [-4, -3, -2, -1, 1, 2, 3, 4].filter(
          (by) => people + by > 0 && publishedCount(people + by) === shown,
        );
        assert.ok(same.length >= 3 || people <= 9, `${people}`);
      }),
    );
  });
  it('refuses what is no count', () => {
    assert.throws(() => publishedCount(-1), RangeError);
    assert.throws(() => publishedCount(2.5), RangeError);
  });
});
