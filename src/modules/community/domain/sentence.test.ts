import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hasFilters, understand, type Understood } from './sentence.ts';

const localities = ['Old Quay', 'The Creek Villages'];

/** What was understood, without what was not said. */
function said(sentence: string): Partial<Understood> {
  return Object.fromEntries(
    Object.entries(understand(sentence, localities)).filter(
      ([, value]) => value !== undefined && value !== false && value !== '',
    ),
  );
}

describe('a sentence in the search box', () => {
  it('is told apart into filters and words', () => {
    assert.deepEqual(said('something to do on Tuesday near WR4 2AB for my dad who is lonely and uses a wheelchair'), {
      day: 'TU',
      near: 'WR4 2AB',
      term: 'company',
      isStepFree: true,
    });
    assert.deepEqual(said('free lunch in Old Quay this weekend'), {
      words: 'lunch',
      isFree: true,
      near: 'Old Quay',
      day: 'weekend',
    });
    assert.deepEqual(said('Where can my 14 year old daughter play football in the evening?'), {
      words: 'play football',
      age: 14,
      isEvening: true,
    });
    assert.deepEqual(said('I need debt advice for a neighbour who speaks Polish'), {
      words: 'debt advice',
      language: 'pl',
    });
    assert.deepEqual(said('exercise class with a hearing loop, open today'), {
      words: 'exercise class',
      feature: 'hearing-loop',
      day: 'today',
    });
    assert.deepEqual(said('cafe open now near the creek villages'), {
      words: 'cafe',
      day: 'now',
      near: 'The Creek Villages',
    });
  });
  it('takes a lift for what helps people in only where one is asked for', () => {
    assert.deepEqual(said('a place with a lift'), { feature: 'lift' });
    assert.deepEqual(said('a lift to the clinic'), { words: 'lift clinic' });
  });
  it('leaves plain words as they are', () => {
    for (const words of ['lunch', 'food bank', 'debt advice', 'the harbour singers'])
      assert.deepEqual(said(words), { words });
    // A locality without "in" or "near" may be part of a name.
    assert.deepEqual(said('Old Quay singers'), { words: 'old quay singers' });
  });
  it('is understood once: what is left holds no filter, and never grows', () => {
    const part = fc.constantFrom(
      'something to do',
      'on Tuesday',
      'Mondays',
      'near WQ1 2AB',
      'in Old Quay',
      'who is lonely',
      'uses a wheelchair',
      'free',
      'lunch',
      'walking',
      'this week',
      'in the evening',
      'aged 80',
      'who speaks Polish',
      'lift',
      'tomorrow',
      'x',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const first = understand(parts.join(' '), localities);
        const second = understand(first.words, localities);
        assert.equal(hasFilters(second), false, first.words);
        assert.ok(second.words.length <= first.words.length);
      }),
      { numRuns: 500 },
    );
  });
  it('can be anything at all', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => void understand(text, localities)));
  });
});
