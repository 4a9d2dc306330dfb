import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import type { Reading } from '../domain/outcome.ts';
import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages } from '../messages.ts';

export const outcomeBody = formSchema({
  title: textField(1_000),
  unit: textField(200),
  better: textField(20),
  source: textField(1_000),
  baseline: textField(40),
  'baseline-on-day': textField(20),
  'baseline-on-month': textField(20),
  'baseline-on-year': textField(20),
  target: textField(40),
  'target-on-day': textField(20),
  'target-on-month': textField(20),
  'target-on-year': textField(20),
});

export type OutcomeCommand = {
  title: string;
  unit: string;
  better: 'higher' | 'lower';
  source: string;
  baseline: Reading | undefined;
  target: Reading | undefined;
};

/** A figure and its day belong together: one without the other is asked for. */
function pair(
  form: FormReader,
  name: string,
  value: number | undefined,
  on: LocalDate | undefined,
  missing: { value: string; on: string },
): Reading | undefined {
  const isClean = !form.problems.some((problem) => problem.field.startsWith(name));
  if (value === undefined && on !== undefined && isClean) form.problem(name, missing.value);
  if (value !== undefined && on === undefined && isClean) form.problem(`${name}-on-day`, missing.on);
  return value === undefined || on === undefined ? undefined : { value, on };
}

export function parseOutcome(typed: Typed): Result<OutcomeCommand, Problem[]> {
  const form = new FormReader(typed);
  const title = form.text('title', 'What should change', 200, formMessages.outcomeTitle);
  const unit = form.text('unit', 'What is counted', 40, formMessages.outcomeUnit);
  const better = form.choice('better', ['higher', 'lower'] as const, formMessages.outcomeBetter);
  const source = form.text('source', 'Where the figures come from', 300);
  const baseline = pair(
    form,
    'baseline',
    form.number('baseline', 'The starting figure'),
    form.date('baseline-on', 'The day of the starting figure', false),
    { value: formMessages.baselineValue, on: formMessages.baselineDate },
  );
  const target = pair(
    form,
    'target',
    form.number('target', 'The target'),
    form.date('target-on', 'The day of the target', false),
    { value: formMessages.targetValue, on: formMessages.targetDate },
  );
  if (baseline !== undefined && target !== undefined && compareDates(target.on, baseline.on) <= 0)
    form.problem('target-on-day', formMessages.targetAfter);
  if (better === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ title, unit, better, source, baseline, target });
}
