import { addDays, isLocalDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import {
  cancelReasons,
  declineReasons,
  endReasons,
  type MoveCommand,
  type ReferralReason,
  type ReferralStatus,
  type Side,
} from '../../../modules/people/index.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { JsonObject } from '../core/json.ts';
import { problem, type Issue } from '../core/outcome.ts';
import { objectAt, textAt } from './elements.ts';
import { parseNote, parseOutput, parseReason } from './referral-map.ts';

/** Days until somebody looks at a referral again that waits, where its sender says none. */
const holdDays = 14;
const longestNote = 1_000;

/** The reason as the move knows it: a code that it does not take becomes “other”, with the words. */
function reasonFor(
  task: JsonObject,
  among: readonly ReferralReason[],
): Result<{ reason: ReferralReason; note: string }, Issue> {
  const { reason, words } = parseReason(objectAt(task, 'statusReason'));
  const note = [words, parseNote(task)]
    .filter((one) => one !== '')
    .join('\n')
    .slice(0, longestNote);
  if (reason !== undefined && among.includes(reason) && (reason !== 'other' || note !== ''))
    return ok({ reason, note });
  if (note !== '') return ok({ reason: 'other', note });
  return fail(
    problem('business-rule', `Say why: a code of ours (${among.join(', ')}), or words.`, 'Task.statusReason'),
  );
}

function reviewDay(task: JsonObject, today: LocalDate): LocalDate {
  const end = (textAt(objectAt(objectAt(task, 'restriction'), 'period'), 'end') ?? '').slice(0, 10);
  return isLocalDate(end) && end > today ? end : addDays(today, holdDays);
}

/**
 * The move that brings a referral from one status of its Task to another, by whoever stands on these sides. Which there are,
 * the referral decides (`modules/people/domain/referral.ts`); here its words are found.
 */
export function commandFor(
  from: ReferralStatus,
  to: string,
  task: JsonObject,
  facts: { sides: ReadonlySet<Side>; now: Date },
): Result<MoveCommand, Issue> {
  const { sides } = facts;
  const note = parseNote(task);
  const plain = (move: MoveCommand['move']): Result<MoveCommand, Issue> => ok({ move, note });
  const because = (move: MoveCommand['move'], among: readonly ReferralReason[]): Result<MoveCommand, Issue> => {
    const found = reasonFor(task, among);
    return found.ok ? ok({ move, ...found.value }) : found;
  };
  switch (to) {
    case 'accepted':
      return plain('accept');
    case 'rejected':
      return because('decline', declineReasons);
    case 'in-progress':
      return plain(from === 'on-hold' ? 'resume' : 'start');
    case 'on-hold': {
      const { words } = parseReason(objectAt(task, 'statusReason'));
      if (words === '') return fail(problem('business-rule', 'Say why it waits.', 'Task.statusReason'));
      return ok({
        move: 'hold',
        note: words.slice(0, longestNote),
        reviewOn: reviewDay(task, todayInLondon(facts.now)),
      });
    }
    case 'completed': {
      const output = parseOutput(task);
      if (output === '') return fail(problem('business-rule', 'Say what was done.', 'Task.output'));
      return ok({ move: 'finish', note, output });
    }
    case 'failed':
      return because('stop', endReasons);
    case 'cancelled':
      return because(sides.has('requester') ? 'cancel' : 'give-back', cancelReasons);
    case 'entered-in-error':
      return plain('mistake');
    default:
      return fail(
        problem('business-rule', `A referral does not go from ${from} to ${to.slice(0, 40)}.`, 'Task.status'),
      );
  }
}

/** What each side says more about without moving a referral, and what everybody does once it is over. */
const ofPerformer = ['output', 'note', 'businessStatus', 'executionPeriod', 'statusReason'];
const ofRequester = ['input', 'note', 'restriction', 'priority'];
const moving = ['status', 'statusReason', 'restriction'];
const kept = ['lastModified', 'meta', 'text', 'language', 'id', 'resourceType'];

/** Text of a value in which the order of names does not count. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/** The elements that these sides may not change, of those that were changed. */
export function changedAgainstTheRules(
  before: JsonObject,
  after: JsonObject,
  facts: { sides: ReadonlySet<Side>; isOver: boolean; moves: boolean },
): Issue[] {
  const allowed = new Set([
    ...kept,
    ...(facts.isOver && !facts.moves
      ? ['note']
      : [...(facts.sides.has('performer') ? ofPerformer : []), ...(facts.sides.has('requester') ? ofRequester : [])]),
    ...(facts.moves ? moving : []),
    ...(facts.moves ? ['note'] : []),
  ]);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !allowed.has(name) && canonical(before[name]) !== canonical(after[name]))
    .map((name) => problem('business-rule', 'This is not yours to change now.', `Task.${name.replace(/^_/, '')}`));
}
