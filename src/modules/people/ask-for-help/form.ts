import { isUuid } from '../../../kernel/ids.ts';
import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedList, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { parseEmail } from '../../../lib/identifiers.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { contactWays, safeContactOf } from '../domain/help-request.ts';
import { parseNhsNumber } from '../domain/nhs-number.ts';
import { readPostcode } from '../edit-person/form.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import type { NewHelpRequest } from '../store/help-requests.ts';

/** The choice of no organisation: whoever can first takes it. */
export const whoeverCanFirst = 'open';

export const helpBody = formSchema({
  who: textField(20),
  'asker-name': textField(600),
  relation: textField(400),
  'asker-contact': textField(1_000),
  knows: textField(10),
  'only-me': textField(10),
  reason: textField(9_000),
  'access-needs': textField(3_000),
  organisation: textField(60),
  name: textField(1_000),
  'born-day': textField(20),
  'born-month': textField(20),
  'born-year': textField(20),
  'nhs-number': textField(60),
  postcode: textField(60),
  ways: listField(10, 20),
  phone: textField(200),
  email: textField(600),
  when: textField(1_500),
  message: textField(10),
  // Nobody sees this field: what fills it in is no person.
  website: textField(500),
});

/** Whether a program filled in what no person sees. */
export function isFromProgram(typed: Typed): boolean {
  return typedText(typed, 'website') !== '';
}

/**
 * Reads a request for help: for whom, what would help, who takes it in, how it is safe to get in touch. Nobody is asked for
 * without knowing it. `takers` are the organisations that take requests in.
 */
export function parseHelpRequest(
  typed: Typed,
  facts: { today: LocalDate; takers: readonly string[] },
): Result<NewHelpRequest, Problem[]> {
  const { today, takers } = facts;
  const form = new FormReader(typed);
  const who = form.choice('who', ['self', 'on-behalf'] as const, formMessages.helpWho);
  const isForAnother = who === 'on-behalf';
  const need = (message: string): string | undefined => (isForAnother ? message : undefined);
  const askerName = form.text('asker-name', 'Your name', 120, need(formMessages.helpAskerName));
  const relation = form.text('relation', 'How you know them', 80, need(formMessages.helpRelation));
  const askerContact = form.text('asker-contact', 'How to reach you', 200, need(formMessages.helpAskerContact));
  if (isForAnother && typedText(typed, 'knows') !== 'yes')
    form.problem('knows', typedText(typed, 'knows') === 'no' ? formMessages.helpAskFirst : formMessages.helpKnows);
  const isOnlyThroughAsker = isForAnother && typedText(typed, 'only-me') === 'yes';
  const reason = form.text('reason', 'What would help', 2_000, formMessages.helpReason);
  const accessNeeds = form.text('access-needs', 'What you need to take part', 600);
  const organisation = typedText(typed, 'organisation');
  const isOpen = organisation === whoeverCanFirst && takers.length > 0;
  if (!isOpen && !(isUuid(organisation) && takers.includes(organisation)))
    form.problem('organisation', formMessages.helpOrganisation);
  const name = form.text('name', 'The name', 160, isForAnother ? formMessages.helpTheirName : formMessages.helpName);
  const bornOn = form.date('born', 'The day of birth', false);
  if (bornOn !== undefined && compareDates(bornOn, today) > 0) form.problem('born-day', formMessages.bornInFuture);
  const number = typedText(typed, 'nhs-number').trim();
  const nhsNumber = number === '' ? undefined : parseNhsNumber(number);
  if (nhsNumber?.ok === false) form.problem('nhs-number', refusalSentence(nhsNumber.error));
  const postcode = readPostcode(form, typed);
  const ways = contactWays.filter((way) => typedList(typed, 'ways').includes(way));
  const phone = form.text('phone', 'The phone number', 40);
  const email = form.text('email', 'The email address', 254);
  if (!isOnlyThroughAsker) {
    if (ways.length === 0) form.problem('ways', formMessages.helpWays);
    if (phone === '' && ways.some((way) => way === 'phone' || way === 'text'))
      form.problem('phone', formMessages.helpPhone);
    if (email === '' && ways.includes('email')) form.problem('email', formMessages.helpEmail);
    if (postcode === '' && ways.includes('letter') && form.problems.every((one) => one.field !== 'postcode'))
      form.problem('postcode', formMessages.helpPostcode);
  }
  if (email !== '') {
    const read = parseEmail(email);
    if (!read.ok) form.problem('email', read.error);
  }
  const when = form.text('when', 'The times', 300);
  const message = isOnlyThroughAsker ? 'no' : form.choice('message', ['yes', 'no'] as const, formMessages.helpMessage);
  if (who === undefined || message === undefined || form.problems.length > 0) return fail(form.problems);
  const contact = safeContactOf({
    ways,
    when,
    mayLeaveMessage: message === 'yes',
    only: isOnlyThroughAsker ? `${askerName} (${relation}), ${askerContact}` : undefined,
  });
  return ok({
    organisation: isOpen ? undefined : organisation,
    source: who,
    asker: isForAnother
      ? { name: askerName, relation, organisation: '', contact: askerContact }
      : { name: '', relation: '', organisation: '', contact: '' },
    name,
    bornOn,
    nhsNumber: nhsNumber?.ok === true ? nhsNumber.value : undefined,
    postcode,
    phone,
    email,
    reason,
    accessNeeds,
    risks: '',
    safeContact: contact.safeContact,
    safeContactNote: contact.note,
    urgency: 'routine',
    permissionHow: 'online',
    permissionOn: today,
  });
}
