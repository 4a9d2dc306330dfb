import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  compareDates,
  daysBetween,
  financialYearLabel,
  financialYearStart,
  formatDate,
  formatInstant,
  formatTime,
  formatMonth,
  isLocalDate,
  localDate,
  parseDateFields,
  parseLocalDate,
  todayInLondon,
  type LocalDate,
} from './dates.ts';

function date(text: string): LocalDate {
  const result = parseLocalDate(text);
  assert.ok(result.ok, text);
  return result.value;
}
function someDate() {
  return fc
    .date({ min: new Date('1900-01-01'), max: new Date('2200-12-31'), noInvalidDate: true })
    .map((value) => date(value.toISOString().slice(0, 10)));
}

describe('a local date', () => {
  it('is read only when there is such a day', () => {
    assert.equal(date('2024-02-29'), '2024-02-29');
    for (const wrong of [
      '2023-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '26-04-01',
      '2026-4-1',
      '0000-01-01',
    ]) {
      assert.equal(isLocalDate(wrong), false, wrong);
    }
    assert.equal(localDate(1900, 2, 29), null);
    assert.equal(localDate(2000, 2, 29), '2000-02-29');
  });

  it('is printed in words', () => {
    assert.equal(formatDate(date('2026-03-03')), '3 March 2026');
    assert.equal(formatMonth(date('2026-12-31')), 'December 2026');
  });

  it('moves by days exactly as the calendar of the machine does', () => {
    fc.assert(
      fc.property(someDate(), fc.integer({ min: -40000, max: 40000 }), (from, days) => {
        const expected = new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
        assert.equal(addDays(from, days), expected);
        assert.equal(daysBetween(from, addDays(from, days)), days);
        assert.equal(Math.sign(compareDates(from, addDays(from, days))), -Math.sign(days) + 0);
      }),
    );
  });

  it('moves by months and stays in the month', () => {
    assert.equal(addMonths(date('2026-01-31'), 1), '2026-02-28');
    assert.equal(addMonths(date('2024-01-31'), 1), '2024-02-29');
    assert.equal(addMonths(date('2026-03-15'), -15), '2024-12-15');
    assert.equal(addMonths(date('2026-11-30'), 14), '2028-01-30');
  });

  it('knows today in London on both sides of midnight and of summer time', () => {
    assert.equal(todayInLondon(new Date('2026-07-01T23:30:00Z')), '2026-07-02');
    assert.equal(todayInLondon(new Date('2026-01-01T23:30:00Z')), '2026-01-01');
    assert.equal(formatInstant(new Date('2026-07-01T13:05:00Z')), '1 July 2026 at 2:05pm');
    assert.equal(formatInstant(new Date('2026-01-01T00:00:00Z')), '1 January 2026 at midnight');
    assert.equal(formatInstant(new Date('2026-01-01T12:00:00Z')), '1 January 2026 at midday');
    assert.equal(formatInstant(new Date('2026-01-01T09:00:00Z')), '1 January 2026 at 9am');
    assert.equal(formatTime(new Date('2026-07-01T15:00:00Z')), '4pm');
  });

  it('belongs to the financial year that began on 1 April', () => {
    assert.equal(financialYearStart(date('2026-03-31')), 2025);
    assert.equal(financialYearStart(date('2026-04-01')), 2026);
    assert.equal(financialYearLabel(2026), '2026/27');
    assert.equal(financialYearLabel(1999), '1999/00');
  });
});

describe('the three boxes of a date', () => {
  it('accept a number or a name for the month', () => {
    assert.deepEqual(parseDateFields({ day: ' 3', month: '3', year: '2026' }, 'Review date'), {
      ok: true,
      value: '2026-03-03',
    });
    assert.deepEqual(parseDateFields({ day: '3', month: 'Sept', year: '2026' }, 'Review date'), {
      ok: true,
      value: '2026-09-03',
    });
  });

  it('say which box to mend', () => {
    const cases: [string, string, string, string[], string][] = [
      ['', '', '', ['day', 'month', 'year'], 'Enter the review date'],
      ['3', '', '2026', ['month'], 'Review date must include a month'],
      ['', '', '2026', ['day', 'month'], 'Review date must include a day and month'],
      ['3', '13', '2026', ['month'], 'Review date: the month must be a number from 1 to 12, or its name'],
      ['3', '3', '26', ['year'], 'Review date: the year must have 4 numbers, like 2026'],
      ['31', '4', '2026', ['day'], 'Review date must be a real date: check the day'],
      ['x', '4', '2026', ['day'], 'Review date must be a real date: check the day'],
    ];
    for (const [day, month, year, fields, sentence] of cases) {
      assert.deepEqual(parseDateFields({ day, month, year }, 'Review date'), {
        ok: false,
        error: { fields, sentence },
      });
    }
  });
});
