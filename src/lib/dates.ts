import type { Brand } from './brand.ts';
import { londonWall } from './london-clock.ts';
import { fail, ok, type Result } from './result.ts';

/** A day in the calendar, as `YYYY-MM-DD`, without a time or a zone. Years 0001 to 9999. */
export type LocalDate = Brand<string, 'LocalDate'>;

type Parts = { year: number; month: number; day: number };

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The date of these numbers, or null when there is no such day. */
export function localDate(year: number, month: number, day: number): LocalDate | null {
  const isWhole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
  if (!isWhole || year < 1 || year > 9999 || month < 1 || month > 12) return null;
  if (day < 1 || day > daysInMonth(year, month)) return null;
  return write({ year, month, day });
}

/** Reads `YYYY-MM-DD`. The error is a sentence for the person who wrote it. */
export function parseLocalDate(text: string): Result<LocalDate, string> {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const date = match === null ? null : localDate(Number(match[1]), Number(match[2]), Number(match[3]));
  return date === null ? fail(`“${text}” must be a real date written as year-month-day, like 2026-03-27`) : ok(date);
}

/** Whether `text` is a real date written as `YYYY-MM-DD`. */
export function isLocalDate(text: string): text is LocalDate {
  return parseLocalDate(text).ok;
}

/** "3 March 2026". */
export function formatDate(date: LocalDate): string {
  const { year, month, day } = parts(date);
  return `${day} ${monthNames[month - 1]} ${year}`;
}

/** "March 2026". */
export function formatMonth(date: LocalDate): string {
  const { year, month } = parts(date);
  return `${monthNames[month - 1]} ${year}`;
}

/** The date `days` later, or earlier when negative. Throws RangeError outside the years 1 to 9999. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(parts(date)) + days);
}

/** The same day `months` later; the last day of the month where there is no such day (31 January + 1 = 28 February). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const from = parts(date);
  const count = from.year * 12 + (from.month - 1) + months;
  const year = Math.floor(count / 12);
  const month = (((count % 12) + 12) % 12) + 1;
  return write({ year, month, day: Math.min(from.day, daysInMonth(year, month)) });
}

/** Negative when `a` is before `b`, positive when after, 0 on the same day: for sorting. */
export function compareDates(a: LocalDate, b: LocalDate): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(parts(to)) - dayNumber(parts(from));
}

/** The date on the wall calendar in Europe/London at the instant `now`. */
export function todayInLondon(now: Date): LocalDate {
  const wall = londonWall(now);
  return write({ year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() });
}

/** "3 March 2026 at 2:05pm", the way clocks in Europe/London show the instant; "midday" and "midnight" at 12:00. */
export function formatInstant(instant: Date): string {
  return `${formatDate(todayInLondon(instant))} at ${formatTime(instant)}`;
}

/** "2:05pm", the way clocks in Europe/London show the instant; "midday" and "midnight" at 12:00. */
export function formatTime(instant: Date): string {
  const wall = londonWall(instant);
  return clockWords(wall.getUTCHours(), String(wall.getUTCMinutes()).padStart(2, '0'));
}

function clockWords(hour: number, minute: string): string {
  if (minute === '00' && hour === 0) return 'midnight';
  if (minute === '00' && hour === 12) return 'midday';
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  const half = hour < 12 ? 'am' : 'pm';
  return minute === '00' ? `${shown}${half}` : `${shown}:${minute}${half}`;
}

/** The calendar year in which the financial year of `date` began on 1 April. */
export function financialYearStart(date: LocalDate): number {
  const { year, month } = parts(date);
  return month >= 4 ? year : year - 1;
}

/** "2026/27" for the financial year that begins on 1 April 2026. */
export function financialYearLabel(startYear: number): string {
  return `${startYear}/${String((startYear + 1) % 100).padStart(2, '0')}`;
}

export type DateFieldName = 'day' | 'month' | 'year';
export type DateFieldsProblem = { fields: DateFieldName[]; sentence: string };

/**
 * Reads the three boxes of a date question. `name` begins the sentence: "Date of review".
 * A month may be typed as a number or a name. The problem names the boxes to mark.
 * Source: NHS design system, date input, error messages.
 */
export function parseDateFields(
  typed: { day: string; month: string; year: string },
  name: string,
): Result<LocalDate, DateFieldsProblem> {
  const day = typed.day.trim();
  const month = typed.month.trim();
  const year = typed.year.trim();
  const boxes: [DateFieldName, string][] = [
    ['day', day],
    ['month', month],
    ['year', year],
  ];
  const empty = boxes.filter(([, value]) => value === '').map(([field]) => field);
  if (empty.length === 3)
    return fail({ fields: empty, sentence: `Enter ${/^the /i.test(name) ? '' : 'the '}${lowerFirst(name)}` });
  if (empty.length > 0) {
    return fail({ fields: empty, sentence: `${name} must include a ${empty.join(' and ')}` });
  }
  if (!/^\d{4}$/.test(year))
    return fail({ fields: ['year'], sentence: `${name}: the year must have 4 numbers, like 2026` });
  const monthNumber = readMonth(month);
  if (monthNumber === null) {
    return fail({ fields: ['month'], sentence: `${name}: the month must be a number from 1 to 12, or its name` });
  }
  const date = /^\d{1,2}$/.test(day) ? localDate(Number(year), monthNumber, Number(day)) : null;
  if (date !== null) return ok(date);
  return fail({ fields: ['day'], sentence: `${name} must be a real date: check the day` });
}

function readMonth(typed: string): number | null {
  if (/^\d{1,2}$/.test(typed)) {
    const value = Number(typed);
    return value >= 1 && value <= 12 ? value : null;
  }
  const word = typed.toLowerCase();
  if (word.length < 3) return null;
  const index = monthNames.findIndex((monthName) => monthName.toLowerCase().startsWith(word));
  return index === -1 ? null : index + 1;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function parts(date: LocalDate): Parts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

function write({ year, month, day }: Parts): LocalDate {
  if (year < 1 || year > 9999) throw new RangeError(`The year ${year} is outside 1 to 9999`);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LocalDate;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days since 1 January of year 1, by counting whole years, months and days of the Gregorian calendar. */
function dayNumber({ year, month, day }: Parts): number {
  let days = daysBeforeYear(year) + day - 1;
  for (let earlier = 1; earlier < month; earlier += 1) days += daysInMonth(year, earlier);
  return days;
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

function fromDayNumber(days: number): LocalDate {
  let year = Math.floor(days / 365.2425) + 1;
  while (daysBeforeYear(year + 1) <= days) year += 1;
  while (daysBeforeYear(year) > days) year -= 1;
  let left = days - daysBeforeYear(year);
  let month = 1;
  while (left >= daysInMonth(year, month)) {
    left -= daysInMonth(year, month);
    month += 1;
  }
  return write({ year, month, day: left + 1 });
}
