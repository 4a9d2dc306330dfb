import type { PersonCategory } from '../../../kernel/helping.ts';
import { addMonths, daysBetween, type LocalDate } from '../../../lib/dates.ts';

/** The items of a record that are of the person alone. */
export const ownItemKinds = [
  'circle',
  'strength',
  'what-matters',
  'need',
  'goal',
  'step',
  'review',
  'contingency',
  'wellbeing',
] as const;
/** What of a record can be said to be wrong. */
export const correctionKinds = ['person', 'particulars', ...ownItemKinds, 'referral'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

/** Each kind of item, as the heading of a list says it. */
export const correctionKindWords: Readonly<Record<CorrectionKind, string>> = {
  person: 'Your details',
  particulars: 'Name, address and GP practice',
  circle: 'Your circle',
  strength: 'Your strengths',
  'what-matters': 'What matters to you',
  need: 'What you would like help with',
  goal: 'Your goals',
  step: 'Steps',
  review: 'Agreements and reviews',
  contingency: 'If things go wrong',
  wellbeing: 'How you are',
  referral: 'Whom we asked to help you',
};

/** The same, as those who help read it. */
export const theirKindWords: Readonly<Record<CorrectionKind, string>> = {
  ...correctionKindWords,
  person: 'Their details',
  circle: 'Their circle',
  strength: 'Their strengths',
  'what-matters': 'What matters to them',
  need: 'What they would like help with',
  goal: 'Their goals',
  wellbeing: 'How they are',
  referral: 'Whom we asked to help them',
};

/** In which category of information an item lies; what touches on safety is none of these. */
export function categoryOfKind(kind: CorrectionKind): PersonCategory {
  switch (kind) {
    case 'person':
    case 'particulars':
      return 'identity';
    case 'circle':
      return 'circle';
    case 'need':
      return 'needs';
    case 'referral':
      return 'referral';
    default:
      return 'plan';
  }
}

export type CorrectionStatus = 'open' | 'corrected' | 'declined' | 'withdrawn';

/**
 * The day by which whoever asks has an answer: the same day of the next month, or its last day where it has no such day.
 * @see UK GDPR, article 12(3), for requests under articles 16 and 17.
 */
export function answerDue(askedOn: LocalDate): LocalDate {
  return addMonths(askedOn, 1);
}

/** How long is left, in words. */
export function dueStanding(dueOn: LocalDate, today: LocalDate): { text: string; tone: 'late' | 'waiting' } {
  const days = daysBetween(today, dueOn);
  if (days < 0) return { text: `Was due ${-days === 1 ? 'yesterday' : `${-days} days ago`}`, tone: 'late' };
  if (days === 0) return { text: 'Due today', tone: 'late' };
  return { text: days === 1 ? 'Due tomorrow' : `Due in ${days} days`, tone: days <= 7 ? 'late' : 'waiting' };
}

/** What stands beside an item that is, or was, said to be wrong; nothing once it is settled without a word to keep. */
export function besideItem(
  one: { status: CorrectionStatus; keepsBeside: boolean },
  called: string | undefined,
): string | undefined {
  const [who, says] = called === undefined ? ['You', 'say'] : [called, 'says'];
  switch (one.status) {
    case 'open':
      return `${who} ${says} this is not right`;
    case 'declined':
      return one.keepsBeside ? `${who} ${called === undefined ? 'see' : 'sees'} it differently` : undefined;
    case 'corrected':
    case 'withdrawn':
      return undefined;
  }
}
