import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import type { PersonCategory } from '../../../kernel/helping.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { taskCommands, type TaskCommand } from '../domain/work-task.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import type { NewTask } from '../store/tasks.ts';

export const taskBody = formSchema({
  what: textField(1_500),
  who: textField(40),
  category: textField(20),
  'by-day': textField(20),
  'by-month': textField(20),
  'by-year': textField(20),
});
export const taskAnswerBody = formSchema({
  answer: textField(20),
  words: textField(1_500),
  version: textField(20),
});

/** Reads a task: what, for whom, by when, and who may know of it. */
export function parseTask(
  typed: Typed,
  facts: {
    today: LocalDate;
    categories: readonly PersonCategory[];
    colleagues: readonly { account: string; name: string }[];
  },
): Result<NewTask, Problem[]> {
  const form = new FormReader(typed);
  const what = form.text('what', 'What is to be done', 300, formMessages.taskWhat);
  const who = facts.colleagues.find((one) => one.account === typedText(typed, 'who'));
  if (who === undefined) form.problem('who', formMessages.taskWho);
  const by = form.date('by', 'The day', true);
  if (by !== undefined && compareDates(by, facts.today) < 0)
    form.problem('by-day', refusalSentence('task/due-in-past'));
  const category = form.choice('category', facts.categories, formMessages.noteCategory);
  if (form.problems.length > 0 || who === undefined || by === undefined || category === undefined)
    return fail(form.problems);
  return ok({ what, for: who, by, category });
}

/** Reads what came of a task. */
export function parseTaskAnswer(typed: Typed, today: LocalDate): Result<TaskCommand, Problem[]> {
  const form = new FormReader(typed);
  const kind = form.choice('answer', taskCommands, formMessages.answer);
  const words = form.text('words', 'Your words', 300);
  if ((kind === 'decline' || kind === 'drop') && words === '') form.problem('words', formMessages.taskWhy);
  if (form.problems.length > 0 || kind === undefined) return fail(form.problems);
  switch (kind) {
    case 'accept':
      return ok({ kind });
    case 'done':
      return ok({ kind, on: today, words });
    case 'decline':
    case 'drop':
      return ok({ kind, words });
  }
}
