import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LocalDate } from '../../../lib/dates.ts';
import { afterWorkingDays, ageOn, reviewDue } from './emergency.ts';

const day = (text: string): LocalDate => text as LocalDate;

describe('the review of an emergency', () => {
  it('is due after five working days, weekends not counted', () => {
    assert.equal(afterWorkingDays(day('2026-03-02'), 5), '2026-03-09');
    assert.equal(afterWorkingDays(day('2026-03-07'), 5), '2026-03-13');
    assert.equal(afterWorkingDays(day('2026-03-06'), 1), '2026-03-09');
  });
  it('is late on the day after', () => {
    assert.deepEqual(reviewDue(day('2026-03-02'), day('2026-03-09')), { by: '2026-03-09', isLate: false });
    assert.equal(reviewDue(day('2026-03-02'), day('2026-03-10')).isLate, true);
  });
});

describe('an age', () => {
  it('is counted in whole years, and grows on the birthday', () => {
    assert.equal(ageOn(day('2010-03-02'), day('2026-03-01')), 15);
    assert.equal(ageOn(day('2010-03-02'), day('2026-03-02')), 16);
    assert.equal(ageOn(day('2008-02-29'), day('2026-02-28')), 17);
    assert.equal(ageOn(day('2008-02-29'), day('2026-03-01')), 18);
  });
});
