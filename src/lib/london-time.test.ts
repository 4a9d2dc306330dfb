import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, todayInLondon, type LocalDate } from './dates.ts';
import { londonClock, londonInstant, parseClock } from './london-time.ts';

describe('clock time in London', () => {
  it('is an hour ahead of UTC in summer and the same in winter', () => {
    const at = (date: string, hour: number, minute = 0) =>
      londonInstant(date as LocalDate, { hour, minute }).toISOString();
    assert.equal(at('2026-07-10', 14), '2026-07-10T13:00:00.000Z');
    assert.equal(at('2026-01-15', 14), '2026-01-15T14:00:00.000Z');
    // 25 October 2026 has half past one twice; 29 March 2026 has none.
    assert.equal(at('2026-10-25', 1, 30), '2026-10-25T00:30:00.000Z');
    assert.equal(at('2026-03-29', 1, 30), '2026-03-29T01:30:00.000Z');
    assert.equal(at('2026-07-10', 0, 30), '2026-07-09T23:30:00.000Z');
  });

  it('comes back as the day and time that were meant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 2, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (offset, hour, minute) => {
          const date = addDays('2024-01-01' as LocalDate, offset);
          const instant = londonInstant(date, { hour, minute });
          assert.equal(todayInLondon(instant), date);
          assert.deepEqual(parseClock(londonClock(instant)), { hour, minute });
        },
      ),
    );
  });

  it('is read as people type it, or not at all', () => {
    for (const [text, hour, minute] of [
      ['14:00', 14, 0],
      ['9.30', 9, 30],
      ['2pm', 14, 0],
      [' 2.30 PM', 14, 30],
      ['12am', 0, 0],
      ['12pm', 12, 0],
      ['10.00 a.m.', 10, 0],
      ['midday', 12, 0],
    ] as const)
      assert.deepEqual(parseClock(text), { hour, minute }, text);
    for (const text of ['', '14', '25:00', '10:60', '13pm', '0am', 'soon', '2 o’clock'])
      assert.equal(parseClock(text), undefined, text);
  });
});
