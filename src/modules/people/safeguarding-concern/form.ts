import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { legalBases } from '../domain/concern.ts';
import { formMessages } from '../messages.ts';
import type { Concern } from '../store/concerns.ts';

export const concernBody = formSchema({
  record: textField(40),
  about: textField(1_000),
  'born-day': textField(20),
  'born-month': textField(20),
  'born-year': textField(20),
  contact: textField(2_000),
  words: textField(20_000),
  basis: textField(40),
  reason: textField(8_000),
  telling: textField(20),
  'not-told-reason': textField(4_000),
});
export const receiveBody = formSchema({ answer: textField(10_000) });

/** Reads a concern: about whom, what, on which law and why, and whether the person is told. */
export function parseConcern(typed: Typed, today: LocalDate): Result<Concern, Problem[]> {
  const form = new FormReader(typed);
  const record = typedText(typed, 'record');
  const about = form.text('about', 'Who it is about', 160, formMessages.concernAbout);
  const bornOn = form.date('born', 'The day they were born', false);
  if (bornOn !== undefined && compareDates(bornOn, today) > 0) form.problem('born-day', formMessages.bornInFuture);
  const contact = form.text('contact', 'How to reach them', 300);
  const words = form.text('words', 'What worries you', 4_000, formMessages.concernWords);
  if (words !== '' && words.length < 20) form.problem('words', formMessages.concernWords);
  const legalBasis = form.choice('basis', legalBases, formMessages.concernBasis);
  const reason = form.text('reason', 'Why it must be passed on', 1_000, formMessages.concernReason);
  if (reason !== '' && reason.length < 10) form.problem('reason', formMessages.concernReason);
  const telling = form.choice('telling', ['tell', 'keep'] as const, formMessages.concernTelling);
  const missing = telling === 'keep' ? formMessages.emergencyHeld : undefined;
  const why = form.text('not-told-reason', 'Why they are not told', 600, missing);
  if (legalBasis === undefined || telling === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({
    person: isUuid(record) ? record : undefined,
    about,
    bornOn,
    contact,
    words,
    legalBasis,
    reason,
    notToldReason: telling === 'keep' ? why : '',
  });
}

/** Reads what the team answers to whoever sent it. */
export function parseReceived(typed: Typed): Result<string, Problem[]> {
  const form = new FormReader(typed);
  const answer = form.text('answer', 'Your note', 2_000);
  return form.problems.length > 0 ? fail(form.problems) : ok(answer);
}
