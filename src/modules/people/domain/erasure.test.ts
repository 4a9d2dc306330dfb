import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { erasureOutcomes, graceDays, settledErasure } from './erasure.ts';

const today = '2026-03-02' as LocalDate;

describe('a decision about erasing', () => {
  it('that says yes has a day a week ahead, so that it can be taken back', () => {
    const settled = settledErasure({ outcome: 'granted', reason: '' }, today);
    assert.ok(settled.ok);
    assert.equal(settled.value.eraseOn, '2026-03-09');
  });
  it('that keeps something has a reason and a day on which it is looked at again', () => {
    const reviewOn = '2027-03-02' as LocalDate;
    for (const outcome of ['later', 'refused'] as const) {
      assert.deepEqual(settledErasure({ outcome, reason: '', reviewOn }, today), {
        ok: false,
        error: 'erasure/reason-needed',
      });
      for (const bad of [undefined, today, addDays(today, -1)])
        assert.deepEqual(settledErasure({ outcome, reason: 'It must be kept', reviewOn: bad }, today), {
          ok: false,
          error: 'erasure/review-needed',
        });
      assert.equal(settledErasure({ outcome, reason: 'It must be kept', reviewOn }, today).ok, true);
      assert.deepEqual(
        settledErasure({ outcome, reason: 'It must be kept', reviewOn: '2036-03-03' as LocalDate }, today),
        { ok: false, error: 'erasure/review-too-late' },
      );
    }
  });
  it('never both erases and keeps, and never does neither', () => {
    const days = fc.integer({ min: -400, max: 5_000 }).map((count) => addDays(today, count));
    fc.assert(
      fc.property(
        fc.constantFrom(...erasureOutcomes),
        fc.string({ maxLength: 20 }),
        fc.option(days, { nil: undefined }),
        (outcome, reason, reviewOn) => {
          const settled = settledErasure(
            outcome === 'granted' ? { outcome, reason } : { outcome, reason, reviewOn },
            today,
          );
          if (!settled.ok) return;
          const { value } = settled;
          assert.equal(value.eraseOn !== undefined, value.outcome === 'granted');
          assert.equal(value.reviewOn !== undefined, value.outcome !== 'granted');
          if (value.eraseOn !== undefined) assert.equal(value.eraseOn, addDays(today, graceDays));
          if (value.outcome !== 'granted') assert.notEqual(value.reason, '');
        },
      ),
    );
  });
});
