import { addDays, compareDates, daysBetween, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { listInWords } from '../../../lib/text.ts';

/** The days of the week in the codes of calendars (RFC 5545). */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

export const monthWeeks = [1, 2, 3, 4, -1] as const;
export type MonthWeek = (typeof monthWeeks)[number];

/** When something is open: on some days of the week, between two times of the clock in London, perhaps every few weeks. */
export type Schedule = {
  days: readonly Weekday[];
  /** `HH:MM`. */
  opensAt: string | undefined;
  closesAt: string | undefined;
  /** 1 is every week. More are counted from the week of `from`. */
  everyWeeks: number;
  /** The week of the month, 1 to 4 or -1 for the last one; undefined when it is counted in weeks. */
  monthWeek?: MonthWeek | undefined;
  from: LocalDate | undefined;
  to: LocalDate | undefined;
  description: string;
};

const names: Record<Weekday, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const ordinals: Record<MonthWeek, string> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' };
/** A Monday, from which days of the week are counted. */
const aMonday = '2024-01-01' as LocalDate;

export function weekdayName(day: Weekday): string {
  return names[day];
}

/** What the copy for search calls a day of the week on which something is ever open. */
export function dayFacet(day: Weekday): string {
  return `day:${day}`;
}

/** The day of the week of a date. */
export function weekdayOf(date: LocalDate): Weekday {
  return weekdays[daysSince(date) % 7] ?? 'MO';
}

function daysSince(date: LocalDate): number {
  const days = daysBetween(aMonday, date);
  return days >= 0 ? days : (days % 7) + 7;
}

/** The Monday of the week of a date. */
export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, -weekdays.indexOf(weekdayOf(date)));
}

/** Whether it is open on a date: the day of the week, the period and the count of weeks all have to fit. */
export function isOpenOn(schedule: Schedule, date: LocalDate): boolean {
  if (!schedule.days.includes(weekdayOf(date))) return false;
  if (schedule.from !== undefined && compareDates(date, schedule.from) < 0) return false;
  if (schedule.to !== undefined && compareDates(date, schedule.to) > 0) return false;
  if (schedule.monthWeek !== undefined && !isInMonthWeek(date, schedule.monthWeek)) return false;
  if (schedule.everyWeeks <= 1 || schedule.from === undefined) return true;
  return (daysBetween(mondayOf(schedule.from), mondayOf(date)) / 7) % schedule.everyWeeks === 0;
}

/** Whether it is open in each week, whichever it is: then nobody has to look at the dates. */
export function isEveryWeek({ days, everyWeeks, monthWeek, from, to }: Schedule): boolean {
  return days.length > 0 && everyWeeks <= 1 && monthWeek === undefined && from === undefined && to === undefined;
}

/** Whether a date is the first, second, third, fourth or last of its day of the week in its month. */
function isInMonthWeek(date: LocalDate, week: MonthWeek): boolean {
  if (week === -1) return addDays(date, 7).slice(0, 7) !== date.slice(0, 7);
  return Math.ceil(Number(date.slice(8)) / 7) === week;
}

/** Whether it is ever open on a day of the week, today or later. */
export function opensOnWeekday(schedule: Schedule, day: Weekday, today: LocalDate): boolean {
  return schedule.days.includes(day) && (schedule.to === undefined || compareDates(schedule.to, today) >= 0);
}

/** The first date within eight weeks, today included, on which any of them is open. */
export function nextOpenDay(schedules: readonly Schedule[], today: LocalDate): LocalDate | undefined {
  for (let ahead = 0; ahead <= 56; ahead += 1) {
    const date = addDays(today, ahead);
    if (schedules.some((one) => isOpenOn(one, date))) return date;
  }
  return undefined;
}

/** "12pm" as people say it: "midday", "9am", "2:30pm". */
export function clockWords(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'midday';
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  return `${shown}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}${hour < 12 ? 'am' : 'pm'}`;
}

function daysInWords(days: readonly Weekday[]): string {
  const sorted = weekdays.filter((day) => days.includes(day));
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return 'No days';
  if (sorted.length === 7) return 'Every day';
  const isRun = weekdays.indexOf(last) - weekdays.indexOf(first) === sorted.length - 1;
  return isRun && sorted.length > 2
    ? `${names[first]} to ${names[last]}`
    : listInWords(sorted.map((day) => names[day]));
}

/** "Tuesday and Thursday, midday to 2pm", "Every 2 weeks on Monday, from 10am, until 3 March 2027 (term time only)". */
export function scheduleText(schedule: Schedule, today: LocalDate): string {
  const days = daysInWords(schedule.days);
  const { monthWeek } = schedule;
  const parts = [
    monthWeek !== undefined
      ? `Every ${ordinals[monthWeek]} ${days} of the month`
      : schedule.everyWeeks > 1
        ? `Every ${schedule.everyWeeks} weeks on ${days}`
        : days,
  ];
  if (schedule.opensAt !== undefined && schedule.closesAt !== undefined)
    parts.push(`${clockWords(schedule.opensAt)} to ${clockWords(schedule.closesAt)}`);
  else if (schedule.opensAt !== undefined) parts.push(`from ${clockWords(schedule.opensAt)}`);
  if (schedule.from !== undefined && compareDates(schedule.from, today) > 0)
    parts.push(`starting ${formatDate(schedule.from)}`);
  if (schedule.to !== undefined)
    parts.push(`${compareDates(schedule.to, today) < 0 ? 'ended' : 'until'} ${formatDate(schedule.to)}`);
  return `${parts.join(', ')}${schedule.description === '' ? '' : ` (${schedule.description})`}`;
}
