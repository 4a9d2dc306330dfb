import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, daysBetween, type LocalDate } from '../../../lib/dates.ts';
import { answerDue, besideItem, categoryOfKind, correctionKinds, dueStanding } from './correction.ts';

const day = (text: string): LocalDate => text as LocalDate;
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(day('2000-01-01'), days));

describe('an answer about what is not right', () => {
  it('is due on the same day of the next month, or on its last', () => {
    assert.equal(answerDue(day('2026-03-02')), '2026-04-02');
    assert.equal(answerDue(day('2026-01-31')), '2026-02-28');
    assert.equal(answerDue(day('2026-12-15')), '2027-01-15');
  });
  it('is due after 28 to 31 days, whenever it was asked', () => {
    fc.assert(
      fc.property(anyDay, (asked) => {
        const days = daysBetween(asked, answerDue(asked));
        assert.ok(days >= 28 && days <= 31, String(days));
      }),
    );
  });
  it('says how long is left, and when it is late', () => {
    assert.deepEqual(dueStanding(day('2026-04-02'), day('2026-03-02')), { text: 'Due in 31 days', tone: 'waiting' });
    assert.deepEqual(dueStanding(day('2026-04-02'), day('2026-03-26')), { text: 'Due in 7 days', tone: 'late' });
    assert.equal(dueStanding(day('2026-04-02'), day('2026-04-01')).text, 'Due tomorrow');
    assert.equal(dueStanding(day('2026-04-02'), day('2026-04-02')).text, 'Due today');
    assert.equal(dueStanding(day('2026-04-02'), day('2026-04-03')).text, 'Was due yesterday');
    assert.equal(dueStanding(day('2026-04-02'), day('2026-04-05')).text, 'Was due 3 days ago');
  });
});

describe('the word beside an item', () => {
  it('stands there until it is settled, and after a no only where the person asked for it', () => {
    assert.equal(besideItem({ status: 'open', keepsBeside: false }, 'Ruth'), 'Ruth says this is not right');
    assert.equal(besideItem({ status: 'open', keepsBeside: false }, undefined), 'You say this is not right');
    assert.equal(besideItem({ status: 'declined', keepsBeside: true }, 'Ruth'), 'Ruth sees it differently');
    assert.equal(besideItem({ status: 'declined', keepsBeside: false }, 'Ruth'), undefined);
    for (const status of ['corrected', 'withdrawn'] as const)
      assert.equal(besideItem({ status, keepsBeside: true }, 'Ruth'), undefined);
  });
  it('is never about what is kept apart for safety', () => {
    for (const kind of correctionKinds) assert.notEqual(categoryOfKind(kind), 'safeguarding');
  });
});
