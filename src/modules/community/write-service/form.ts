import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { compareDates } from '../../../lib/dates.ts';
import { FormReader, typedList, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { parseEmail, parsePostcode } from '../../../lib/identifiers.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import {
  serviceStatuses,
  type ListingDays,
  type ServiceContent,
  type ServiceStatus,
  type Venue,
} from '../domain/content.ts';
import { mostTerms, terms } from '../domain/terms.ts';
import { formMessages } from '../messages.ts';
import { moreFields, readAccess, readMore } from './more.ts';
import { costRows, costFields, readCosts, readTimes, timeFields, timeRows } from './times.ts';

/** The rows of times and of amounts that the form offers. */
export { costRows, timeRows };

function dayFields(...names: readonly string[]) {
  return Object.fromEntries(
    names.flatMap((name) => [
      [`${name}-day`, textField(10)],
      [`${name}-month`, textField(20)],
      [`${name}-year`, textField(10)],
    ]),
  ) as Record<string, ReturnType<typeof textField>>;
}

/** The fields of a service. */
export const serviceBody = formSchema({
  organisation: textField(40),
  version: textField(10),
  name: textField(500),
  description: textField(12_000),
  status: textField(30),
  where: textField(10),
  'venue-name': textField(500),
  address: textField(800),
  city: textField(300),
  postcode: textField(20),
  steps: textField(10),
  access: textField(2_400),
  cost: textField(10),
  'minimum-age': textField(10),
  'maximum-age': textField(10),
  'how-to-come': textField(2_400),
  referrals: textField(10),
  phone: textField(100),
  email: textField(500),
  url: textField(800),
  need: listField(40, 60),
  activity: listField(40, 60),
  circumstance: listField(40, 60),
  delivers: textField(40),
  'from-day': textField(10),
  'from-month': textField(20),
  'from-year': textField(10),
  'until-day': textField(10),
  'until-month': textField(20),
  'until-year': textField(10),
  ...dayFields('listed-from', 'listed-to', 'reopens'),
  ...moreFields,
  ...timeFields,
  ...costFields,
});

function readVenue(form: FormReader, typed: Typed): Venue | undefined {
  const where = form.choice('where', ['venue', 'masked', 'none'] as const, formMessages.where);
  if (where === undefined || where === 'none') return undefined;
  const name = form.text('venue-name', 'The name of the place', 120);
  const address = form.text('address', 'The street and number', 200, formMessages.address);
  const city = form.text('city', 'The town or village', 80, formMessages.city);
  const postcode = parsePostcode(typedText(typed, 'postcode'));
  if (!postcode.ok) form.problem('postcode', postcode.error);
  const steps = typedText(typed, 'steps');
  return {
    masked: where === 'masked',
    name,
    address,
    city,
    postcode: postcode.ok ? postcode.value : '',
    accessNotes: form.text('access', 'Getting in', 600),
    stepFree: steps === 'yes' ? true : steps === 'no' ? false : undefined,
    access: readAccess(typed),
  };
}

function readAge(form: FormReader, typed: Typed, field: string): number | undefined {
  const text = typedText(typed, field).trim();
  if (text === '') return undefined;
  const age = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
  if (age <= 120) return age;
  form.problem(field, formMessages.age);
  return undefined;
}

function readUrl(form: FormReader): string | undefined {
  const url = form.text('url', 'The web address', 300);
  if (url === '') return undefined;
  // One address that is none would spoil the whole feed of the directory: it is refused here.
  if (!/^https?:\/\/[^\s<>"]+\.[^\s<>"]+$/.test(url) || !URL.canParse(url)) form.problem('url', formMessages.url);
  return url;
}

function readEmail(form: FormReader): string | undefined {
  const text = form.text('email', 'The email address', 254);
  if (text === '') return undefined;
  const email = parseEmail(text);
  if (email.ok) return email.value;
  form.problem('email', email.error);
  return undefined;
}

/** Reads from when until when it is listed, and until when it is closed. What is not closed opens on no day. */
function readDays(form: FormReader, status: ServiceStatus | undefined): Omit<ListingDays, 'status'> {
  const listedFrom = form.date('listed-from', 'The first day', false);
  const listedTo = form.date('listed-to', 'The last day', false);
  if (listedFrom !== undefined && listedTo !== undefined && compareDates(listedTo, listedFrom) < 0)
    form.problem('listed-to-day', formMessages.period);
  const reopensOn =
    status === 'temporarily closed' ? form.date('reopens', 'The day on which it opens again', false) : undefined;
  return { listedFrom, listedTo, reopensOn };
}

/** Reads everything that an organisation says of a service. */
export function parseService(typed: Typed): Result<ServiceContent, Problem[]> {
  const form = new FormReader(typed);
  const name = form.text('name', 'The name', 120, formMessages.name);
  const description = form.text('description', 'The description', 3_000, formMessages.description);
  const status = form.choice('status', serviceStatuses, formMessages.status);
  const days = readDays(form, status);
  const schedules = readTimes(form, typed);
  const venue = readVenue(form, typed);
  const costs = readCosts(form, typed);
  const minimumAge = readAge(form, typed, 'minimum-age');
  const maximumAge = readAge(form, typed, 'maximum-age');
  if (minimumAge !== undefined && maximumAge !== undefined && maximumAge < minimumAge)
    form.problem('maximum-age', formMessages.ages);
  const howToCome = form.text('how-to-come', 'How to come', 600);
  const more = readMore(form, typed);
  const phone = form.text('phone', 'The phone number', 40);
  const email = readEmail(form);
  const url = readUrl(form);
  const chosen = ['need', 'activity', 'circumstance'].flatMap((kind) => typedList(typed, kind));
  const known = terms.filter((term) => chosen.includes(term.code)).map((term) => term.code);
  if (known.length > mostTerms) form.problem('need', formMessages.terms);
  const delivers: Uuid = typedText(typed, 'delivers');
  if (status === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({
    name,
    description,
    status,
    ...days,
    url,
    email,
    phone: phone === '' ? undefined : phone,
    howToCome,
    ...more,
    takesReferrals: typedText(typed, 'referrals') === 'yes',
    minimumAge,
    maximumAge,
    venue,
    schedules,
    costs,
    terms: known,
    delivers: isUuid(delivers) ? delivers : undefined,
  });
}
