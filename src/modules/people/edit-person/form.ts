import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedDay, typedText, type Typed } from '../../../lib/form-reader.ts';
import { parseEmail, parsePostcode } from '../../../lib/identifiers.ts';
import { textField } from '../../../platform/http/fields.ts';
import { parseNhsNumber } from '../domain/nhs-number.ts';
import { safeContacts } from '../domain/words.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import type { Details } from '../store/person-writes.ts';
import type { Person } from '../store/people.ts';

/** The fields about a person themselves, as both forms have them. */
export const detailFields = {
  name: textField(1_000),
  'known-as': textField(400),
  'born-day': textField(20),
  'born-month': textField(20),
  'born-year': textField(20),
  'nhs-number': textField(60),
  postcode: textField(60),
  phone: textField(200),
  email: textField(600),
  'safe-contact': textField(30),
  'safe-contact-note': textField(4_000),
  'format-needs': textField(1_000),
  language: textField(400),
  interpreter: textField(10),
};

/** The postcode where they live, in its one form; empty where none was typed. */
export function readPostcode(form: FormReader, typed: Typed): string {
  const text = typedText(typed, 'postcode').trim();
  if (text === '') return '';
  const read = parsePostcode(text);
  if (read.ok) return read.value;
  form.problem('postcode', read.error);
  return '';
}

/** Reads what is written down about a person themselves; problems are gathered in `form`. */
export function readDetails(form: FormReader, typed: Typed, today: LocalDate): Details | undefined {
  const name = form.text('name', 'The name', 160, formMessages.name);
  const knownAs = form.text('known-as', 'The name they go by', 80);
  const bornOn = form.date('born', 'The day they were born', false);
  if (bornOn !== undefined && compareDates(bornOn, today) > 0) form.problem('born-day', formMessages.bornInFuture);
  const number = typedText(typed, 'nhs-number').trim();
  const nhsNumber = number === '' ? undefined : parseNhsNumber(number);
  if (nhsNumber?.ok === false) form.problem('nhs-number', refusalSentence(nhsNumber.error));
  const postcode = readPostcode(form, typed);
  const phone = form.text('phone', 'The phone number', 40);
  const email = form.text('email', 'The email address', 254);
  if (email !== '') {
    const read = parseEmail(email);
    if (!read.ok) form.problem('email', read.error);
  }
  const safeContact = form.choice('safe-contact', safeContacts, formMessages.safeContact);
  const missing = safeContact === undefined || safeContact === 'any' ? undefined : formMessages.safeContactNote;
  const safeContactNote = form.text('safe-contact-note', 'How it is safe', 600, missing);
  const formatNeeds = form.text('format-needs', 'How they like to be told things', 300);
  const language = form.text('language', 'The language', 80);
  if (safeContact === undefined) return undefined;
  return {
    name,
    knownAs,
    bornOn,
    nhsNumber: nhsNumber?.ok === true ? nhsNumber.value : undefined,
    postcode,
    phone,
    email,
    safeContact,
    safeContactNote,
    formatNeeds,
    language,
    interpreter: typedText(typed, 'interpreter') === 'yes',
  };
}

/** What a form holds of a person before anything is changed. */
export function typedOf(person: Person): Typed {
  return {
    name: person.name,
    'known-as': person.knownAs,
    ...typedDay('born', person.bornOn),
    'nhs-number': person.nhsNumber ?? '',
    postcode: person.postcode,
    phone: person.phone,
    email: person.email,
    'safe-contact': person.safeContact,
    'safe-contact-note': person.safeContactNote,
    'format-needs': person.formatNeeds,
    language: person.language,
    interpreter: person.interpreter ? 'yes' : '',
  };
}
