import { compareDates, daysBetween, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { plural } from '../../../lib/text.ts';
import type { Standing } from './standing.ts';

/** Where an action stands by what was recorded. Offered, it is a question: it becomes an action when it is accepted. */
export type ActionState =
  | { status: 'offered' }
  | { status: 'accepted' }
  | { status: 'declined'; reason: string }
  | { status: 'done'; on: LocalDate }
  | { status: 'withdrawn'; reason: string };
export const actionStatuses = ['offered', 'accepted', 'declined', 'done', 'withdrawn'] as const;

export type ActionCommand =
  | { kind: 'accept' }
  | { kind: 'decline'; reason: string }
  | { kind: 'finish'; on: LocalDate }
  | { kind: 'withdraw'; reason: string };

export type ActionRefusal =
  | 'action/not-yours'
  | 'action/officers-only'
  | 'action/already-answered'
  | 'action/not-accepted'
  | 'action/already-ended'
  | 'action/reason-needed'
  | 'action/done-in-future';

/** Days without an answer after which an action is a loose end. */
export const answerDays = 14;

/**
 * The next state: offered → accepted or declined, accepted → done: by the organisation it was offered to and nobody
 * else. What is open can be withdrawn by the board's officers. Reasons are for everybody to read.
 */
export function decideAction(
  state: ActionState,
  command: ActionCommand,
  facts: { isOwners: boolean; isOfficer: boolean; today: LocalDate },
): Result<ActionState, ActionRefusal> {
  if (command.kind === 'withdraw') {
    if (!facts.isOfficer) return fail('action/officers-only');
    if (state.status !== 'offered' && state.status !== 'accepted') return fail('action/already-ended');
    return withReason(command.reason, (reason) => ({ status: 'withdrawn', reason }));
  }
  if (!facts.isOwners) return fail('action/not-yours');
  if (command.kind === 'finish') {
    if (state.status === 'offered') return fail('action/not-accepted');
    if (state.status !== 'accepted') return fail('action/already-ended');
    return compareDates(command.on, facts.today) > 0
      ? fail('action/done-in-future')
      : ok({ status: 'done', on: command.on });
  }
  if (state.status !== 'offered') return fail('action/already-answered');
  if (command.kind === 'accept') return ok({ status: 'accepted' });
  return withReason(command.reason, (reason) => ({ status: 'declined', reason }));
}

function withReason(reason: string, make: (reason: string) => ActionState): Result<ActionState, ActionRefusal> {
  return reason.trim() === '' ? fail('action/reason-needed') : ok(make(reason.trim()));
}

/** The facts that a computed status is made of. */
export type ActionTimes = { state: ActionState; offeredOn: LocalDate; dueOn: LocalDate };

/** The groups in which actions are listed, the most pressing first. */
export const actionGroups = ['overdue', 'waiting', 'open', 'done', 'declined', 'withdrawn'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/** The group of an action on a day. */
export function groupOf({ state, dueOn }: ActionTimes, today: LocalDate): ActionGroup {
  switch (state.status) {
    case 'offered':
      return 'waiting';
    case 'accepted':
      return compareDates(dueOn, today) < 0 ? 'overdue' : 'open';
    case 'declined':
    case 'done':
    case 'withdrawn':
      return state.status;
  }
}

/** The heading of a group. */
export function groupName(group: ActionGroup): string {
  const names: Record<ActionGroup, string> = {
    overdue: 'Overdue',
    waiting: 'Waiting for an answer',
    open: 'Accepted and under way',
    done: 'Done',
    declined: 'Declined',
    withdrawn: 'Withdrawn',
  };
  return names[group];
}

/** What the dates and answers say of an action today, in words that stand without a colour. */
export function actionStanding(facts: ActionTimes, today: LocalDate): Standing {
  const { state, dueOn, offeredOn } = facts;
  switch (state.status) {
    case 'offered': {
      const waited = daysBetween(offeredOn, today);
      return {
        text: `Not accepted yet: waiting since ${formatDate(offeredOn)}`,
        tone: waited > answerDays || compareDates(dueOn, today) < 0 ? 'late' : 'waiting',
      };
    }
    case 'accepted': {
      const late = daysBetween(dueOn, today);
      if (late > 0) return { text: `Accepted, ${plural(late, 'day')} overdue`, tone: 'late' };
      return { text: late === 0 ? 'Accepted, due today' : `Accepted, due ${formatDate(dueOn)}`, tone: 'waiting' };
    }
    case 'declined':
      return { text: `Declined: ${state.reason}`, tone: 'ended' };
    case 'done':
      return { text: `Done on ${formatDate(state.on)}`, tone: 'good' };
    case 'withdrawn':
      return { text: `Withdrawn: ${state.reason}`, tone: 'ended' };
  }
}

/** Why an action is a loose end today; undefined when it is not. */
export function looseBecause(facts: ActionTimes, today: LocalDate): string | undefined {
  const group = groupOf(facts, today);
  if (group === 'overdue') return actionStanding(facts, today).text;
  const waited = daysBetween(facts.offeredOn, today);
  return group === 'waiting' && waited > answerDays ? `Nobody has answered for ${plural(waited, 'day')}` : undefined;
}
