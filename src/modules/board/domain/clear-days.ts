import { addDays, compareDates, daysBetween, type LocalDate } from '../../../lib/dates.ts';
import type { Holidays } from './bank-holidays.ts';

/** How many clear days an agenda must be open before the meeting. Local Government Act 1972 s.100B(3), (4)(a). */
export const clearDaysNeeded = 5;

/** Whether the holidays of the whole span are known: a span that leaves the table has no answer. */
export function isKnown(from: LocalDate, to: LocalDate, holidays: Holidays): boolean {
  return Number(from.slice(0, 4)) >= holidays.firstYear && Number(to.slice(0, 4)) <= holidays.lastYear;
}

/** Whether a day counts: Monday to Friday, and no holiday. */
export function isWorkingDay(day: LocalDate, holidays: Holidays): boolean {
  // 1 January 2024 was a Monday.
  const weekday = (((daysBetween('2024-01-01' as LocalDate, day) % 7) + 7) % 7) + 1;
  return weekday <= 5 && !holidays.days.has(day);
}

/**
 * Clear days: working days strictly between the day of publication and the day of the meeting, never negative. Both end
 * days are left out, and weekends and bank holidays do not count (R v Swansea CC ex p Elitestone, 1993).
 * @returns undefined when the span leaves the years whose holidays are known.
 */
export function clearDays(published: LocalDate, meeting: LocalDate, holidays: Holidays): number | undefined {
  if (compareDates(published, meeting) >= 0) return 0;
  if (!isKnown(published, meeting, holidays)) return undefined;
  let count = 0;
  for (let day = addDays(published, 1); compareDates(day, meeting) < 0; day = addDays(day, 1))
    if (isWorkingDay(day, holidays)) count += 1;
  return count;
}

/**
 * The last day on which publishing leaves `needed` clear days: back over that many working days, then one day more. It
 * may be a weekend.
 * @returns undefined when it leaves the years whose holidays are known.
 */
export function latestLegal(meeting: LocalDate, needed: number, holidays: Holidays): LocalDate | undefined {
  let day = meeting;
  for (let left = needed; left > 0;) {
    day = addDays(day, -1);
    if (!isKnown(day, meeting, holidays)) return undefined;
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  const found = addDays(day, -1);
  return isKnown(found, meeting, holidays) ? found : undefined;
}

/** The last working day on or before the last legal day: the date to show people, because offices are open on it. */
export function latestWorking(meeting: LocalDate, needed: number, holidays: Holidays): LocalDate | undefined {
  let day = latestLegal(meeting, needed, holidays);
  while (day !== undefined && !isWorkingDay(day, holidays)) {
    day = addDays(day, -1);
    if (!isKnown(day, meeting, holidays)) return undefined;
  }
  return day;
}
