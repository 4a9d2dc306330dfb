import { daysBetween, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import { silenceDays } from './referral.ts';

/** What silence leads to where nobody takes something up: those who could are reminded, then those who coordinate are told. */
export const waitingLevels = ['remind', 'tell'] as const;
export type WaitingLevel = (typeof waitingLevels)[number];
export type WaitingKind = 'help-request' | 'concern';
export type WaitingFor = { kind: 'help-request'; urgency: 'routine' | 'urgent' } | { kind: 'concern' };

/** Calendar days after which a concern that nobody has received is told of again, and then to those above the team. */
const concernDays: Readonly<Record<WaitingLevel, number>> = { remind: 1, tell: 2 };

/** Calendar days of waiting after which a level is due: a request for help waits as patiently as a referral. */
export function waitingDays(what: WaitingFor, level: WaitingLevel): number {
  return what.kind === 'concern' ? concernDays[level] : silenceDays(what.urgency, level);
}

/** Every level that is due after so many days, and after how many days the next one is. */
export function waitingAfter(
  what: WaitingFor,
  days: number,
): { due: readonly WaitingLevel[]; next: number | undefined } {
  return {
    due: waitingLevels.filter((level) => waitingDays(what, level) <= days),
    next: waitingLevels.map((level) => waitingDays(what, level)).find((day) => day > days),
  };
}

/** How many days something has waited. */
export function daysWaited(since: LocalDate, today: LocalDate): number {
  return Math.max(0, daysBetween(since, today));
}

/** How much has waited too long: a count and since when, and no more. */
export type WaitedTooLong = { kind: WaitingKind; waiting: number; since: LocalDate };

const tooLongWords: Readonly<Record<WaitingKind, readonly [one: string, many: string]>> = {
  'help-request': ['request for help', 'requests for help'],
  concern: ['concern', 'concerns'],
};

/** What has waited too long, in a sentence. */
export function tooLongSentence(one: WaitedTooLong): string {
  const [single, many] = tooLongWords[one.kind];
  const verb = one.kind === 'concern' ? 'received' : 'taken in';
  return `${plural(one.waiting, single, many)} that nobody has ${verb}, the first since ${formatDate(one.since)}`;
}
