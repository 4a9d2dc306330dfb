import { isUuid } from '../../../kernel/ids.ts';
import { compareDates } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { planKinds } from '../domain/plan.ts';
import { FormReader, typedList, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages } from '../messages.ts';
import type { PlanWords } from '../store/plans.ts';

export const planBody = formSchema({
  title: textField(1_000),
  kind: textField(30),
  summary: textField(8_000),
  'start-day': textField(20),
  'start-month': textField(20),
  'start-year': textField(20),
  'end-day': textField(20),
  'end-month': textField(20),
  'end-year': textField(20),
  parties: listField(200, 40),
  priorities: listField(100, 40),
  version: textField(10),
});

/** Reads the words of a plan. Parties and priorities may still be missing in a draft. */
export function parsePlan(typed: Typed): Result<PlanWords, Problem[]> {
  const form = new FormReader(typed);
  const title = form.text('title', 'Title', 200, formMessages.planTitle);
  const kind = form.choice('kind', planKinds, formMessages.planKind);
  const summary = form.text('summary', 'Summary', 2_000);
  const start = form.date('start', 'The first day', true);
  const end = form.date('end', 'The last day', true);
  if (start !== undefined && end !== undefined && compareDates(end, start) <= 0)
    form.problem('end-day', formMessages.planPeriod);
  if (kind === undefined || start === undefined || end === undefined || form.problems.length > 0)
    return fail(form.problems);
  return ok({
    title,
    kind,
    summary,
    start,
    end,
    parties: typedList(typed, 'parties').filter(isUuid),
    priorities: typedList(typed, 'priorities').filter(isUuid),
  });
}
