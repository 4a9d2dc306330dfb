import { addDays, compareDates, daysBetween, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Standing } from './plan-step.ts';

/** Where a task stands: offered to a colleague, to be done, refused, done, or no longer needed. */
export const taskStatuses = ['offered', 'open', 'declined', 'done', 'dropped'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export type TaskCommand =
  | { kind: 'accept' }
  | { kind: 'decline'; words: string }
  | { kind: 'done'; on: LocalDate; words: string }
  | { kind: 'drop'; words: string };
export const taskCommands = ['accept', 'decline', 'done', 'drop'] as const;

export type TaskRefusal =
  | 'task/not-yours'
  | 'task/already-answered'
  | 'task/not-accepted'
  | 'task/over'
  | 'task/why-needed'
  | 'task/done-in-future'
  | 'task/due-in-past';

/** Where a task begins: one's own is to be done; a colleague is offered it, and nobody is given work in their absence. */
export function beginTask(of: { by: string | undefined; for: string }): 'open' | 'offered' {
  return of.by === of.for ? 'open' : 'offered';
}

/** What comes of a task. A colleague answers for themselves; whoever wrote it may drop it. */
export function decideTask(
  task: { status: TaskStatus; author: string | undefined; for: string },
  command: TaskCommand,
  who: { account: string | undefined; today: LocalDate },
): Result<{ status: TaskStatus; doneOn: LocalDate | undefined; words: string }, TaskRefusal> {
  if (task.status === 'done' || task.status === 'dropped') return fail('task/over');
  const isTheirs = who.account === task.for;
  switch (command.kind) {
    case 'accept':
    case 'decline':
      if (!isTheirs) return fail('task/not-yours');
      if (task.status !== 'offered') return fail('task/already-answered');
      if (command.kind === 'accept') return ok({ status: 'open', doneOn: undefined, words: '' });
      if (command.words === '') return fail('task/why-needed');
      return ok({ status: 'declined', doneOn: undefined, words: command.words });
    case 'done':
      if (task.status !== 'open') return fail('task/not-accepted');
      if (!isTheirs && who.account !== task.author) return fail('task/not-yours');
      if (compareDates(command.on, who.today) > 0) return fail('task/done-in-future');
      return ok({ status: 'done', doneOn: command.on, words: command.words });
    case 'drop':
      if (who.account !== task.author && !(isTheirs && task.status === 'open')) return fail('task/not-yours');
      if (command.words === '') return fail('task/why-needed');
      return ok({ status: 'dropped', doneOn: undefined, words: command.words });
  }
}

/** The commands that would be taken. */
export function openTaskCommands(
  task: { status: TaskStatus; author: string | undefined; for: string },
  account: string | undefined,
): readonly (typeof taskCommands)[number][] {
  const today = '2000-01-01' as LocalDate;
  return taskCommands.filter((kind) => {
    const command =
      kind === 'accept'
        ? ({ kind } as const)
        : kind === 'done'
          ? ({ kind, on: today, words: '' } as const)
          : ({ kind, words: 'Why' } as const);
    return decideTask(task, command, { account, today }).ok;
  });
}

/** Where a task stands on a day, in words that say it whole. */
export function taskStanding(
  task: { status: TaskStatus; by: LocalDate; forName: string; doneOn: LocalDate | undefined },
  today: LocalDate,
): Standing {
  switch (task.status) {
    case 'offered':
      return { text: `Offered to ${task.forName}`, tone: 'waiting' };
    case 'declined':
      return { text: `${task.forName} said no`, tone: 'late' };
    case 'dropped':
      return { text: 'No longer needed', tone: 'ended' };
    case 'done':
      return { text: task.doneOn === undefined ? 'Done' : `Done ${formatDate(task.doneOn)}`, tone: 'good' };
    case 'open': {
      const days = daysBetween(task.by, today);
      if (days > 0) return { text: `${plural(days, 'day')} late`, tone: 'late' };
      if (days === 0) return { text: 'Today', tone: 'waiting' };
      return { text: `By ${formatDate(task.by)}`, tone: 'plain' };
    }
  }
}

/** How far ahead tasks stand on the list for today. */
export const tasksAheadDays = 7;
/** The last day of the tasks that stand on the list for today. */
export function tasksUntil(today: LocalDate): LocalDate {
  return addDays(today, tasksAheadDays);
}
