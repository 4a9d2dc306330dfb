import { addDays, compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { formMessages } from '../messages.ts';

/** What is closed for longer has ended. */
const mostDays = 366;

/** The day on which a service opens again, typed as numbers. */
export const closeBody = formSchema({
  'reopens-day': textField(10),
  'reopens-month': textField(20),
  'reopens-year': textField(10),
});

/** Reads until when it is closed: a day after today, and within a year. */
export function parseClose(typed: Typed, today: LocalDate): Result<LocalDate, Problem[]> {
  const form = new FormReader(typed);
  const day = form.date('reopens', 'The day on which it opens again', true);
  if (day === undefined) return fail(form.problems);
  if (compareDates(day, today) <= 0) form.problem('reopens-day', formMessages.reopensLater);
  if (compareDates(day, addDays(today, mostDays)) > 0) form.problem('reopens-day', formMessages.reopensWithinAYear);
  return form.problems.length > 0 ? fail(form.problems) : ok(day);
}
