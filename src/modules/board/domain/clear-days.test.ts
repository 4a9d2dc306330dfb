import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../../test/support/shared-data.ts';
import { addDays, compareDates, type LocalDate } from '../../../lib/dates.ts';
import { bankHolidays } from './bank-holidays.ts';
import { clearDays, isWorkingDay, latestLegal, latestWorking } from './clear-days.ts';

function day(text: string): LocalDate {
  return text as LocalDate;
}

describe('clear days', () => {
  it('are counted as the worked examples say', () => {
    const examples = [
      ['2026-03-12', '2026-03-04', '2026-03-04'],
      ['2026-03-16', '2026-03-08', '2026-03-06'],
      ['2026-04-08', '2026-03-29', '2026-03-27'],
      ['2026-04-13', '2026-04-01', '2026-04-01'],
      ['2026-05-08', '2026-04-29', '2026-04-29'],
      ['2026-06-02', '2026-05-25', '2026-05-22'],
      ['2026-09-03', '2026-08-25', '2026-08-25'],
      ['2027-01-05', '2026-12-23', '2026-12-23'],
    ] as const;
    for (const [meeting, legal, shown] of examples) {
      assert.equal(latestLegal(day(meeting), 5, bankHolidays), legal, meeting);
      assert.equal(latestWorking(day(meeting), 5, bankHolidays), shown, meeting);
    }
    for (const [published, count] of [
      ['2026-03-05', 4],
      ['2026-03-04', 5],
      ['2026-03-07', 3],
      ['2026-03-09', 2],
      ['2026-03-12', 0],
      ['2026-03-20', 0],
    ] as const)
      assert.equal(clearDays(day(published), day('2026-03-12'), bankHolidays), count, published);
  });

  it('are unknown where the holidays are unknown, not "no holidays"', () => {
    assert.equal(latestLegal(day('2028-01-04'), 5, bankHolidays), undefined);
    assert.equal(clearDays(day('2027-12-20'), day('2028-01-04'), bankHolidays), undefined);
    assert.equal(latestLegal(day('2024-01-03'), 5, bankHolidays), undefined);
  });

  it('leave exactly the last legal day, for every meeting and any number of days', () => {
    const first = day('2024-02-01');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_425 }), fc.constantFrom(1, 3, 5, 7, 10), (offset, needed) => {
        const meeting = addDays(first, offset);
        const legal = latestLegal(meeting, needed, bankHolidays);
        const working = latestWorking(meeting, needed, bankHolidays);
        assert.ok(legal !== undefined && working !== undefined);
        assert.ok((clearDays(legal, meeting, bankHolidays) ?? 0) >= needed);
        assert.ok((clearDays(addDays(legal, 1), meeting, bankHolidays) ?? 0) < needed);
        assert.ok(compareDates(working, legal) <= 0);
        assert.ok(isWorkingDay(working, bankHolidays));
        // Between the two lie no working days, so that publishing on the shown day is as good.
        assert.equal(clearDays(working, meeting, bankHolidays), needed);
      }),
    );
  });

  it('never come later when a holiday is added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 20 }), (offset, back) => {
        const meeting = addDays(day('2024-06-01'), offset);
        const more = { ...bankHolidays, days: new Set([...bankHolidays.days, addDays(meeting, -back)]) };
        const before = latestLegal(meeting, 5, bankHolidays);
        const after = latestLegal(meeting, 5, more);
        assert.ok(before !== undefined && after !== undefined && compareDates(after, before) <= 0);
      }),
    );
  });
});

const shared = sharedData('board/bank-holidays.json');

describe('the bank holidays', () => {
  it('are those of the reference list', { skip: shared.absent }, () => {
    const list = shared.json() as { 'england-and-wales': { events: { date: string }[] } };
    assert.deepEqual(
      [...bankHolidays.days],
      list['england-and-wales'].events.map((event) => event.date),
    );
  });
});
