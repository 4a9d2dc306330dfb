import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages } from '../messages.ts';

export const readingBody = formSchema({
  value: textField(40),
  source: textField(1_000),
  'on-day': textField(20),
  'on-month': textField(20),
  'on-year': textField(20),
});

/** Reads what was measured on a day that has come. */
export function parseReading(
  typed: Typed,
  today: LocalDate,
): Result<{ value: number; on: LocalDate; source: string }, Problem[]> {
  const form = new FormReader(typed);
  const value = form.number('value', 'The figure', formMessages.readingValue);
  const on = form.date('on', 'The day it was measured', true);
  if (on !== undefined && compareDates(on, today) > 0) form.problem('on-day', formMessages.readingFuture);
  const source = form.text('source', 'Where it comes from', 300, formMessages.readingSource);
  if (value === undefined || on === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ value, on, source });
}
