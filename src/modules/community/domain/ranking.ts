import { addDays, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { freshnessOf } from './freshness.ts';
import { isEveryWeek, isOpenOn, opensOnWeekday, weekdayOf, type Schedule, type Weekday } from './schedule.ts';
import type { Moment } from './sentence.ts';

/** What makes one service a better answer than another, beside its words. */
export type Facts = {
  checkedOn: LocalDate | undefined;
  schedules: readonly Schedule[];
  /** A code of capacity, and how long the report holds. */
  canTake: string | undefined;
  canTakeUntil: Date | undefined;
};

/** Evenings begin at this time. */
const evening = '18:00';

/** The days of the week of which one has to be among those of a service that fits; none when any may be. */
export function daysAsked(day: Weekday | Moment | undefined, today: LocalDate): Weekday[] {
  switch (day) {
    case undefined:
    case 'week':
      return [];
    case 'now':
    case 'today':
      return [weekdayOf(today)];
    case 'tomorrow':
      return [weekdayOf(addDays(today, 1))];
    case 'weekend':
      return ['SA', 'SU'];
    default:
      return [day];
  }
}

/** Whether any of the times fits what was asked: a day of the week, or a time counted from today. */
export function openAt(
  schedules: readonly Schedule[],
  asked: { day: Weekday | Moment | undefined; today: LocalDate; clock: string; isEvening: boolean },
): boolean {
  return schedules.some((one) => isInEvening(one, asked.isEvening) && opensAt(one, asked));
}

function isInEvening(schedule: Schedule, isEvening: boolean): boolean {
  if (!isEvening) return true;
  // Without a time nobody knows; what closes in the evening or begins in it, fits.
  if (schedule.opensAt !== undefined && schedule.opensAt >= evening) return true;
  return schedule.closesAt !== undefined && schedule.closesAt > evening;
}

function opensAt(
  schedule: Schedule,
  { day, today, clock }: { day: Weekday | Moment | undefined; today: LocalDate; clock: string },
): boolean {
  switch (day) {
    case undefined:
      return true;
    case 'now':
      return (
        isOpenOn(schedule, today) && (schedule.opensAt ?? '00:00') <= clock && clock < (schedule.closesAt ?? '24:00')
      );
    case 'today':
      return isOpenOn(schedule, today);
    case 'tomorrow':
      return isOpenOn(schedule, addDays(today, 1));
    case 'week':
      return comingDays(today).some((date) => isOpenOn(schedule, date));
    case 'weekend':
      return comingDays(today).some((date) => ['SA', 'SU'].includes(weekdayOf(date)) && isOpenOn(schedule, date));
    default:
      return opensOnWeekday(schedule, day, today);
  }
}

/** Today and the six days after it. */
export function comingDays(today: LocalDate): LocalDate[] {
  return Array.from({ length: 7 }, (_, ahead) => addDays(today, ahead));
}

/**
 * How well a service fits, for putting the best first: its words weigh most, then how lately it was checked, whether it
 * opens within the `week` of these days (when no day was asked for), and whether it can take somebody. Only the order means
 * something.
 */
export function fitOf(
  match: number,
  facts: Facts | undefined,
  asked: { today: LocalDate; day: Weekday | Moment | undefined },
  week: readonly LocalDate[],
): number {
  if (facts === undefined) return match;
  const { today, day } = asked;
  const { schedules, canTake, canTakeUntil } = facts;
  const fresh = { fresh: 1, stale: 0.85, forgotten: 0.5 }[freshnessOf(facts.checkedOn, today)];
  // Nobody said when it is open: that is no fault of it.
  const isUnknown = day !== undefined || schedules.length === 0;
  const isSoon = isUnknown || schedules.some((one) => isEveryWeek(one) || week.some((date) => isOpenOn(one, date)));
  const isReported = canTakeUntil !== undefined && todayInLondon(canTakeUntil) > today;
  const isFull = isReported && (canTake === 'waitlist' || canTake === 'no-capacity');
  return (0.01 + match) * fresh * (isSoon ? 1 : 0.95) * (isFull ? 0.9 : 1);
}
