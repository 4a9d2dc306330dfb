import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { listingStanding } from './listing.ts';

const today = '2026-11-25' as LocalDate;

describe('how a listing stands', () => {
  it('says first that it is closed, then that nobody has looked at it', () => {
    const text = (status: 'active' | 'temporarily closed' | 'defunct', days: number) =>
      listingStanding({ status, checkedOn: addDays(today, -days) }, today).text;
    assert.equal(text('active', 90), 'Open');
    assert.equal(text('active', 91), 'Not checked for 91 days');
    assert.equal(text('temporarily closed', 400), 'Closed for now');
    assert.equal(text('defunct', 1), 'Ended for good');
  });
});
