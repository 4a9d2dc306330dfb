import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import type { Sought } from '../domain/match.ts';
import { parseNhsNumber } from '../domain/nhs-number.ts';
import { readPostcode } from '../edit-person/form.ts';
import { formMessages, refusalSentence } from '../messages.ts';

/** What is asked before somebody is added. It is carried on into the record. */
export const soughtFields = {
  name: textField(1_000),
  'born-day': textField(20),
  'born-month': textField(20),
  'born-year': textField(20),
  'nhs-number': textField(60),
  postcode: textField(60),
  phone: textField(200),
};
export const matchBody = formSchema(soughtFields);

/** Reads who is sought. A name is needed; of the rest, what is known. */
export function parseSought(typed: Typed, today: LocalDate): Result<Sought, Problem[]> {
  const form = new FormReader(typed);
  const name = form.text('name', 'The name', 160, formMessages.name);
  const bornOn = form.date('born', 'The day they were born', false);
  if (bornOn !== undefined && compareDates(bornOn, today) > 0) form.problem('born-day', formMessages.bornInFuture);
  const number = typedText(typed, 'nhs-number').trim();
  const nhsNumber = number === '' ? undefined : parseNhsNumber(number);
  if (nhsNumber?.ok === false) form.problem('nhs-number', refusalSentence(nhsNumber.error));
  const postcode = readPostcode(form, typed);
  const phone = form.text('phone', 'The phone number', 40);
  if (form.problems.length > 0) return fail(form.problems);
  return ok({ name, bornOn, nhsNumber: nhsNumber?.ok === true ? nhsNumber.value : undefined, postcode, phone });
}

/** More than a worker is ever shown. */
const mostSaid = 40;

/** The people of whom somebody said that this is another: as a form carries them on. */
export function readOthers(typed: Typed): Set<Uuid> {
  return new Set(typedText(typed, 'somebody-else').split(' ').filter(isUuid).slice(0, mostSaid));
}
export const othersField = textField(40 * 37);
