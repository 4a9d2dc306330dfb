import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contentWith } from '../../../../test/support/community.ts';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { reasonsFor, wishedWords } from './suggestion.ts';

const today = '2026-03-02' as LocalDate; // a Monday
const now = new Date('2026-03-02T09:00:00Z');

describe('why a service is suggested', () => {
  const plain = { content: contentWith(), checkedOn: addDays(today, -3), capacity: undefined, metres: 1_200 };
  it('is said in words: what it speaks of, how far it is, when it opens, how lately it was checked', () => {
    assert.deepEqual(reasonsFor('I want to eat lunch with some company again', plain, today, now), [
      'It speaks of “lunch” and “company”',
      '0.7 miles away',
      'Open on Tuesday',
      'Step-free',
      'Checked 3 days ago',
    ]);
  });
  it('is never what nobody knows', () => {
    const content = contentWith({ schedules: [], venue: undefined });
    assert.deepEqual(
      reasonsFor('Bowls', { content, checkedOn: undefined, capacity: undefined, metres: undefined }, today, now),
      [],
    );
  });
  it('rests on the words of the wish that say something', () => {
    assert.deepEqual(wishedWords('I would like to get out more, and walk the dog with somebody'), ['walk']);
  });
});
