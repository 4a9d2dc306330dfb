import { addDays, compareDates, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { isListed, statusName, type ListingDays, type ServiceStatus } from './content.ts';
import { freshnessOf, freshnessWords } from './freshness.ts';
import type { Standing } from './standing.ts';

/** How a listing stands on a day: what its own people said, and what the days make of it. */
export type ListingState = ServiceStatus | 'scheduled' | 'expired';

/**
 * What a listing is on a day. One that has ended stays ended; before its first day it is scheduled, after its last one
 * expired; on the day on which it opens again it is open.
 */
export function stateOn(listing: ListingDays, day: LocalDate): ListingState {
  const { status, listedFrom, listedTo, reopensOn } = listing;
  if (!isListed(status)) return status;
  if (listedTo !== undefined && compareDates(listedTo, day) < 0) return 'expired';
  if (listedFrom !== undefined && compareDates(listedFrom, day) > 0) return 'scheduled';
  if (status === 'temporarily closed' && reopensOn !== undefined && compareDates(reopensOn, day) <= 0) return 'active';
  return status;
}

/** Whether people can go there on a day: only then search and the lists for referring show it. */
export function isOpen(listing: ListingDays, day: LocalDate): boolean {
  return stateOn(listing, day) === 'active';
}

/** Whether it is still meant to be found: open, closed for a time, or to begin. */
export function isCurrentListing(listing: ListingDays, day: LocalDate): boolean {
  return ['active', 'temporarily closed', 'scheduled'].includes(stateOn(listing, day));
}

/** The state in the words of Open Referral UK, which knows neither of a first day nor of a last one. */
export function statusOn(listing: ListingDays, day: LocalDate): ServiceStatus {
  const state = stateOn(listing, day);
  return state === 'scheduled' || state === 'expired' ? 'inactive' : state;
}

/** The last day, up to `today`, on which the days of a listing made something else of it; undefined when none has yet. */
export function turnedOn(listing: ListingDays, today: LocalDate): LocalDate | undefined {
  const { listedFrom, listedTo, reopensOn } = listing;
  return [listedFrom, listedTo === undefined ? undefined : addDays(listedTo, 1), reopensOn]
    .filter((day) => day !== undefined)
    .filter((day) => compareDates(day, today) <= 0)
    .toSorted(compareDates)
    .at(-1);
}

/** "Open", "Closed for now, opens again on 3 March 2027", "Begins on 3 March 2027", "Ended on 2 March 2027". */
export function stateWords(listing: ListingDays, day: LocalDate): string {
  const { listedFrom, listedTo, reopensOn } = listing;
  const state = stateOn(listing, day);
  if (state === 'scheduled') return listedFrom === undefined ? 'Begins later' : `Begins on ${formatDate(listedFrom)}`;
  if (state === 'expired') return listedTo === undefined ? 'Ended' : `Ended on ${formatDate(listedTo)}`;
  if (state === 'temporarily closed' && reopensOn !== undefined)
    return `${statusName(state)}, opens again on ${formatDate(reopensOn)}`;
  return statusName(state);
}

/** How a listing stands today: whether it is open, and whether anybody has looked at it lately. */
export function listingStanding(
  service: { content: ListingDays; checkedOn: LocalDate | undefined },
  today: LocalDate,
): Standing {
  const text = stateWords(service.content, today);
  switch (stateOn(service.content, today)) {
    case 'temporarily closed':
    case 'scheduled':
      return { text, tone: 'waiting' };
    case 'inactive':
    case 'defunct':
    case 'expired':
      return { text, tone: 'ended' };
    case 'active':
      return freshnessOf(service.checkedOn, today) === 'fresh'
        ? { text, tone: 'good' }
        : { text: freshnessWords(service.checkedOn, today), tone: 'late' };
  }
}
