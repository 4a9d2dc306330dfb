import { compareDates, type LocalDate } from '../../../lib/dates.ts';

/** What organisations may share for, at most: `sharing_agreement_purposes` in the database. */
export const agreementPurposes = ['direct-support', 'referral', 'safeguarding'] as const;
export type AgreementPurpose = (typeof agreementPurposes)[number];
export const purposeWords: Readonly<Record<AgreementPurpose, string>> = {
  'direct-support': 'helping a person',
  referral: 'asking another to help',
  safeguarding: 'keeping somebody safe',
};

export type AgreementStanding = 'ended' | 'review-overdue' | 'in-force';

/** How an agreement stands. Past its review it still holds, and says that it is overdue; past its end it is void. */
export function agreementStanding(
  one: { until: Date | undefined; reviewOn: LocalDate },
  now: Date,
  today: LocalDate,
): AgreementStanding {
  if (one.until !== undefined && one.until <= now) return 'ended';
  return compareDates(one.reviewOn, today) < 0 ? 'review-overdue' : 'in-force';
}
