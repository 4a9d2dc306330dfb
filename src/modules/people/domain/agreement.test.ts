import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LocalDate } from '../../../lib/dates.ts';
import { agreementStanding } from './agreement.ts';

describe('an agreement', () => {
  const now = new Date('2026-03-02T09:00:00Z');
  const today = '2026-03-02' as LocalDate;
  const standing = (reviewOn: string, until?: Date): string =>
    agreementStanding({ until, reviewOn: reviewOn as LocalDate }, now, today);
  it('still holds after its review was due, and says so', () => {
    assert.equal(standing('2026-03-02'), 'in-force');
    assert.equal(standing('2026-03-01'), 'review-overdue');
  });
  it('is void from its end on', () => {
    assert.equal(standing('2027-01-01', now), 'ended');
    assert.equal(standing('2027-01-01', new Date(now.getTime() + 1)), 'in-force');
  });
});
