import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { listInWords, normaliseForSearch } from '../../../lib/text.ts';
import { accessNames } from './access.ts';
import { ageWords, costWords, periodText, stateText, stepFreeWords, type ServiceContent } from './content.ts';
import { languageName } from './languages.ts';
import { scheduleText } from './schedule.ts';
import { termsOf } from './terms.ts';

/** Who runs a service, as another directory has it. */
export type OfferedOrganisation = {
  name: string;
  summary: string;
  website: string | undefined;
  charityNumber: string | undefined;
};

/** What another directory says of one service. */
export type Offered = {
  /** By which the other directory knows it, the same each time. */
  key: string;
  organisation: OfferedOrganisation;
  content: ServiceContent;
  checkedOn: LocalDate | undefined;
};
/** A row of another directory that cannot be read, and why. */
export type Unreadable = { key: string; name: string; problems: readonly string[] };
export type OfferedRow = { kind: 'offered'; offered: Offered } | ({ kind: 'unreadable' } & Unreadable);

/** The key of a row whose directory gives it none: the same words make the same key. */
export function keyOfWords(name: string, organisation: string, postcode: string): string {
  return [name, organisation, postcode].map((one) => normaliseForSearch(one)).join('|');
}

/**
 * The parts of a listing that two directories can disagree about. Whether it takes referrals, and which commitment it
 * helps to keep, only its own people say.
 */
export const offeredFields = [
  'name',
  'description',
  'status',
  'schedules',
  'venue',
  'costs',
  'ages',
  'eligibility',
  'howToCome',
  'languages',
  'areas',
  'phone',
  'email',
  'url',
  'contact',
  'alert',
  'paidForBy',
  'terms',
] as const;
export type OfferedField = (typeof offeredFields)[number];

const labels: Readonly<Record<OfferedField, string>> = {
  name: 'Name',
  description: 'What it is',
  status: 'State',
  schedules: 'When',
  venue: 'Where',
  costs: 'Cost',
  ages: 'Age',
  eligibility: 'Who may come',
  howToCome: 'How to come',
  languages: 'Languages',
  areas: 'Serves',
  phone: 'Phone',
  email: 'Email',
  url: 'Website',
  contact: 'Ask for',
  alert: 'To know before setting out',
  paidForBy: 'Paid for by',
  terms: 'About',
};

export function fieldLabel(field: OfferedField): string {
  return labels[field];
}

function partOf(content: ServiceContent, field: OfferedField): Partial<ServiceContent> {
  // Whether it is open, and from when until when, is one thing to decide.
  if (field === 'status') {
    const { status, listedFrom, listedTo, reopensOn } = content;
    return { status, listedFrom, listedTo, reopensOn };
  }
  if (field === 'ages') return { minimumAge: content.minimumAge, maximumAge: content.maximumAge };
  return { [field]: content[field] };
}

/** A part in one way of writing, so that two can be compared: order and absence make no difference. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(written);
    return items.every((one) => typeof one === 'string') ? items.toSorted() : items;
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, part]) => [name, written(part)]),
    );
  return typeof value === 'string' ? value.trim() : value;
}

/** Whether a part says the same in both. */
export function saysTheSame(a: ServiceContent, b: ServiceContent, field: OfferedField): boolean {
  return JSON.stringify(written(partOf(a, field))) === JSON.stringify(written(partOf(b, field)));
}

/** Whether a directory says nothing of a part: then it is no other opinion. */
function saysNothing(content: ServiceContent, field: OfferedField): boolean {
  if (field === 'contact') return content.contact.name === '' && content.contact.title === '';
  return Object.values(partOf(content, field)).every(
    (value) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

/** The parts in which what is offered differs from ours and says something. */
export function differingFields(ours: ServiceContent, theirs: ServiceContent): OfferedField[] {
  return offeredFields.filter((field) => !saysNothing(theirs, field) && !saysTheSame(ours, theirs, field));
}

/**
 * What becomes of a listing that came from a directory and is offered anew. A part that they changed and we did not, is
 * taken; one that both changed, each in another way, is asked about. What they did not change since it was settled
 * (`before`) is not offered again, whatever was decided then.
 */
export function compareAnew(
  before: ServiceContent,
  ours: ServiceContent,
  theirs: ServiceContent,
): { take: OfferedField[]; ask: OfferedField[] } {
  const moved = offeredFields.filter(
    (field) => !saysTheSame(before, theirs, field) && !saysTheSame(ours, theirs, field),
  );
  return {
    take: moved.filter((field) => saysTheSame(before, ours, field)),
    ask: moved.filter((field) => !saysTheSame(before, ours, field)),
  };
}

/** Ours with some of their parts in place of ours. */
export function withTheirs(
  ours: ServiceContent,
  theirs: ServiceContent,
  fields: readonly OfferedField[],
): ServiceContent {
  return Object.assign({ ...ours }, ...fields.map((field) => partOf(theirs, field))) as ServiceContent;
}

/** A part of a listing in words. */
export function fieldText(content: ServiceContent, field: OfferedField, today: LocalDate): string {
  const listed = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');
  switch (field) {
    case 'status':
      return listed([stateText(content), periodText(content)]);
    case 'schedules':
      return content.schedules.map((one) => scheduleText(one, today)).join('; ');
    case 'venue': {
      const { venue } = content;
      if (venue === undefined) return 'No place: by phone, online or at home';
      const where = [venue.name, venue.address, venue.city, venue.postcode];
      const access = [stepFreeWords(venue), ...accessNames(venue.access), venue.accessNotes];
      return listed([venue.masked ? 'Kept private' : '', ...where, ...access]);
    }
    case 'costs':
      return costWords(content.costs);
    case 'ages':
      return ageWords(content.minimumAge, content.maximumAge);
    case 'languages':
      return listInWords(content.languages.map(languageName));
    case 'areas':
      return listInWords(content.areas);
    case 'contact':
      return listed([content.contact.name, content.contact.title]);
    case 'terms':
      return listInWords(termsOf(content.terms).map((term) => term.name));
    default:
      return content[field] ?? '';
  }
}

/** "Checked by them on 3 October 2026", or nothing. */
export function checkedWords(checkedOn: LocalDate | undefined): string {
  return checkedOn === undefined ? '' : `They checked it on ${formatDate(checkedOn)}`;
}
