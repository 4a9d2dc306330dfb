import { speaksFor } from '../../../kernel/actor.ts';
import type { Speaker } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { compareDates, daysBetween, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { plural } from '../../../lib/text.ts';
import type { Standing } from './standing.ts';

/** Whose promise it is. A volunteer without an account cannot report online; a planner tells their story in a note. */
export type Owner =
  | { kind: 'organisation'; organisation: Uuid }
  | { kind: 'volunteer'; name: string; account: Uuid | undefined };

/** Where a promise stands by what was recorded. */
export type CommitmentState =
  | { status: 'offered' }
  | { status: 'accepted' }
  | { status: 'declined'; reason: string }
  | { status: 'kept'; on: LocalDate }
  | { status: 'stopped'; reason: string };

export type CommitmentCommand =
  | { kind: 'accept' }
  | { kind: 'decline'; reason: string }
  | { kind: 'keep'; on: LocalDate }
  | { kind: 'stop'; reason: string };

export type CommitmentRefusal =
  | 'commitment/not-yours'
  | 'commitment/already-answered'
  | 'commitment/not-accepted'
  | 'commitment/already-ended'
  | 'commitment/reason-needed'
  | 'commitment/kept-in-future';

/**
 * Whether the speaker may answer and report for the owner. Planners may not: a promise belongs to whoever makes it, and
 * nobody is given one while they are away.
 */
export function mayAnswerFor(owner: Owner, speaker: Speaker): boolean {
  if (speaker.kind === 'service') return true;
  if (speaker.kind === 'anonymous') return false;
  return owner.kind === 'organisation'
    ? speaksFor(speaker, owner.organisation)
    : owner.account !== undefined && owner.account === speaker.account && speaker.memberships.length > 0;
}

/**
 * How a new promise begins: it holds at once when its own people make it; made by somebody else for an organisation it
 * only asks. Nobody can ask a volunteer this way: volunteers come forward themselves.
 */
export function decideOffer(owner: Owner, speaker: Speaker): Result<CommitmentState, CommitmentRefusal> {
  if (speaker.kind === 'service') return ok({ status: 'offered' });
  if (mayAnswerFor(owner, speaker)) return ok({ status: 'accepted' });
  return owner.kind === 'organisation' ? ok({ status: 'offered' }) : fail('commitment/not-yours');
}

/**
 * The next state: offered → accepted or declined; accepted → kept or stopped. Declining and stopping need a reason that
 * others can read; the day it was kept cannot lie in the future.
 */
export function decideCommitment(
  state: CommitmentState,
  command: CommitmentCommand,
  facts: { isOwners: boolean; today: LocalDate },
): Result<CommitmentState, CommitmentRefusal> {
  if (!facts.isOwners) return fail('commitment/not-yours');
  if (command.kind === 'accept' || command.kind === 'decline') {
    if (state.status !== 'offered') return fail('commitment/already-answered');
    if (command.kind === 'accept') return ok({ status: 'accepted' });
    return command.reason.trim() === ''
      ? fail('commitment/reason-needed')
      : ok({ status: 'declined', reason: command.reason.trim() });
  }
  if (state.status === 'offered') return fail('commitment/not-accepted');
  if (state.status !== 'accepted') return fail('commitment/already-ended');
  if (command.kind === 'stop')
    return command.reason.trim() === ''
      ? fail('commitment/reason-needed')
      : ok({ status: 'stopped', reason: command.reason.trim() });
  return compareDates(command.on, facts.today) > 0
    ? fail('commitment/kept-in-future')
    : ok({ status: 'kept', on: command.on });
}

/** The facts that a computed status is made of. */
export type CommitmentFacts = { state: CommitmentState; offeredOn: LocalDate; dueOn: LocalDate };

/** The groups in which promises are listed, the most pressing first. */
export const commitmentGroups = ['overdue', 'waiting', 'open', 'kept', 'stopped', 'declined'] as const;
export type CommitmentGroup = (typeof commitmentGroups)[number];

/** The group of a promise on a day. */
export function groupOf(facts: CommitmentFacts, today: LocalDate): CommitmentGroup {
  switch (facts.state.status) {
    case 'offered':
      return 'waiting';
    case 'accepted':
      return compareDates(facts.dueOn, today) < 0 ? 'overdue' : 'open';
    case 'declined':
      return 'declined';
    case 'kept':
      return 'kept';
    case 'stopped':
      return 'stopped';
  }
}

/** The heading of a group. */
export function groupName(group: CommitmentGroup): string {
  const names: Record<CommitmentGroup, string> = {
    overdue: 'Overdue',
    waiting: 'Waiting for an answer',
    open: 'Promised and under way',
    kept: 'Kept',
    stopped: 'Stopped',
    declined: 'Declined',
  };
  return names[group];
}

/** What the dates and answers say of a promise today, in words that stand without a colour. */
export function commitmentStanding(facts: CommitmentFacts, today: LocalDate): Standing {
  const { state } = facts;
  switch (state.status) {
    case 'offered':
      return compareDates(facts.dueOn, today) < 0
        ? {
            text: `Waiting for an answer since ${formatDate(facts.offeredOn)}, and was due ${formatDate(facts.dueOn)}`,
            tone: 'late',
          }
        : { text: `Waiting for an answer since ${formatDate(facts.offeredOn)}`, tone: 'waiting' };
    case 'accepted': {
      const late = daysBetween(facts.dueOn, today);
      if (late > 0) return { text: `${plural(late, 'day')} overdue`, tone: 'late' };
      return { text: late === 0 ? 'Due today' : `Due ${formatDate(facts.dueOn)}`, tone: 'waiting' };
    }
    case 'declined':
      return { text: `Declined: ${state.reason}`, tone: 'ended' };
    case 'kept':
      return { text: `Kept on ${formatDate(state.on)}`, tone: 'good' };
    case 'stopped':
      return { text: `Stopped: ${state.reason}`, tone: 'ended' };
  }
}
