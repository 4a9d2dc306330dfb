import { addMonths, compareDates, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Standing } from './plan-step.ts';
import type { SafeContact } from './words.ts';

/** For a while, with a day on which it comes back by itself, or for good. */
export const handoverKinds = ['leave', 'for-good'] as const;
export type HandoverKind = (typeof handoverKinds)[number];
export const handoverKindWords: Readonly<Record<HandoverKind, string>> = {
  leave: 'For a while, until a day',
  'for-good': 'For good',
};
export type HandoverStatus = 'offered' | 'accepted' | 'declined' | 'withdrawn' | 'ended';
export const handoverAnswers = ['accept', 'decline', 'withdraw', 'end'] as const;
export type HandoverAnswer = (typeof handoverAnswers)[number];

export type HandoverRefusal =
  | 'handover/nobody'
  | 'handover/to-yourself'
  | 'handover/not-a-colleague'
  | 'handover/back-needed'
  | 'handover/back-too-late'
  | 'handover/not-yours'
  | 'handover/already-answered'
  | 'handover/why-needed'
  | 'handover/not-running'
  | 'handover/left';

/** The longest leave in months after which somebody else leads for good. */
export const longestLeaveMonths = 12;

/** Whether a handover may be offered. People who refused the colleague by name are not among `people`. */
export function checkOffer(
  offer: { from: string; to: string; kind: HandoverKind; backOn: LocalDate | undefined; people: readonly string[] },
  facts: { colleagues: ReadonlySet<string>; today: LocalDate },
): HandoverRefusal | undefined {
  if (offer.to === offer.from) return 'handover/to-yourself';
  if (!facts.colleagues.has(offer.to)) return 'handover/not-a-colleague';
  if (offer.kind === 'leave') {
    const { backOn } = offer;
    if (backOn === undefined || compareDates(backOn, facts.today) <= 0) return 'handover/back-needed';
    if (compareDates(backOn, addMonths(facts.today, longestLeaveMonths)) > 0) return 'handover/back-too-late';
  }
  return offer.people.length === 0 ? 'handover/nobody' : undefined;
}

/**
 * What comes of a handover: only the colleague says yes or no, whoever offered it takes it back before that, and either of
 * the two ends one that runs for a while.
 */
export function decideHandover(
  handover: { status: HandoverStatus; kind: HandoverKind; from: string; to: string; offeredBy: string },
  said: { answer: HandoverAnswer; words: string },
  account: string | undefined,
): Result<HandoverStatus, HandoverRefusal> {
  const { status, kind, from, to, offeredBy } = handover;
  switch (said.answer) {
    case 'accept':
    case 'decline':
      if (account !== to) return fail('handover/not-yours');
      if (status !== 'offered') return fail('handover/already-answered');
      if (said.answer === 'accept') return ok('accepted');
      return said.words === '' ? fail('handover/why-needed') : ok('declined');
    case 'withdraw':
      if (account !== offeredBy && account !== from) return fail('handover/not-yours');
      return status === 'offered' ? ok('withdrawn') : fail('handover/already-answered');
    case 'end':
      if (account !== to && account !== from) return fail('handover/not-yours');
      return status === 'accepted' && kind === 'leave' ? ok('ended') : fail('handover/not-running');
  }
}

/**
 * How the person is told that somebody else is there for them: by a letter to their page only where any way of getting in
 * touch is safe, they have a page, and hide nothing there; otherwise in person, which becomes a task of the new worker.
 */
export function tellingWay(person: {
  safeContact: SafeContact;
  safeMode: boolean;
  email: string;
  hasPage: boolean;
}): 'email' | 'in-person' {
  const isSafe = person.safeContact === 'any' && !person.safeMode;
  return isSafe && person.hasPage && person.email !== '' ? 'email' : 'in-person';
}

/** Where a handover stands, in words. */
export function handoverStanding(handover: {
  status: HandoverStatus;
  kind: HandoverKind;
  backOn: LocalDate | undefined;
}): Standing {
  switch (handover.status) {
    case 'offered':
      return { text: 'Waits for a yes', tone: 'waiting' };
    case 'accepted':
      return {
        text: handover.backOn === undefined ? 'Handed over' : `Handed over until ${formatDate(handover.backOn)}`,
        tone: 'good',
      };
    case 'declined':
      return { text: 'They said no', tone: 'late' };
    case 'withdrawn':
      return { text: 'Taken back', tone: 'ended' };
    case 'ended':
      return { text: 'Over', tone: 'ended' };
  }
}
