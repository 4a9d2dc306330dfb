import { addDays, compareDates, formatDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { plural } from '../../../lib/text.ts';
import type { Holidays } from './bank-holidays.ts';
import { clearDays, clearDaysNeeded, latestWorking } from './clear-days.ts';
import type { Standing } from './standing.ts';

/** The life of a meeting, in order; a cancelled one stays where people can find it. */
export const meetingStates = [
  'planned',
  'called',
  'agenda-published',
  'held',
  'minutes-draft',
  'minutes-approved',
  'cancelled',
] as const;
export type MeetingState = (typeof meetingStates)[number];

export const meetingCommands = [
  'call',
  'publish-agenda',
  'move',
  'cancel',
  'hold',
  'draft-minutes',
  'approve-minutes',
] as const;
export type MeetingCommandKind = (typeof meetingCommands)[number];

export type MeetingCommand =
  | { kind: 'call'; reason: string }
  | { kind: 'publish-agenda' }
  | { kind: 'move'; startsAt: Date; endsAt: Date; reason: string }
  | { kind: 'cancel'; reason: string }
  | { kind: 'hold' }
  | { kind: 'draft-minutes' }
  | { kind: 'approve-minutes' };

/** What the decision rests on beside the state. */
export type MeetingFacts = {
  now: Date;
  startsAt: Date;
  venue: string;
  items: number;
  /** Items that nobody has written minutes for. */
  withoutMinutes: number;
  /** Whether a later meeting of the same body was held: only that one can approve these minutes. */
  laterHeld: boolean;
  holidays: Holidays;
};

export type MeetingRefusal =
  | 'meeting/not-now'
  | 'meeting/no-venue'
  | 'meeting/short-notice'
  | 'meeting/no-agenda'
  | 'meeting/reason-needed'
  | 'meeting/not-begun'
  | 'meeting/already-begun'
  | 'meeting/ends-before-start'
  | 'meeting/minutes-missing'
  | 'meeting/no-later-meeting';

const before: readonly MeetingState[] = ['planned', 'called', 'agenda-published'];

/** The states in which each command has a meaning. Everything else is refused as `meeting/not-now`. */
const allowed: Readonly<Record<MeetingCommandKind, readonly MeetingState[]>> = {
  call: ['planned'],
  'publish-agenda': ['called'],
  move: before,
  cancel: before,
  hold: ['agenda-published'],
  'draft-minutes': ['held'],
  'approve-minutes': ['minutes-draft'],
};

/** The commands that a state knows, guards left aside: what a page may offer. */
export function commandsIn(state: MeetingState): MeetingCommandKind[] {
  return meetingCommands.filter((kind) => allowed[kind].includes(state));
}

/** How many clear days of notice a meeting has that is called now; undefined when nobody can say. */
function noticeOf(now: Date, startsAt: Date, holidays: Holidays): number | undefined {
  return clearDays(todayInLondon(now), todayInLondon(startsAt), holidays);
}

/** The state after a command, or why it cannot be. Nothing that happened is undone: a held meeting stays held. */
export function decideMeeting(
  state: MeetingState,
  command: MeetingCommand,
  facts: MeetingFacts,
): Result<MeetingState, MeetingRefusal> {
  if (!allowed[command.kind].includes(state)) return fail('meeting/not-now');
  const hasBegun = facts.startsAt.getTime() <= facts.now.getTime();
  switch (command.kind) {
    case 'call': {
      if (facts.venue.trim() === '') return fail('meeting/no-venue');
      if (hasBegun) return fail('meeting/already-begun');
      const notice = noticeOf(facts.now, facts.startsAt, facts.holidays);
      if (notice !== undefined && notice < clearDaysNeeded && command.reason.trim() === '')
        return fail('meeting/short-notice');
      return ok('called');
    }
    case 'publish-agenda':
      return facts.items === 0 ? fail('meeting/no-agenda') : ok('agenda-published');
    case 'move':
      if (command.endsAt.getTime() <= command.startsAt.getTime()) return fail('meeting/ends-before-start');
      if (command.startsAt.getTime() <= facts.now.getTime()) return fail('meeting/already-begun');
      return command.reason.trim() === '' ? fail('meeting/reason-needed') : ok(state);
    case 'cancel':
      return command.reason.trim() === '' ? fail('meeting/reason-needed') : ok('cancelled');
    case 'hold':
      return hasBegun ? ok('held') : fail('meeting/not-begun');
    case 'draft-minutes':
      return facts.withoutMinutes > 0 || facts.items === 0 ? fail('meeting/minutes-missing') : ok('minutes-draft');
    case 'approve-minutes':
      return facts.laterHeld ? ok('minutes-approved') : fail('meeting/no-later-meeting');
  }
}

/** Whether anybody outside the partners may see that the meeting is to be. A cancelled one that was never called stays unseen. */
export function isPublicMeeting(meeting: { state: MeetingState; calledAt: Date | undefined }): boolean {
  return meeting.calledAt !== undefined;
}
/** Whether the agenda is public. */
export function isAgendaPublic(meeting: { agendaPublishedAt: Date | undefined }): boolean {
  return meeting.agendaPublishedAt !== undefined;
}
/** Whether the minutes are public. */
export function areMinutesPublic(state: MeetingState): boolean {
  return state === 'minutes-draft' || state === 'minutes-approved';
}
/** Whether what was decided may be recorded: not before the meeting was held. */
export function takesDecisions(state: MeetingState): boolean {
  return state === 'held' || areMinutesPublic(state);
}
/** Whether the agenda may still be changed. */
export function takesItems(state: MeetingState): boolean {
  return before.includes(state);
}
/** Whether minutes may still be written. Approved minutes are closed. */
export function takesMinutes(state: MeetingState): boolean {
  return state === 'held' || state === 'minutes-draft';
}

/** What the dates say of the agenda: whether it was open for five clear days before the meeting. */
export function agendaStanding(
  meeting: { state: MeetingState; startsAt: Date; agendaPublishedAt: Date | undefined },
  now: Date,
  holidays: Holidays,
): Standing | undefined {
  const day = todayInLondon(meeting.startsAt);
  if (meeting.state === 'cancelled') return undefined;
  if (meeting.agendaPublishedAt !== undefined) {
    const open = clearDays(todayInLondon(meeting.agendaPublishedAt), day, holidays);
    if (open === undefined)
      return { text: 'Agenda published; the bank holidays of that year are not known yet', tone: 'plain' };
    return open >= clearDaysNeeded
      ? { text: `Agenda on time: open for ${plural(open, 'clear day')} before the meeting`, tone: 'good' }
      : { text: `Agenda late: open for ${plural(open, 'clear day')}, and ${clearDaysNeeded} are needed`, tone: 'late' };
  }
  if (!before.includes(meeting.state)) return undefined;
  const last = latestWorking(day, clearDaysNeeded, holidays);
  if (last === undefined) return { text: 'Agenda not published yet', tone: 'waiting' };
  return compareDates(todayInLondon(now), last) > 0 &&
    (clearDays(todayInLondon(now), day, holidays) ?? 0) < clearDaysNeeded
    ? { text: `Agenda late: it was due by ${formatDate(last)}`, tone: 'late' }
    : { text: `Agenda due by ${formatDate(last)}`, tone: 'waiting' };
}

/** Where a meeting stands today, in words. */
export function meetingStanding(meeting: { state: MeetingState; startsAt: Date }, now: Date): Standing {
  const isOver = meeting.startsAt.getTime() <= now.getTime();
  switch (meeting.state) {
    case 'planned':
      return { text: 'Planned, not called yet', tone: 'plain' };
    case 'called':
      return isOver
        ? { text: 'The day has passed without an agenda', tone: 'late' }
        : { text: 'Called', tone: 'waiting' };
    case 'agenda-published':
      return isOver
        ? { text: 'The day has passed: nothing is recorded yet', tone: 'late' }
        : { text: 'Agenda published', tone: 'waiting' };
    case 'held':
      return compareDates(todayInLondon(now), minutesDueOn(meeting.startsAt)) > 0
        ? { text: `Held, draft minutes are late: due by ${formatDate(minutesDueOn(meeting.startsAt))}`, tone: 'late' }
        : { text: 'Held, minutes being written', tone: 'waiting' };
    case 'minutes-draft':
      return { text: 'Held, minutes in draft', tone: 'waiting' };
    case 'minutes-approved':
      return { text: 'Held, minutes approved', tone: 'good' };
    case 'cancelled':
      return { text: 'Cancelled', tone: 'ended' };
  }
}

/** Draft minutes are expected two weeks after the meeting. */
export function minutesDueOn(startsAt: Date): LocalDate {
  return addDays(todayInLondon(startsAt), 14);
}
