import { addMonths, compareDates, type LocalDate } from '../../../lib/dates.ts';

/** A rule by which a record is kept: at least until its day, and looked at by a person then. */
export type RetentionRule = 'adult' | 'child';

/** From where the rules are. A place that has rules of its own changes this table, with its data protection officer. */
export const retentionSource = 'Records Management Code of Practice, NHS England (2021, updated 2023), appendix II';

/** The rules as everybody reads them. */
export const retentionRules: Readonly<Record<RetentionRule, { words: string; source: string }>> = {
  adult: { words: 'Kept until 8 years after the last contact', source: retentionSource },
  child: {
    words:
      'Kept until the 25th birthday, or the 26th where somebody was 17 at the last contact; at least 8 years after the last contact',
    source: retentionSource,
  },
};

export const yearsAfterContact = 8;
const adultAt = 18;

function birthday(bornOn: LocalDate, age: number): LocalDate {
  return addMonths(bornOn, age * 12);
}

/**
 * Until which day a record is kept at least, and by which rule. Somebody was a child where the last contact was before they
 * became 18; of somebody without a date of birth the rule of adults is kept.
 */
export function keptUntil(record: { bornOn: LocalDate | undefined; lastContact: LocalDate }): {
  rule: RetentionRule;
  until: LocalDate;
} {
  const { bornOn, lastContact } = record;
  const afterContact = addMonths(lastContact, yearsAfterContact * 12);
  if (bornOn === undefined || compareDates(lastContact, birthday(bornOn, adultAt)) >= 0)
    return { rule: 'adult', until: afterContact };
  const grown = birthday(bornOn, compareDates(lastContact, birthday(bornOn, adultAt - 1)) >= 0 ? 26 : 25);
  return { rule: 'child', until: compareDates(grown, afterContact) > 0 ? grown : afterContact };
}

/** Whether the rule no longer asks for a record to be kept. */
export function isPastRetention(
  record: { bornOn: LocalDate | undefined; lastContact: LocalDate },
  today: LocalDate,
): boolean {
  return compareDates(keptUntil(record).until, today) <= 0;
}
