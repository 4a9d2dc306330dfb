import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  formatNumber,
  formatPercentage,
  formatPounds,
  listInWords,
  normaliseForSearch,
  plural,
  slugify,
  truncateAtWord,
} from './text.ts';

describe('an address made from words', () => {
  it('keeps letters and digits', () => {
    assert.equal(slugify('  Joan’s Café & Garden (2026) '), 'joans-cafe-and-garden-2026');
    assert.equal(slugify('!!!'), 'page');
  });

  it('counts on when the address is taken', () => {
    const taken = new Set(['tell-it-once', 'tell-it-once-2']);
    assert.equal(
      slugify('Tell it once', (slug) => taken.has(slug)),
      'tell-it-once-3',
    );
  });

  it('is always a short, clean address, also after many collisions', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.integer({ min: 0, max: 12 }),
        (text, collisions) => {
          let left = collisions;
          const slug = slugify(text, () => (left -= 1) >= 0);
          assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/);
          assert.ok(slug.length <= 60);
        },
      ),
    );
  });
});

describe('words', () => {
  it('agree with their number', () => {
    assert.equal(plural(1, 'vote'), '1 vote');
    assert.equal(plural(0, 'vote'), '0 votes');
    assert.equal(plural(1204, 'person', 'people'), '1,204 people');
  });

  it('make a list', () => {
    assert.equal(listInWords([]), '');
    assert.equal(listInWords(['a']), 'a');
    assert.equal(listInWords(['a', 'b', 'c']), 'a, b and c');
    assert.equal(listInWords(['a', 'b'], 'or'), 'a or b');
  });

  it('are cut between words', () => {
    assert.equal(truncateAtWord('We tell our story every time', 100), 'We tell our story every time');
    assert.equal(truncateAtWord('We tell our story every time', 14), 'We tell our…');
    assert.equal(truncateAtWord('We tell our story', 12), 'We tell our…');
    assert.equal(truncateAtWord('Supercalifragilistic', 6), 'Super…');
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 30 }), (text, length) => {
        assert.ok(Array.from(truncateAtWord(text, length)).length <= length);
      }),
    );
  });

  it('are compared without accents, capitals or punctuation', () => {
    assert.equal(normaliseForSearch('  Café: the “Crown’s” END '), 'cafe the crowns end');
    assert.equal(normaliseForSearch('مرحبا'), 'مرحبا');
  });
});

describe('numbers', () => {
  it('are written the British way', () => {
    assert.equal(formatNumber(128000), '128,000');
    assert.equal(formatNumber(3.456, 1), '3.5');
    assert.equal(formatNumber(-0.2, 0), '0');
    assert.equal(formatNumber(-1.2, 0), '-1');
  });

  it('become percentages', () => {
    assert.equal(formatPercentage(8, 10), '80%');
    assert.equal(formatPercentage(1, 3, 1), '33.3%');
    assert.equal(formatPercentage(0, 0), 'no figure');
  });

  it('become pounds', () => {
    assert.equal(formatPounds(125000), '£1,250');
    assert.equal(formatPounds(125050), '£1,250.50');
    assert.equal(formatPounds(-5), '-£0.05');
  });
});
