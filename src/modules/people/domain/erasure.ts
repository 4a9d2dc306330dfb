import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { addDays, addMonths, compareDates, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { categoryOfKind, ownItemKinds } from './correction.ts';

/** What can be erased by itself. A referral is a record of two organisations: it goes with the whole. */
export const erasableKinds = ownItemKinds;
export type ErasableKind = (typeof erasableKinds)[number];

/** What is asked to be erased. */
export type ErasureSubject = { kind: 'everything' } | { kind: ErasableKind; id: Uuid };

export const erasureOutcomes = ['granted', 'later', 'refused'] as const;
export type ErasureOutcome = (typeof erasureOutcomes)[number];

/** How many days somebody has to think again after a yes, before it is done. */
export const graceDays = 7;
/** The longest that a record may wait to be looked at again, in years. */
const longestWait = 10;

/** A decision as it was typed. */
export type ErasureDecision =
  | { outcome: 'granted'; reason: string }
  | { outcome: 'later' | 'refused'; reason: string; reviewOn: LocalDate | undefined };
export type ErasureRefusal = 'erasure/reason-needed' | 'erasure/review-needed' | 'erasure/review-too-late';

/** A decision that can stand: a yes with its day, or a reason with the day on which it is looked at again. */
export type SettledErasure = {
  outcome: ErasureOutcome;
  reason: string;
  eraseOn: LocalDate | undefined;
  reviewOn: LocalDate | undefined;
};

/** What a decision comes to on a day, or why it cannot stand: nobody is refused without a reason and a day to look again. */
export function settledErasure(decision: ErasureDecision, today: LocalDate): Result<SettledErasure, ErasureRefusal> {
  const { outcome, reason } = decision;
  if (outcome === 'granted') return ok({ outcome, reason, eraseOn: addDays(today, graceDays), reviewOn: undefined });
  if (reason === '') return fail('erasure/reason-needed');
  const { reviewOn } = decision;
  if (reviewOn === undefined || compareDates(reviewOn, today) <= 0) return fail('erasure/review-needed');
  if (compareDates(reviewOn, addMonths(today, longestWait * 12)) > 0) return fail('erasure/review-too-late');
  return ok({ outcome, reason, eraseOn: undefined, reviewOn });
}

/** In which category a request lies; everything is in none. */
export function categoryOfSubject(subject: ErasureSubject): PersonCategory | undefined {
  return subject.kind === 'everything' ? undefined : categoryOfKind(subject.kind);
}
