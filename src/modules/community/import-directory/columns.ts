import { localDate, parseLocalDate, type LocalDate } from '../../../lib/dates.ts';
import { normaliseForSearch } from '../../../lib/text.ts';
import type { SheetRow } from '../../../lib/read-xlsx.ts';
import { accessFeatures } from '../domain/access.ts';
import { serviceStatuses, statusName } from '../domain/content.ts';
import { keyOfWords, type OfferedRow } from '../domain/offered.ts';
import { languages } from '../domain/languages.ts';
import { weekdayName, weekdays } from '../domain/schedule.ts';
import { terms } from '../domain/terms.ts';
import { parseService } from '../write-service/form.ts';

/** A column that we know, with what other tables call it. */
export type Column = { name: string; text: string; others: readonly string[]; isNeeded?: boolean };

/** Everything that a table can say of a service. */
export const columns: readonly Column[] = [
  {
    name: 'service',
    text: 'Name of the service',
    others: ['name', 'title', 'service name', 'activity'],
    isNeeded: true,
  },
  {
    name: 'organisation',
    text: 'Organisation',
    others: ['organization', 'provider', 'run by', 'organisation name', 'group'],
    isNeeded: true,
  },
  { name: 'description', text: 'What it is', others: ['details', 'about', 'summary'], isNeeded: true },
  {
    name: 'external_id',
    text: 'Its number or code there',
    others: ['id', 'external id', 'reference', 'ref', 'record id'],
  },
  { name: 'status', text: 'State', others: ['state'] },
  { name: 'listed_from', text: 'First day listed', others: ['visible from', 'starts on', 'start date'] },
  { name: 'listed_to', text: 'Last day listed', others: ['visible to', 'ends on', 'end date', 'expires'] },
  { name: 'reopens_on', text: 'Opens again on', others: ['closed until', 'reopens'] },
  { name: 'venue', text: 'Name of the place', others: ['venue name', 'location', 'building'] },
  { name: 'address', text: 'Street and number', others: ['address 1', 'address_1', 'address line 1', 'street'] },
  { name: 'city', text: 'Town or village', others: ['town', 'village', 'post town'] },
  { name: 'postcode', text: 'Postcode', others: ['post code', 'postal code', 'postal_code'] },
  { name: 'masked', text: 'Address kept private', others: ['address_kept_private', 'private address'] },
  { name: 'step_free', text: 'Step-free', others: ['wheelchair access', 'step free'] },
  { name: 'accessibility', text: 'Getting in', others: ['getting_in', 'access'] },
  { name: 'days', text: 'Days', others: ['day', 'when', 'day of the week'] },
  { name: 'opens', text: 'Opens at', others: ['start', 'start time', 'from', 'opens at'] },
  { name: 'closes', text: 'Closes at', others: ['end', 'end time', 'to', 'closes at', 'finish'] },
  { name: 'free', text: 'Free', others: ['is free'] },
  { name: 'cost', text: 'Cost', others: ['price', 'fee', 'charge'] },
  { name: 'min_age', text: 'Youngest age', others: ['minimum_age', 'minimum age', 'age from'] },
  { name: 'max_age', text: 'Oldest age', others: ['maximum_age', 'maximum age', 'age to'] },
  { name: 'who_may_come', text: 'Who may come', others: ['eligibility', 'for whom'] },
  { name: 'how_to_come', text: 'How to come', others: ['booking', 'how to join', 'referral'] },
  { name: 'contact', text: 'Whom to ask for', others: ['contact name'] },
  { name: 'phone', text: 'Phone', others: ['telephone', 'tel', 'phone number', 'contact number'] },
  { name: 'email', text: 'Email', others: ['e-mail', 'email address'] },
  { name: 'web', text: 'Website', others: ['website', 'url', 'link'] },
  { name: 'languages', text: 'Languages', others: ['language'] },
  { name: 'serves', text: 'Serves', others: ['area', 'areas', 'area served', 'coverage'] },
  { name: 'paid_for_by', text: 'Paid for by', others: ['funder', 'funded by'] },
  { name: 'needs', text: 'Needs', others: ['need', 'category', 'categories', 'tags'] },
  { name: 'activities', text: 'Activities', others: ['activity type'] },
  { name: 'circumstances', text: 'Circumstances', others: ['audience'] },
  { name: 'checked_on', text: 'Checked on', others: ['last checked', 'assured_date', 'updated', 'last updated'] },
  { name: 'charity_number', text: 'Charity number', others: ['charity no'] },
];

/** Which of the columns of a table is which of ours: by our name, the name's position in the table, from 0. */
export type Mapping = Readonly<Record<string, number>>;

function plain(text: string): string {
  return normaliseForSearch(text.replaceAll('_', ' '));
}

/** What the columns most likely are, from what was said the last time and from their names. */
export function guessColumns(
  header: readonly string[],
  before: Readonly<Record<string, string>>,
): Record<string, number> {
  const found: Record<string, number> = {};
  const taken = new Set<number>();
  const take = (name: string, index: number): void => {
    if (index < 0 || taken.has(index) || found[name] !== undefined) return;
    found[name] = index;
    taken.add(index);
  };
  const names = header.map(plain);
  for (const [name, title] of Object.entries(before)) take(name, names.indexOf(plain(title)));
  for (const { name } of columns) take(name, names.indexOf(plain(name)));
  for (const { name, text, others } of columns)
    for (const one of [text, ...others]) take(name, names.indexOf(plain(one)));
  return found;
}

/** The first row is the names of the columns; every other one says something of a service. */
export function readRows(table: readonly SheetRow[], mapping: Mapping, today: LocalDate): OfferedRow[] {
  return table.slice(1).map((row) => readRow(row, mapping, today));
}

const span =
  /(\d{1,2}(?:[:.]\d{2})? ?(?:am|pm)?|midday|noon) ?(?:to|until|-|–) ?(\d{1,2}(?:[:.]\d{2})? ?(?:am|pm)?|midday|noon)/i;
const yes = /^(y|yes|true|1|x|✓)$/i;
const no = /^(n|no|false|0)$/i;

function readRow(row: SheetRow, mapping: Mapping, today: LocalDate): OfferedRow {
  const cell = (name: string): string => {
    const at = mapping[name];
    return at === undefined ? '' : (row.cells[at] ?? '').replace(/^'(?=[=+\-@])/, '').trim();
  };
  const name = cell('service');
  const organisation = cell('organisation');
  const key = (cell('external_id') || keyOfWords(name, organisation, cell('postcode'))).slice(0, 400);
  const problems = [
    ...(organisation === '' ? ['Say which organisation runs it'] : []),
    ...(organisation.length > 160 ? ['The name of the organisation must be 160 characters or fewer'] : []),
  ];
  const typed = typedOf(cell, problems);
  const parsed = parseService(typed);
  if (!parsed.ok) problems.push(...parsed.error.map((one) => one.text));
  if (!parsed.ok || problems.length > 0)
    return {
      kind: 'unreadable',
      key: key === '||' ? `row ${row.line}` : key,
      name: name.slice(0, 120),
      problems: problems.map((one) => `Row ${row.line}: ${one}`),
    };
  return {
    kind: 'offered',
    offered: {
      key,
      organisation: {
        name: organisation,
        summary: '',
        website: undefined,
        charityNumber: cell('charity_number') || undefined,
      },
      content: parsed.value,
      checkedOn: readDate(cell('checked_on'), today),
    },
  };
}

/** The row as the form of a service would have it, so that the same limits hold and the same sentences are said. */
function typedOf(cell: (name: string) => string, problems: string[]): Record<string, string | string[]> {
  const hasPlace = cell('postcode') !== '' || cell('address') !== '';
  const days = readDays(cell('days'));
  // "Tuesday, midday to 2pm" says both in one cell.
  const [, from = '', to = ''] = span.exec(cell('days')) ?? [];
  const [opens, closes] = [cell('opens') || from, cell('closes') || to];
  const hasTimes = opens !== '' || closes !== '';
  const status = plain(cell('status'));
  const named = [cell('needs'), cell('activities'), cell('circumstances')].join(';').split(/[;,|]/).map(plain);
  const chosen = (kind: string): string[] =>
    terms
      .filter((one) => one.kind === kind && [one.name, one.code].map(plain).some((word) => named.includes(word)))
      .map((one) => one.code);
  const step = cell('step_free');
  const access = plain(cell('accessibility'));
  const costs = readCosts(cell('free'), cell('cost'), problems);
  return {
    name: cell('service'),
    description: cell('description'),
    status:
      serviceStatuses.find((one) => [one, plain(statusName(one))].includes(status)) ??
      (status === '' ? 'active' : status),
    ...typedDay('listed-from', cell('listed_from')),
    ...typedDay('listed-to', cell('listed_to')),
    ...typedDay('reopens', cell('reopens_on')),
    where: !hasPlace ? 'none' : yes.test(cell('masked')) ? 'masked' : 'venue',
    'venue-name': cell('venue'),
    address: cell('address'),
    city: cell('city'),
    postcode: cell('postcode'),
    steps: yes.test(step) || /\bstep free\b/.test(access) ? 'yes' : no.test(step) ? 'no' : '',
    access: cell('accessibility'),
    feature: accessFeatures.filter((one) => access.includes(plain(one.name))).map((one) => one.code),
    ...costs,
    'minimum-age': cell('min_age'),
    'maximum-age': cell('max_age'),
    eligibility: cell('who_may_come'),
    'how-to-come': cell('how_to_come'),
    'contact-name': cell('contact'),
    phone: cell('phone'),
    email: cell('email'),
    url: cell('web') === '' || /^https?:\/\//i.test(cell('web')) ? cell('web') : `https://${cell('web')}`,
    language: languages
      .filter((one) =>
        cell('languages')
          .split(/[;,|]/)
          .map(plain)
          .some((word) => [plain(one.name), one.code].includes(word)),
      )
      .map((one) => one.code),
    areas: cell('serves').replaceAll(/[;|]/g, ','),
    'paid-for-by': cell('paid_for_by'),
    need: chosen('need'),
    activity: chosen('activity'),
    circumstance: chosen('circumstance'),
    // Times without a day that can be read stand in words where people look for them.
    ...(days.length > 0 ? { 'days-1': days, 'opens-1': clock(opens), 'closes-1': clock(closes) } : {}),
    ...(days.length === 0 && (cell('days') !== '' || hasTimes)
      ? {
          'how-to-come': joined(
            [cell('how_to_come'), joined([cell('days'), joined([opens, closes], ' to ')], ', ')],
            '. ',
          ),
        }
      : {}),
  };
}

function joined(parts: readonly string[], between: string): string {
  return parts.filter((one) => one !== '').join(between);
}

/** "12:30:00" and "1230" as they are typed in the form. */
function clock(text: string): string {
  const match = /^(\d{1,2})[:.]?(\d{2})(?::\d{2})?$/.exec(text);
  return match === null ? text : `${match[1]}:${match[2]}`;
}

function readDays(text: string): string[] {
  const words = normaliseForSearch(text).split(' ');
  const said = weekdays.filter((day) => {
    const name = weekdayName(day).toLowerCase();
    return words.some(
      (word) => word === day.toLowerCase() || word === name || word === `${name}s` || word === name.slice(0, 3),
    );
  });
  if (/\b(daily|every day)\b/.test(words.join(' '))) return [...weekdays];
  // "Monday to Friday" means the days between, too.
  const [first, last] = [said[0], said.at(-1)];
  if (said.length === 2 && first !== undefined && last !== undefined && /[a-z]\s*(-|–|to)\s*[a-z]/i.test(text))
    return weekdays.slice(weekdays.indexOf(first), weekdays.indexOf(last) + 1);
  return said;
}

function readCosts(free: string, cost: string, problems: string[]): Record<string, string> {
  const isFree = yes.test(free) || /^free$/i.test(cost);
  const amounts = [...cost.matchAll(/£?\s*(\d{1,5}(?:\.\d{2})?)\s*([^;,£\d]{0,100})/g)].slice(0, 3);
  if (isFree) {
    if (amounts.some((match) => Number(match[1]) > 0)) problems.push('It cannot be free and have a cost');
    return { cost: 'free' };
  }
  if (amounts.length === 0) return { cost: 'ask' };
  return Object.assign(
    { cost: 'costs' },
    ...amounts.map((match, index) => ({
      [`amount-${index + 1}`]: match[1] ?? '',
      [`for-${index + 1}`]: (match[2] ?? '').replaceAll(/[()]/g, '').trim(),
    })),
  ) as Record<string, string>;
}

/** A day as `2026-10-03` or `3/10/2026`, as the form has it; what is no day stands in its first field, and is refused there. */
function typedDay(name: string, text: string): Record<string, string> {
  if (text === '') return {};
  const date = anyDate(text);
  if (date === undefined) return { [`${name}-day`]: text.slice(0, 10) };
  const [year = '', month = '', day = ''] = date.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
}

function anyDate(text: string): LocalDate | undefined {
  const iso = parseLocalDate(text.slice(0, 10));
  if (iso.ok) return iso.value;
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  return (match === null ? null : localDate(Number(match[3]), Number(match[2]), Number(match[1]))) ?? undefined;
}

/** A day as `2026-10-03` or `3/10/2026`; one in the future was mistyped. */
export function readDate(text: string, today: LocalDate): LocalDate | undefined {
  const date = anyDate(text);
  return date === undefined || date > today ? undefined : date;
}
