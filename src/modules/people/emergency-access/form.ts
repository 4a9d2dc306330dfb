import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { emergencyKinds, findings, type Finding } from '../domain/emergency.ts';
import { parseNhsNumber } from '../domain/nhs-number.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import type { AskedEmergency } from '../store/emergencies.ts';

export const emergencyBody = formSchema({
  name: textField(1_000),
  'nhs-number': textField(60),
  'born-day': textField(20),
  'born-month': textField(20),
  'born-year': textField(20),
  kind: textField(40),
  reason: textField(4_000),
  telling: textField(20),
  'held-reason': textField(4_000),
});
export const reviewBody = formSchema({
  finding: textField(20),
  note: textField(8_000),
  telling: textField(20),
  'held-reason': textField(4_000),
});

const shortestReason = 20;

/** Whether the person is told, and if not, why. Undefined when it was not said. */
function readTelling(form: FormReader): string | undefined {
  const telling = form.choice('telling', ['tell', 'hold'] as const, formMessages.emergencyTelling);
  const missing = telling === 'hold' ? formMessages.emergencyHeld : undefined;
  const why = form.text('held-reason', 'Why they are not told', 600, missing);
  return telling === undefined ? undefined : telling === 'hold' ? why : '';
}

/** Reads whose record is needed and why: a name or an NHS number, and the day of birth in any case. */
export function parseEmergency(typed: Typed, today: LocalDate): Result<AskedEmergency, Problem[]> {
  const form = new FormReader(typed);
  const name = form.text('name', 'The name', 160);
  const number = typedText(typed, 'nhs-number').trim();
  const nhsNumber = number === '' ? undefined : parseNhsNumber(number);
  if (nhsNumber?.ok === false) form.problem('nhs-number', refusalSentence(nhsNumber.error));
  if (name === '' && number === '') form.problem('name', formMessages.emergencyWho);
  const bornOn = form.date('born', 'The day they were born', true);
  if (bornOn !== undefined && compareDates(bornOn, today) > 0) form.problem('born-day', formMessages.bornInFuture);
  const kind = form.choice('kind', emergencyKinds, formMessages.emergencyKind);
  const reason = form.text('reason', 'The reason', 600, formMessages.emergencyReason);
  if (reason !== '' && reason.length < shortestReason) form.problem('reason', formMessages.emergencyReason);
  const heldReason = readTelling(form);
  if (bornOn === undefined || kind === undefined || heldReason === undefined || form.problems.length > 0)
    return fail(form.problems);
  return ok({
    name,
    nhsNumber: nhsNumber?.ok === true ? nhsNumber.value : undefined,
    bornOn,
    kind,
    reason,
    heldReason,
  });
}

/** Reads what somebody else found afterwards. */
export function parseReview(typed: Typed): Result<{ finding: Finding; note: string; heldReason: string }, Problem[]> {
  const form = new FormReader(typed);
  const finding = form.choice('finding', findings, formMessages.emergencyFinding);
  const missing = finding === 'not-right' ? formMessages.emergencyNote : undefined;
  const note = form.text('note', 'What you found', 1_000, missing);
  const heldReason = readTelling(form);
  if (finding === undefined || heldReason === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ finding, note, heldReason });
}
