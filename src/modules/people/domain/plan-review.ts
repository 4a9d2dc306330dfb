import { addDays, compareDates, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Standing } from './plan-step.ts';
import type { WayGiven } from './words.ts';

export const agreedWithWhom = ['person', 'representative', 'nobody'] as const;
export type AgreedWith = (typeof agreedWithWhom)[number];

/** A plan that is agreed, or looked at again, together with the person. */
export type Review = {
  heldOn: LocalDate;
  how: WayGiven;
  agreedWith: AgreedWith;
  /** Who stood for the person, or why nobody agreed. */
  agreedNote: string;
  /** What the person said of the plan. */
  words: string;
  changed: string;
  stops: string;
  nextOn: LocalDate;
  /** Who will ask about strengths and circle, and by when, while neither is known. */
  unknown: { who: string; by: LocalDate } | undefined;
};
export type ReviewRefusal =
  | 'review/in-future'
  | 'review/note-needed'
  | 'review/next-too-early'
  | 'review/next-too-late'
  | 'review/unknown-needed'
  | 'review/unknown-too-late';

/** A plan is looked at again at least once a year. */
export const longestWait = 366;
/** For so many days a plan may stand on "not yet known". */
export const longestUnknown = 14;

/**
 * Whether a plan can be agreed so. Without a strength or anybody of the circle it says who will ask, and by when: it is
 * not refused, and it never leads with what somebody lacks. Once something is known, nobody needs to ask.
 */
export function decideReview(
  review: Review,
  facts: { supports: number; today: LocalDate },
): Result<Review, ReviewRefusal> {
  if (compareDates(review.heldOn, facts.today) > 0) return fail('review/in-future');
  if (review.agreedWith !== 'person' && review.agreedNote === '') return fail('review/note-needed');
  if (compareDates(review.nextOn, review.heldOn) <= 0) return fail('review/next-too-early');
  if (compareDates(review.nextOn, addDays(review.heldOn, longestWait)) > 0) return fail('review/next-too-late');
  if (facts.supports > 0) return ok({ ...review, unknown: undefined });
  if (review.unknown === undefined || review.unknown.who === '') return fail('review/unknown-needed');
  const { by } = review.unknown;
  const isInTime =
    compareDates(by, review.heldOn) >= 0 && compareDates(by, addDays(review.heldOn, longestUnknown)) <= 0;
  return isInTime ? ok(review) : fail('review/unknown-too-late');
}

/** When the plan is looked at again, in words. */
export function reviewStanding(nextOn: LocalDate, today: LocalDate): Standing {
  return compareDates(nextOn, today) < 0
    ? { text: `Was to be looked at again by ${formatDate(nextOn)}`, tone: 'late' }
    : { text: `To be looked at again by ${formatDate(nextOn)}`, tone: 'plain' };
}
