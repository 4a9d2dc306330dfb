import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import {
  isEveryWeek,
  isOpenOn,
  mondayOf,
  monthWeeks,
  nextOpenDay,
  opensOnWeekday,
  scheduleText,
  weekdayOf,
  weekdays,
  type Schedule,
} from './schedule.ts';

const today = '2026-11-25' as LocalDate;
const tuesdays: Schedule = {
  days: ['TU'],
  opensAt: '12:00',
  closesAt: '14:00',
  everyWeeks: 1,
  from: undefined,
  to: undefined,
  description: '',
};
const anyDate = fc.integer({ min: -3_000, max: 3_000 }).map((days) => addDays(today, days));
const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
  opensAt: fc.constantFrom(undefined, '09:00'),
  closesAt: fc.constantFrom(undefined, '17:00'),
  everyWeeks: fc.integer({ min: 1, max: 4 }),
  from: anyDate,
  to: fc.option(anyDate, { nil: undefined }),
  description: fc.constant(''),
});

describe('the day of the week', () => {
  it('is right, also long ago', () => {
    assert.equal(weekdayOf(today), 'WE');
    assert.equal(weekdayOf('2023-12-31' as LocalDate), 'SU');
    assert.equal(weekdayOf('1969-07-20' as LocalDate), 'SU');
    assert.equal(mondayOf(today), '2026-11-23');
  });
  it('comes again after seven days and not before', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 20 }), (date, days) => {
        assert.equal(weekdayOf(addDays(date, days)) === weekdayOf(date), days % 7 === 0);
      }),
    );
  });
});

describe('open on a day', () => {
  it('means that day of the week', () => {
    assert.equal(isOpenOn(tuesdays, '2026-11-24' as LocalDate), true);
    assert.equal(isOpenOn(tuesdays, today), false);
  });
  it('counts every second week from the week it began in, whichever day that was', () => {
    const second = { ...tuesdays, everyWeeks: 2, from: '2026-11-05' as LocalDate };
    const open = ['2026-11-03', '2026-11-10', '2026-11-17', '2026-11-24', '2026-12-01'].filter((date) =>
      isOpenOn(second, date as LocalDate),
    );
    assert.deepEqual(open, ['2026-11-17', '2026-12-01']);
  });
  it('counts weeks of the month, also from its end', () => {
    const open = (monthWeek: NonNullable<Schedule['monthWeek']>, ...dates: string[]) =>
      dates.filter((date) => isOpenOn({ ...tuesdays, monthWeek }, date as LocalDate));
    assert.deepEqual(open(2, '2026-11-03', '2026-11-10', '2026-12-08', '2026-12-15'), ['2026-11-10', '2026-12-08']);
    assert.deepEqual(open(-1, '2026-11-24', '2026-12-22', '2026-12-29', '2028-02-29'), [
      '2026-11-24',
      '2026-12-29',
      '2028-02-29',
    ]);
    assert.equal(
      scheduleText({ ...tuesdays, monthWeek: 2 }, today),
      'Every second Tuesday of the month, midday to 2pm',
    );
  });
  it('opens once in every month, in each week of the month', () => {
    fc.assert(
      fc.property(fc.constantFrom(...weekdays), fc.constantFrom(...monthWeeks), anyDate, (day, monthWeek, date) => {
        const first = `${date.slice(0, 7)}-01` as LocalDate;
        const month = Array.from({ length: 31 }, (_, index) => addDays(first, index)).filter((one) =>
          one.startsWith(date.slice(0, 7)),
        );
        const one = { ...tuesdays, days: [day], monthWeek };
        assert.equal(month.filter((each) => isOpenOn(one, each)).length, 1);
      }),
    );
  });
  it('begins and ends on its first and last day', () => {
    const period = { ...tuesdays, from: '2026-11-10' as LocalDate, to: '2026-11-24' as LocalDate };
    assert.deepEqual(
      ['2026-11-03', '2026-11-10', '2026-11-24', '2026-12-01'].map((date) => isOpenOn(period, date as LocalDate)),
      [false, true, true, false],
    );
  });
  it('is never outside its days and its period, and repeats at its own step', () => {
    fc.assert(
      fc.property(anySchedule, anyDate, (schedule, date) => {
        if (!isOpenOn(schedule, date)) return;
        assert.ok(schedule.days.includes(weekdayOf(date)));
        assert.ok(schedule.from !== undefined && date >= schedule.from);
        assert.ok(schedule.to === undefined || date <= schedule.to);
        assert.equal(isOpenOn({ ...schedule, to: undefined }, addDays(date, 7 * schedule.everyWeeks)), true);
        for (let week = 1; week < schedule.everyWeeks; week += 1)
          assert.equal(isOpenOn(schedule, addDays(date, 7 * week)), false);
      }),
    );
  });
  it('by the week leaves out what has ended', () => {
    assert.equal(opensOnWeekday(tuesdays, 'TU', today), true);
    assert.equal(opensOnWeekday({ ...tuesdays, to: today }, 'TU', today), true);
    assert.equal(opensOnWeekday({ ...tuesdays, to: addDays(today, -1) }, 'TU', today), false);
  });
  it('comes next on the nearest day, today included', () => {
    assert.equal(nextOpenDay([tuesdays], '2026-11-24' as LocalDate), '2026-11-24');
    assert.equal(nextOpenDay([tuesdays], today), '2026-12-01');
    assert.equal(nextOpenDay([{ ...tuesdays, to: today }], today), undefined);
  });
});

describe('times in words', () => {
  function text(change: Partial<Schedule>): string {
    return scheduleText({ ...tuesdays, ...change }, today);
  }
  it('are known to come round in each week only where they do', () => {
    fc.assert(
      fc.property(anySchedule, anyDate, (one, date) => {
        const week = Array.from({ length: 7 }, (_, ahead) => addDays(date, ahead));
        if (isEveryWeek(one)) assert.ok(week.some((each) => isOpenOn(one, each)));
      }),
    );
    assert.ok(isEveryWeek(tuesdays));
    assert.ok(!isEveryWeek({ ...tuesdays, to: today }));
  });
  it('are said as people say them', () => {
    assert.equal(text({}), 'Tuesday, midday to 2pm');
    assert.equal(
      text({ days: ['FR', 'MO', 'TU', 'WE', 'TH'], opensAt: '09:30', closesAt: '17:00' }),
      'Monday to Friday, 9:30am to 5pm',
    );
    assert.equal(text({ days: ['SA', 'TU', 'TH'] }), 'Tuesday, Thursday and Saturday, midday to 2pm');
    assert.equal(text({ days: [...weekdays], opensAt: undefined, closesAt: undefined }), 'Every day');
    assert.equal(text({ closesAt: undefined, opensAt: '19:00' }), 'Tuesday, from 7pm');
  });
  it('say how often, when it starts and when it stops', () => {
    assert.equal(
      text({ everyWeeks: 2, from: '2026-12-01' as LocalDate, description: 'not in August' }),
      'Every 2 weeks on Tuesday, midday to 2pm, starting 1 December 2026 (not in August)',
    );
    assert.equal(text({ to: '2027-03-02' as LocalDate }), 'Tuesday, midday to 2pm, until 2 March 2027');
    assert.equal(text({ to: '2026-03-03' as LocalDate }), 'Tuesday, midday to 2pm, ended 3 March 2026');
  });
});
