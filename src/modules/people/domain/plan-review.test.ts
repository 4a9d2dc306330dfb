import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { decideReview, reviewStanding, type Review } from './plan-review.ts';

const today = '2026-03-02' as LocalDate;
const review: Review = {
  heldOn: today,
  how: 'in-person',
  agreedWith: 'person',
  agreedNote: '',
  words: 'That is how I want it',
  changed: '',
  stops: '',
  nextOn: '2026-06-02' as LocalDate,
  unknown: undefined,
};
const known = { supports: 1, today };

function refusalOf(change: Partial<Review>, supports = 1): string | undefined {
  const decided = decideReview({ ...review, ...change }, { supports, today });
  return decided.ok ? undefined : decided.error;
}

describe('agreeing a plan', () => {
  it('is done with the person, by today, and says when it is looked at again', () => {
    assert.equal(decideReview(review, known).ok, true);
    assert.equal(refusalOf({ heldOn: '2026-03-03' as LocalDate }), 'review/in-future');
    assert.equal(refusalOf({ nextOn: today }), 'review/next-too-early');
    assert.equal(refusalOf({ nextOn: addDays(today, 366) }), undefined);
    assert.equal(refusalOf({ nextOn: addDays(today, 367) }), 'review/next-too-late');
  });
  it('with somebody else, or with nobody, says with whom or why', () => {
    for (const agreedWith of ['representative', 'nobody'] as const) {
      assert.equal(refusalOf({ agreedWith }), 'review/note-needed');
      assert.equal(refusalOf({ agreedWith, agreedNote: 'Her brother, who holds power of attorney' }), undefined);
    }
  });
  it('without a strength or a circle says who will ask within fourteen days', () => {
    assert.equal(refusalOf({}, 0), 'review/unknown-needed');
    assert.equal(refusalOf({ unknown: { who: '', by: today } }, 0), 'review/unknown-needed');
    assert.equal(refusalOf({ unknown: { who: 'Amara', by: addDays(today, 14) } }, 0), undefined);
    assert.equal(refusalOf({ unknown: { who: 'Amara', by: addDays(today, 15) } }, 0), 'review/unknown-too-late');
    assert.equal(refusalOf({ unknown: { who: 'Amara', by: addDays(today, -1) } }, 0), 'review/unknown-too-late');
  });
  it('never stands on “not yet known” once something is known', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -20, max: 20 }), (supports, days) => {
        const unknown = { who: 'Amara', by: addDays(today, days) };
        const decided = decideReview({ ...review, unknown }, { supports, today });
        if (decided.ok) assert.equal(decided.value.unknown !== undefined, supports === 0);
      }),
    );
  });
  it('is late the day after it was to be looked at again', () => {
    assert.equal(reviewStanding(today, today).tone, 'plain');
    assert.equal(reviewStanding(today, addDays(today, 1)).tone, 'late');
  });
});
