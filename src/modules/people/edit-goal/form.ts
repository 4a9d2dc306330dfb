import { isUuid } from '../../../kernel/ids.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { goalStatuses } from '../domain/words.ts';
import { formMessages } from '../messages.ts';
import type { Goal, SeenGoal } from '../store/goals.ts';

export const goalBody = formSchema({
  words: textField(1_500),
  why: textField(4_000),
  importance: textField(10),
  progress: textField(10),
  status: textField(20),
  priority: textField(40),
  version: textField(20),
});

function scale(typed: Typed, field: string, lowest: number): number | undefined {
  const value = typedText(typed, field);
  return /^\d{1,2}$/.test(value) && Number(value) >= lowest && Number(value) <= 10 ? Number(value) : undefined;
}

/** Reads what the person wants, how important it is and how far it is, on scales to 10. */
export function parseGoal(typed: Typed): Result<Goal, Problem[]> {
  const form = new FormReader(typed);
  const words = form.text('words', 'The goal', 300, formMessages.goalWords);
  const why = form.text('why', 'Why it matters', 1_000);
  const importance = scale(typed, 'importance', 1);
  if (importance === undefined) form.problem('importance', formMessages.importance);
  const progress = scale(typed, 'progress', 0);
  if (progress === undefined) form.problem('progress', formMessages.progress);
  const status = goalStatuses.find((one) => one === typedText(typed, 'status')) ?? 'active';
  const priority = typedText(typed, 'priority');
  if (importance === undefined || progress === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ words, why, importance, progress, status, priority: isUuid(priority) ? priority : undefined });
}

/** What the form holds of a goal before anything is changed. */
export function typedOfGoal(goal: SeenGoal): Typed {
  return {
    words: goal.words,
    why: goal.why,
    importance: String(goal.importance),
    progress: String(goal.progress),
    status: goal.status,
    priority: goal.priority ?? '',
  };
}
