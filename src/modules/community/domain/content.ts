import type { Uuid } from '../../../kernel/ids.ts';
import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { formatPounds, listInWords, normaliseForSearch } from '../../../lib/text.ts';
import { accessNames } from './access.ts';
import { languageName } from './languages.ts';
import { dayFacet, scheduleText, weekdays, type Schedule } from './schedule.ts';
import { termsOf } from './terms.ts';

/** The states of a listing in Open Referral UK. */
export const serviceStatuses = ['active', 'temporarily closed', 'inactive', 'defunct'] as const;
export type ServiceStatus = (typeof serviceStatuses)[number];

/** Where people go. Of a masked venue the public reads only that there is one, and whether it is step-free. */
export type Venue = {
  masked: boolean;
  name: string;
  address: string;
  city: string;
  postcode: string;
  accessNotes: string;
  stepFree: boolean | undefined;
  /** Codes of what helps people in and around. */
  access: readonly string[];
};

/** What one pays: for what or whom, and how much in pence. Nought is free. */
export type Cost = { option: string; pence: number };

/** What its own people say of whether it is open, and from when until when. The first and the last day count. */
export type ListingDays = {
  status: ServiceStatus;
  listedFrom: LocalDate | undefined;
  listedTo: LocalDate | undefined;
  /** The day on which it opens again, of one that is closed for now. */
  reopensOn: LocalDate | undefined;
};

/** Everything that an organisation says of a service. */
export type ServiceContent = ListingDays & {
  name: string;
  description: string;
  url: string | undefined;
  email: string | undefined;
  phone: string | undefined;
  howToCome: string;
  /** What everybody has to know before they set out, such as a move for two weeks. */
  alert: string;
  /** Who may come, in words, beside the ages. */
  eligibility: string;
  /** Codes of the languages it is offered in, beside English. */
  languages: readonly string[];
  /** The parts of the place that it serves; none means all of it. */
  areas: readonly string[];
  /** Whom to ask for: a role is best, because everybody reads it. */
  contact: { name: string; title: string };
  /** Who pays for it. */
  paidForBy: string;
  takesReferrals: boolean;
  minimumAge: number | undefined;
  maximumAge: number | undefined;
  venue: Venue | undefined;
  schedules: readonly Schedule[];
  costs: readonly Cost[];
  /** Codes of terms. */
  terms: readonly string[];
  /** The commitment that it helps to keep. */
  delivers: Uuid | undefined;
};

const statusNames: Record<ServiceStatus, string> = {
  active: 'Open',
  'temporarily closed': 'Closed for now',
  inactive: 'Not running',
  defunct: 'Ended for good',
};

export function statusName(status: ServiceStatus): string {
  return statusNames[status];
}

/** Whether search lists it. */
export function isListed(status: ServiceStatus): boolean {
  return status === 'active' || status === 'temporarily closed';
}

/** True when it says that nobody pays anything; what says nothing of its cost is not called free. */
export function isFree(costs: readonly Cost[]): boolean {
  return costs.length > 0 && costs.every((cost) => cost.pence === 0);
}

/** "Free", "£2.50 lunch, £1 children", or that nobody said. */
export function costWords(costs: readonly Cost[]): string {
  if (costs.length === 0) return 'Ask what it costs';
  return costs
    .map((cost) => {
      const amount = cost.pence === 0 ? 'Free' : formatPounds(cost.pence);
      return cost.option === '' ? amount : `${amount} (${cost.option})`;
    })
    .join(', ');
}

/** "Age 18 or over", "Up to age 5", "Ages 11 to 17", or anyone. Both ends are inside. */
export function ageWords(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === undefined && maximum === undefined) return 'Anyone, of any age';
  if (minimum === undefined) return `Up to age ${maximum}`;
  return maximum === undefined ? `Age ${minimum} or over` : `Ages ${minimum} to ${maximum}`;
}

/** What everybody may read of a venue. */
export function publicVenue(venue: Venue): Venue {
  return venue.masked
    ? {
        masked: true,
        name: '',
        address: '',
        city: '',
        postcode: '',
        accessNotes: '',
        stepFree: venue.stepFree,
        access: [],
      }
    : venue;
}

/** The words of a service that everybody reads beside its venue. */
function publicWords(content: ServiceContent): string {
  return [
    content.name,
    content.description,
    content.howToCome,
    content.alert,
    content.eligibility,
    content.paidForBy,
    content.contact.name,
    content.contact.title,
    ...content.areas,
    content.phone ?? '',
    content.url ?? '',
    content.email ?? '',
    ...content.schedules.map((one) => one.description),
    ...content.costs.map((one) => one.option),
  ].join(' ');
}

/** True when words that everybody reads hold the name, address or postcode of a masked venue. */
export function tellsMaskedAddress(content: ServiceContent): boolean {
  const { venue } = content;
  if (venue === undefined || !venue.masked) return false;
  const words = ` ${normaliseForSearch(publicWords(content))} `;
  const joined = words.replaceAll(' ', '');
  const secrets = [venue.name, ...venue.address.split(/[,\n]/)].map(normaliseForSearch);
  const postcode = normaliseForSearch(venue.postcode).replaceAll(' ', '');
  return (
    secrets.some((secret) => secret.length > 3 && words.includes(` ${secret} `)) ||
    (postcode !== '' && joined.includes(postcode))
  );
}

/** The words by which search finds a service: nothing in them may not be public. */
export function searchWords(content: ServiceContent, organisation: string): string {
  const venue = content.venue === undefined ? undefined : publicVenue(content.venue);
  return [
    content.name,
    organisation,
    content.description,
    content.eligibility,
    ...termsOf(content.terms).flatMap((term) => [term.name, term.description]),
    ...content.languages.map(languageName),
    ...content.areas,
    ...accessNames(venue?.access ?? []),
    venue?.name ?? '',
    venue?.city ?? '',
  ]
    .filter((part) => part !== '')
    .join('. ')
    .toLowerCase();
}

/** What search narrows by, as codes with their kind: nothing in them may not be public. */
export function facetsOf(content: ServiceContent): string[] {
  const venue = content.venue === undefined ? undefined : publicVenue(content.venue);
  return [
    ...content.terms.map((code) => `term:${code}`),
    ...content.languages.map((code) => `language:${code}`),
    ...(venue?.access ?? []).map((code) => `feature:${code}`),
    ...weekdays.filter((day) => content.schedules.some((one) => one.days.includes(day))).map(dayFacet),
  ];
}

/** A thing that is said of a service, with its name, for showing two versions beside each other. */
export type Fact = { label: string; text: string };

/** Everything that a version says, in the order of the form, for those who may read all of it. */
export function factsOf(content: ServiceContent, today: LocalDate, commitment: string): Fact[] {
  const { venue } = content;
  const where =
    venue === undefined
      ? 'No place: by phone, online or at home'
      : [venue.masked ? 'Kept private:' : '', listed([venue.name, venue.address, venue.city, venue.postcode])]
          .join(' ')
          .trim();
  return [
    { label: 'Name', text: content.name },
    { label: 'What it is', text: content.description },
    { label: 'To know before setting out', text: content.alert },
    { label: 'State', text: stateText(content) },
    { label: 'Listed', text: periodText(content) },
    { label: 'When', text: content.schedules.map((one) => scheduleText(one, today)).join('; ') },
    { label: 'Where', text: where },
    {
      label: 'Getting in',
      text: listed([stepFreeWords(venue), ...accessNames(venue?.access ?? []), venue?.accessNotes ?? '']),
    },
    { label: 'Cost', text: costWords(content.costs) },
    { label: 'Age', text: ageWords(content.minimumAge, content.maximumAge) },
    { label: 'Who may come', text: content.eligibility },
    { label: 'Languages', text: listInWords(content.languages.map(languageName)) },
    { label: 'Serves', text: listInWords(content.areas) },
    { label: 'How to come', text: content.howToCome },
    { label: 'Takes referrals', text: content.takesReferrals ? 'Yes' : 'No' },
    {
      label: 'Contact',
      text: listed([
        content.contact.name,
        content.contact.title,
        content.phone ?? '',
        content.email ?? '',
        content.url ?? '',
      ]),
    },
    { label: 'Paid for by', text: content.paidForBy },
    { label: 'About', text: listInWords(termsOf(content.terms).map((term) => term.name)) },
    { label: 'Helps to keep the commitment', text: commitment },
  ];
}

/** "Closed for now until 3 March 2027": what its people say of whether it is open, whatever day it is. */
export function stateText({ status, reopensOn }: ListingDays): string {
  return reopensOn === undefined ? statusName(status) : `${statusName(status)} until ${formatDate(reopensOn)}`;
}

/** "from 3 March 2027 until 1 May 2027"; empty for what is listed always. */
export function periodText({ listedFrom, listedTo }: ListingDays): string {
  return [
    listedFrom === undefined ? '' : `from ${formatDate(listedFrom)}`,
    listedTo === undefined ? '' : `until ${formatDate(listedTo)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function listed(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

/** Whether one gets in without a step; empty when nobody said. */
export function stepFreeWords(venue: Pick<Venue, 'stepFree'> | undefined): string {
  if (venue?.stepFree === undefined) return '';
  return venue.stepFree ? 'Step-free' : 'There are steps';
}

export type Difference = { label: string; before: string; after: string };

/** What differs between two versions; everything that is said when there is no earlier one. */
export function differences(before: readonly Fact[] | undefined, after: readonly Fact[]): Difference[] {
  return after.flatMap(({ label, text }) => {
    const earlier = before?.find((one) => one.label === label)?.text ?? '';
    return earlier === text ? [] : [{ label, before: earlier, after: text }];
  });
}
