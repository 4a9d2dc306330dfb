import { daysBetween, type LocalDate } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';

/** After more days than this, a page says that nobody has checked. */
export const staleAfterDays = 90;
/** After more days than this, it is a loose end. */
export const forgottenAfterDays = 180;

/** So many days after the last check its own people are asked whether all is still right. */
export const askedAfterDays = [75, 90, 120, 165] as const;

export type Freshness = 'fresh' | 'stale' | 'forgotten';

/** How fresh it is on a day: fresh up to and on day 90, stale up to and on day 180, then forgotten. */
export function freshnessOf(checkedOn: LocalDate | undefined, today: LocalDate): Freshness {
  const days = checkedOn === undefined ? Infinity : daysBetween(checkedOn, today);
  if (days <= staleAfterDays) return 'fresh';
  return days <= forgottenAfterDays ? 'stale' : 'forgotten';
}

/** "Checked 12 days ago", or that nobody has checked for a long time. */
export function freshnessWords(checkedOn: LocalDate | undefined, today: LocalDate): string {
  if (checkedOn === undefined) return 'Never checked';
  const days = daysBetween(checkedOn, today);
  if (days <= 0) return 'Checked today';
  if (days === 1) return 'Checked yesterday';
  return freshnessOf(checkedOn, today) === 'fresh'
    ? `Checked ${plural(days, 'day')} ago`
    : `Not checked for ${plural(days, 'day')}`;
}
