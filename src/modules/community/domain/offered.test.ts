import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contentWith } from '../../../../test/support/community.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { ServiceContent } from './content.ts';
import { compareAnew, differingFields, saysTheSame, withTheirs } from './offered.ts';

/** Listings that often say the same in a part. */
const listing = fc
  .record({
    name: fc.constantFrom('Chess', 'Chess club', 'Yoga'),
    description: fc.constantFrom('A game', 'Another', ''),
    phone: fc.constantFrom('01632 960101', '01632 960102', undefined),
    alert: fc.constantFrom('', 'Moved'),
    minimumAge: fc.constantFrom(18, undefined),
    status: fc.constantFrom('active' as const, 'temporarily closed' as const),
    listedTo: fc.constantFrom('2027-03-01' as LocalDate, undefined),
    reopensOn: fc.constantFrom('2027-02-01' as LocalDate, undefined),
    languages: fc.constantFrom(['pl', 'bn'], ['bn', 'pl'], []),
  })
  .map((change): ServiceContent => contentWith(change));

describe('a listing that is offered anew', () => {
  it('never has a part of ours written over that we changed ourselves', () => {
    fc.assert(
      fc.property(listing, listing, listing, (before, ours, theirs) => {
        const { take, ask } = compareAnew(before, ours, theirs);
        const merged = withTheirs(ours, theirs, take);
        for (const field of differingFields(ours, merged)) assert.ok(saysTheSame(before, ours, field), field);
        // What is asked about is what both changed, each in another way.
        for (const field of ask) {
          assert.ok(!saysTheSame(before, ours, field) && !saysTheSame(before, theirs, field));
          assert.ok(!saysTheSame(ours, theirs, field));
        }
        assert.deepEqual(
          take.filter((field) => ask.includes(field)),
          [],
        );
      }),
    );
  });
  it('asks nothing and takes nothing when they have not changed it', () => {
    fc.assert(
      fc.property(listing, listing, (before, ours) => {
        assert.deepEqual(compareAnew(before, ours, before), { take: [], ask: [] });
      }),
    );
  });
  it('that is taken over whole differs no more', () => {
    fc.assert(
      fc.property(listing, listing, (ours, theirs) => {
        const merged = withTheirs(ours, theirs, differingFields(ours, theirs));
        assert.deepEqual(differingFields(merged, theirs), []);
        assert.deepEqual([merged.takesReferrals, merged.delivers], [ours.takesReferrals, ours.delivers]);
      }),
    );
  });
});
