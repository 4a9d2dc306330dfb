import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, compareDates, type LocalDate } from '../../../lib/dates.ts';
import { isPastRetention, keptUntil } from './retention.ts';

const day = (text: string): LocalDate => text as LocalDate;
const anyDay = fc.integer({ min: 0, max: 25_000 }).map((days) => addDays(day('1950-01-01'), days));

describe('a record', () => {
  it('of an adult is kept until eight years after the last contact', () => {
    const adult = { bornOn: day('1960-05-03'), lastContact: day('2018-03-02') };
    assert.deepEqual(keptUntil(adult), { rule: 'adult', until: '2026-03-02' });
    assert.equal(isPastRetention(adult, day('2026-03-01')), false);
    assert.equal(isPastRetention(adult, day('2026-03-02')), true);
    assert.equal(keptUntil({ bornOn: undefined, lastContact: day('2018-02-28') }).until, '2026-02-28');
  });
  it('of a child is kept until 25, of somebody who was 17 until 26', () => {
    assert.deepEqual(keptUntil({ bornOn: day('2010-06-01'), lastContact: day('2020-01-01') }), {
      rule: 'child',
      until: '2035-06-01',
    });
    assert.equal(keptUntil({ bornOn: day('2010-06-01'), lastContact: day('2027-05-31') }).until, '2035-06-01');
    assert.equal(keptUntil({ bornOn: day('2010-06-01'), lastContact: day('2027-06-01') }).until, '2036-06-01');
    assert.deepEqual(keptUntil({ bornOn: day('2010-06-01'), lastContact: day('2028-06-01') }), {
      rule: 'adult',
      until: '2036-06-01',
    });
  });
  it('is kept at least eight years after the last contact, and a later contact never shortens it', () => {
    fc.assert(
      fc.property(fc.option(anyDay, { nil: undefined }), anyDay, fc.nat(4_000), (bornOn, contact, more) => {
        const first = keptUntil({ bornOn, lastContact: contact });
        assert.ok(compareDates(first.until, addMonths(contact, 96)) >= 0);
        const later = keptUntil({ bornOn, lastContact: addDays(contact, more) });
        assert.ok(compareDates(later.until, first.until) >= 0, `${first.until} ${later.until}`);
      }),
    );
  });
});
