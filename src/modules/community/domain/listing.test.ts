import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { serviceStatuses, type ListingDays } from './content.ts';
import { isCurrentListing, isOpen, listingStanding, stateOn, stateWords, statusOn, turnedOn } from './listing.ts';

const today = '2026-11-25' as LocalDate;
const always: ListingDays = { status: 'active', listedFrom: undefined, listedTo: undefined, reopensOn: undefined };
const nearby = fc.option(
  fc.integer({ min: -3, max: 3 }).map((days) => addDays(today, days)),
  { nil: undefined },
);
const anyListing = fc.record({
  status: fc.constantFrom(...serviceStatuses),
  listedFrom: nearby,
  listedTo: nearby,
  reopensOn: nearby,
});

describe('how a listing stands', () => {
  it('says first that it is closed, then that nobody has looked at it', () => {
    const text = (status: 'active' | 'temporarily closed' | 'defunct', days: number) =>
      listingStanding({ content: { ...always, status }, checkedOn: addDays(today, -days) }, today).text;
    assert.equal(text('active', 90), 'Open');
    assert.equal(text('active', 91), 'Not checked for 91 days');
    assert.equal(text('temporarily closed', 400), 'Closed for now');
    assert.equal(text('defunct', 1), 'Ended for good');
  });

  it('counts the first and the last day in', () => {
    const listing = { ...always, listedFrom: addDays(today, -1), listedTo: addDays(today, 1) };
    assert.deepEqual(
      [-2, -1, 0, 1, 2].map((days) => stateOn(listing, addDays(today, days))),
      ['scheduled', 'active', 'active', 'active', 'expired'],
    );
    assert.equal(stateWords(listing, addDays(today, -2)), 'Begins on 24 November 2026');
    assert.equal(stateWords(listing, addDays(today, 2)), 'Ended on 26 November 2026');
  });

  it('is open again by itself on the day that was said', () => {
    const listing: ListingDays = { ...always, status: 'temporarily closed', reopensOn: today };
    assert.equal(stateWords(listing, addDays(today, -1)), 'Closed for now, opens again on 25 November 2026');
    assert.equal(stateOn(listing, today), 'active');
    assert.equal(stateOn({ ...listing, reopensOn: undefined }, today), 'temporarily closed');
  });

  it('tells other systems only of what they know, and of an end once it is one', () => {
    const states = (['scheduled', 'expired', 'closed', 'ended'] as const).map((kind) =>
      statusOn(
        {
          scheduled: { ...always, listedFrom: addDays(today, 1) },
          expired: { ...always, listedTo: addDays(today, -1) },
          closed: { ...always, status: 'temporarily closed' as const },
          ended: { ...always, status: 'defunct' as const, listedFrom: addDays(today, 1) },
        }[kind],
        today,
      ),
    );
    assert.deepEqual(states, ['inactive', 'inactive', 'temporarily closed', 'defunct']);
  });

  it('never opens what is over, and what is open is current', () => {
    fc.assert(
      fc.property(anyListing, (listing) => {
        if (isOpen(listing, today)) assert.ok(isCurrentListing(listing, today));
        if (listing.listedTo !== undefined && listing.listedTo < today)
          assert.ok(!isCurrentListing(listing, today) && statusOn(listing, today) !== 'active');
        if (listing.status === 'defunct' || listing.status === 'inactive') assert.ok(!isOpen(listing, today));
      }),
    );
  });

  it('says that it turned on the very day on which its status for other systems changes', () => {
    fc.assert(
      fc.property(anyListing, (listing) => {
        const before = statusOn(listing, addDays(today, -1));
        if (statusOn(listing, today) !== before) assert.equal(turnedOn(listing, today), today);
      }),
    );
  });
});
