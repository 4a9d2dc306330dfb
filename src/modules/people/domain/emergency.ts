import { addDays, compareDates, localDate, type LocalDate } from '../../../lib/dates.ts';

/** Why a record may be opened although nobody allowed it. */
export const emergencyKinds = ['life-in-danger', 'serious-harm', 'cannot-say'] as const;
export type EmergencyKind = (typeof emergencyKinds)[number];
export const emergencyKindWords: Readonly<Record<EmergencyKind, string>> = {
  'life-in-danger': 'A life is in danger',
  'serious-harm': 'Serious harm is likely',
  'cannot-say': 'The person cannot say what they want, and it cannot wait',
};

/** How long emergency access lasts, in minutes: `emergency_access_hour` in the database. */
export const emergencyMinutes = 60;
/** Within how many working days somebody else looks at it. */
export const reviewWorkingDays = 5;

/** What the review found. */
export const findings = ['right', 'not-right'] as const;
export type Finding = (typeof findings)[number];

function weekday(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The day after so many working days (Monday to Friday; bank holidays are not known here). */
export function afterWorkingDays(from: LocalDate, days: number): LocalDate {
  let date = from;
  for (let left = days; left > 0;) {
    date = addDays(date, 1);
    if (weekday(date) !== 0 && weekday(date) !== 6) left -= 1;
  }
  return date;
}

/** Until when it must be reviewed, and whether that day has gone by. */
export function reviewDue(openedOn: LocalDate, today: LocalDate): { by: LocalDate; isLate: boolean } {
  const by = afterWorkingDays(openedOn, reviewWorkingDays);
  return { by, isLate: compareDates(today, by) > 0 };
}

/** How old somebody is in whole years. Those born on 29 February have their birthday on 1 March in other years. */
export function ageOn(bornOn: LocalDate, today: LocalDate): number {
  const [year = 0, month = 1, day = 1] = bornOn.split('-').map(Number);
  const [thisYear = 0] = today.split('-').map(Number);
  const birthday = localDate(thisYear, month, day) ?? localDate(thisYear, 3, 1);
  const years = thisYear - year;
  return birthday !== null && compareDates(today, birthday) < 0 ? years - 1 : years;
}
