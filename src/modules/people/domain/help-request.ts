import { compareDates, addDays, daysBetween, type LocalDate } from '../../../lib/dates.ts';
import { listInWords, plural } from '../../../lib/text.ts';
import type { Standing } from './plan-step.ts';
import { patience } from './referral.ts';
import type { SafeContact } from './words.ts';

/** Where a request for help comes from: the person, somebody for them, or a practice without an account. */
export const requestSources = ['self', 'on-behalf', 'practice'] as const;
export type RequestSource = (typeof requestSources)[number];
export const sourceWords: Readonly<Record<RequestSource, string>> = {
  self: 'From the person themselves',
  'on-behalf': 'From somebody for them',
  practice: 'From a practice, by letter',
};

/** Why a request was closed without taking anybody in. */
export const closeReasons = [
  'cannot-reach-person',
  'person-declined',
  'not-for-us',
  'duplicate',
  'not-a-request',
  'other',
] as const;
export type CloseReason = (typeof closeReasons)[number];
export const closeWords: Readonly<Record<CloseReason, string>> = {
  'cannot-reach-person': 'We could not reach them',
  'person-declined': 'They would rather not',
  'not-for-us': 'We told them of somebody who can help better',
  duplicate: 'They asked twice',
  'not-a-request': 'It is not a request for help',
  other: 'Another reason',
};

/** The ways in which somebody may be reached. */
export const contactWays = ['phone', 'text', 'email', 'letter'] as const;
export type ContactWay = (typeof contactWays)[number];
export const contactWayWords: Readonly<Record<ContactWay, string>> = {
  phone: 'Phone call',
  text: 'Text message',
  email: 'Email',
  letter: 'Letter',
};

/**
 * What a person said of how to get in touch, as every page shows it first: only through whoever asks; only in these ways, at
 * these times, with or without a message; or any way.
 */
export function safeContactOf(said: {
  ways: readonly ContactWay[];
  when: string;
  mayLeaveMessage: boolean;
  /** The name of whoever asks for them, where nobody else may be contacted. */
  only: string | undefined;
}): { safeContact: SafeContact; note: string } {
  const { ways, mayLeaveMessage, only } = said;
  const when = said.when.trim();
  const message = mayLeaveMessage ? 'A message may be left.' : 'Leave no message, and tell nobody else who answers.';
  if (only !== undefined) return { safeContact: 'through-somebody', note: `Only through ${only}.` };
  if (mayLeaveMessage && when === '' && ways.length === contactWays.length) return { safeContact: 'any', note: '' };
  const means = `By ${listInWords(
    ways.map((way) => contactWayWords[way].toLowerCase()),
    'or',
  )}`;
  return { safeContact: 'only-this-way', note: `${means}${when === '' ? '' : `, ${when}`}. ${message}` };
}

const alphabet = 'BCDFGHJKMNPQRSTVWXZ23456789';

/** A code of eight signs from as many random bytes, without vowels or signs that look alike. It opens nothing. */
export function requestCodeFrom(bytes: Uint8Array): string {
  return Array.from(bytes.slice(0, 8), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** "BCDF 2345", as it is read out. */
export function formatRequestCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** How long a request has waited, in words: as patient as a referral. */
export function requestStanding(
  request: { receivedOn: LocalDate; urgency: 'routine' | 'urgent' },
  today: LocalDate,
): Standing {
  const days = daysBetween(request.receivedOn, today);
  if (days <= 0) return { text: 'Came today', tone: 'waiting' };
  const isLate = compareDates(addDays(request.receivedOn, patience(request.urgency)), today) <= 0;
  return { text: `Has waited ${plural(days, 'day')}`, tone: isLate ? 'late' : 'waiting' };
}
