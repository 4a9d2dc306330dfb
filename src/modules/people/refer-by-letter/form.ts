import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedDay, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { parseEmail, parseOdsCode, parsePostcode } from '../../../lib/identifiers.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { parseNhsNumber } from '../domain/nhs-number.ts';
import {
  letterFields,
  readDay,
  readLetter,
  saysAnyWay,
  saysUrgent,
  type LetterField,
} from '../domain/referral-letter.ts';
import { safeContacts } from '../domain/words.ts';
import { parseSought, soughtFields } from '../match-person/form.ts';
import { formMessages } from '../messages.ts';
import type { NewHelpRequest } from '../store/help-requests.ts';

/** As long as a letter may be. */
const longestLetter = 20_000;

export const letterBody = formSchema({ letter: textField(longestLetter) });
export const checkBody = formSchema({
  ...soughtFields,
  email: textField(600),
  reason: textField(9_000),
  'access-needs': textField(3_000),
  risks: textField(5_000),
  'safe-contact': textField(40),
  'safe-contact-note': textField(3_000),
  'agreed-day': textField(20),
  'agreed-month': textField(20),
  'agreed-year': textField(20),
  urgency: textField(20),
  'asker-name': textField(600),
  practice: textField(800),
  'practice-code': textField(60),
  'asker-contact': textField(1_000),
});

/** What stands in a letter but could not be taken over: the label, and the words as they are. */
export type NotRead = { label: string; words: string };

/** A letter as the form shows it for checking, with what could not be read. Nothing that is unclear is taken over. */
export function typedOfLetter(letter: string): { typed: Typed; notRead: NotRead[] } {
  const { found, unread } = readLetter(letter);
  const words = (field: LetterField): string => found[field]?.trim() ?? '';
  const notRead: NotRead[] = [];
  const labelOf = (field: LetterField): string => letterFields.find((one) => one.field === field)?.label ?? field;
  function checked(field: LetterField, isGood: (text: string) => boolean): string {
    const text = words(field);
    if (text === '' || isGood(text)) return text;
    notRead.push({ label: labelOf(field), words: text });
    return '';
  }
  const born = checked('born', (text) => readDay(text) !== undefined);
  const agreed = checked('agreed', (text) => readDay(text) !== undefined);
  const typed: Typed = {
    name: words('name'),
    ...typedDay('born', readDay(born)),
    'nhs-number': checked('nhs-number', (text) => parseNhsNumber(text).ok),
    postcode: checked('postcode', (text) => parsePostcode(text).ok),
    phone: checked('phone', (text) => text.length <= 40),
    reason: words('reason'),
    'access-needs': words('access-needs'),
    risks: words('risks'),
    'safe-contact': saysAnyWay(words('safe-contact')) ? 'any' : 'only-this-way',
    'safe-contact-note': saysAnyWay(words('safe-contact')) ? '' : words('safe-contact'),
    ...typedDay('agreed', readDay(agreed)),
    urgency: saysUrgent(words('urgency')) ? 'urgent' : 'routine',
    'asker-name': words('asker-name'),
    practice: words('practice'),
    'practice-code': checked('practice-code', (text) => parseOdsCode(text).ok),
    'asker-contact': words('asker-contact'),
  };
  return { typed, notRead: [...notRead, ...unread.map((line) => ({ label: '', words: line }))] };
}

/** Reads a letter that a worker has checked. */
export function parseChecked(typed: Typed, facts: { today: LocalDate; us: string }): Result<NewHelpRequest, Problem[]> {
  const { today } = facts;
  const sought = parseSought(typed, today);
  const form = new FormReader(typed);
  if (!sought.ok) for (const one of sought.error) form.problem(one.field, one.text);
  const email = form.text('email', 'The email address', 254);
  if (email !== '') {
    const read = parseEmail(email);
    if (!read.ok) form.problem('email', read.error);
  }
  const reason = form.text('reason', 'What matters and why now', 2_000, formMessages.referReason);
  const accessNeeds = form.text('access-needs', 'What they need to take part', 600);
  const risks = form.text('risks', 'What to know', 1_000);
  const safeContact = form.choice('safe-contact', safeContacts, formMessages.safeContact);
  const isNoteNeeded = safeContact !== undefined && safeContact !== 'any';
  const note = form.text(
    'safe-contact-note',
    'How it is safe',
    600,
    isNoteNeeded ? formMessages.safeContactNote : undefined,
  );
  const agreedOn = form.date('agreed', 'Day on which the person agreed', true);
  if (agreedOn !== undefined && compareDates(agreedOn, today) > 0)
    form.problem('agreed-day', formMessages.letterAgreed);
  const urgency = form.choice('urgency', ['routine', 'urgent'] as const, formMessages.referUrgency);
  const askerName = form.text('asker-name', 'Who referred them', 120, formMessages.letterAsker);
  const practice = form.text('practice', 'The practice', 120);
  const code = typedText(typed, 'practice-code').trim();
  const practiceCode = code === '' ? undefined : parseOdsCode(code);
  if (practiceCode?.ok === false) form.problem('practice-code', practiceCode.error);
  const contact = form.text('asker-contact', 'Where the answer goes', 200, formMessages.letterReply);
  if (!sought.ok || safeContact === undefined || urgency === undefined || agreedOn === undefined)
    return fail(form.problems);
  if (form.problems.length > 0) return fail(form.problems);
  const { value } = sought;
  return ok({
    organisation: facts.us,
    source: 'practice',
    asker: {
      name: askerName,
      relation: '',
      organisation: `${practice}${practiceCode?.ok === true ? ` (${practiceCode.value})` : ''}`.trim(),
      contact,
    },
    ...value,
    email,
    reason,
    accessNeeds,
    risks,
    safeContact,
    safeContactNote: safeContact === 'any' ? '' : note,
    urgency,
    permissionHow: 'letter',
    permissionOn: agreedOn,
  });
}
