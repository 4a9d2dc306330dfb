import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import type { Asking } from '../domain/asking.ts';
import { formMessages } from '../messages.ts';

export const askingBody = formSchema({
  who: textField(600),
  'by-day': textField(20),
  'by-month': textField(20),
  'by-year': textField(20),
});

/** Reads who will ask what is not yet known, and by when. */
export function parseAsking(typed: Typed): Result<Asking, Problem[]> {
  const form = new FormReader(typed);
  const who = form.text('who', 'Who will ask', 120, formMessages.askingWho);
  const by = form.date('by', 'The day by which they ask', true);
  return by === undefined || form.problems.length > 0 ? fail(form.problems) : ok({ who, by });
}
