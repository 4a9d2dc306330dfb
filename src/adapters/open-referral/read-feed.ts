import { parseLocalDate, type LocalDate } from '../../lib/dates.ts';
import { parsePostcode } from '../../lib/identifiers.ts';
import { truncateAtWord } from '../../lib/text.ts';
import {
  accessFeatures,
  isTermCode,
  keyOfWords,
  languages,
  terms,
  weekdays,
  type Cost,
  type OfferedRow,
  type Schedule,
  type ServiceContent,
  type ServiceStatus,
  type Venue,
} from '../../modules/community/index.ts';
import { emailAddress, webAddress } from './valid.ts';

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
/** A text without blanks around it, cut where ours ends; empty when it is none. */
function text(value: unknown, most: number): string {
  return typeof value === 'string' ? truncateAtWord(value.replaceAll('\r\n', '\n').replaceAll('\0', ''), most) : '';
}
function number(value: unknown): number | undefined {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}
function date(value: unknown): LocalDate | undefined {
  const read = parseLocalDate(typeof value === 'string' ? value.slice(0, 10) : '');
  return read.ok ? read.value : undefined;
}

/** The services of a page or a whole file of an Open Referral UK feed (3.0, and the page names of 1.0); undefined when it is none. */
export function servicesIn(read: unknown): Json[] | undefined {
  if (Array.isArray(read)) return objects(read);
  if (!isObject(read)) return undefined;
  for (const name of ['contents', 'content', 'services']) if (Array.isArray(read[name])) return objects(read[name]);
  return undefined;
}

/** Every service of a feed in one file; undefined when it is no feed that we know. */
export function readFeed(read: unknown, today: LocalDate): OfferedRow[] | undefined {
  return servicesIn(read)?.map((service) => offeredBy(service, today));
}

/** Whether the parts of a service came with it, or have to be asked for one by one. */
export function isWhole(service: Json): boolean {
  return ['schedules', 'service_at_locations', 'cost_options', 'contacts', 'attributes', 'regular_schedules'].some(
    (name) => service[name] !== undefined,
  );
}

/** What a feed says of a service, in our words: what is too long is cut, and what cannot be right is left out. */
export function offeredBy(service: Json, today: LocalDate): OfferedRow {
  const name = text(service['name'], 120);
  const organisation = isObject(service['organization']) ? service['organization'] : {};
  const provider = text(organisation['name'], 160);
  const id = text(service['id'], 400);
  const problems = [
    ...(name === '' ? ['It has no name'] : []),
    ...(provider === '' ? ['It does not say which organisation runs it'] : []),
  ];
  const key = id === '' ? keyOfWords(name, provider, '') : id;
  if (problems.length > 0) return { kind: 'unreadable', key: key === '||' ? 'without a name' : key, name, problems };
  const assured = date(service['assured_date']);
  return {
    kind: 'offered',
    offered: {
      key,
      organisation: {
        name: provider,
        summary: text(organisation['description'], 600),
        website: webAddress(text(organisation['website'] ?? organisation['url'], 300)),
        charityNumber: charityNumberOf(organisation),
      },
      content: contentOf(service, name),
      checkedOn: assured !== undefined && assured <= today ? assured : undefined,
    },
  };
}

function charityNumberOf(organisation: Json): string | undefined {
  const found = objects(organisation['organization_identifiers']).find((one) =>
    /^GB-(CHC|SC|NIC)$/.test(text(one['identifier_scheme'], 20)),
  );
  return found === undefined ? undefined : text(found['identifier'], 20);
}

function statusOf(value: unknown): ServiceStatus {
  const known: readonly ServiceStatus[] = ['active', 'inactive', 'defunct', 'temporarily closed'];
  return known.find((one) => one === value) ?? 'active';
}

function ageOf(value: unknown): number | undefined {
  const age = number(value);
  return age === undefined || age < 0 || age > 120 ? undefined : Math.floor(age);
}

function contentOf(service: Json, name: string): ServiceContent {
  const [contact] = objects(service['contacts']);
  const [phone] = [...objects(contact?.['phones']), ...objects(service['phones'])];
  const [minimumAge, maximumAge] = [ageOf(service['minimum_age']), ageOf(service['maximum_age'])];
  const agesFit = minimumAge === undefined || maximumAge === undefined || minimumAge <= maximumAge;
  const digits = text(phone?.['number'], 60);
  return {
    name,
    description: text(service['description'], 3_000) || name,
    status: statusOf(service['status']),
    url: webAddress(text(service['url'], 300)),
    email: emailAddress(text(service['email'], 254)),
    phone: digits === '' || digits.length > 40 ? undefined : digits,
    howToCome: '',
    alert: text(service['alert'], 300),
    eligibility: text(service['eligibility_description'], 600),
    languages: languagesOf(service),
    areas: [
      ...new Set(
        objects(service['service_areas'])
          .map((one) => text(one['name'] ?? one['service_area'], 80))
          .filter((area) => area !== ''),
      ),
    ].slice(0, 12),
    contact: { name: text(contact?.['name'], 120), title: text(contact?.['title'], 120) },
    paidForBy: text(
      objects(service['funding'])
        .map((one) => text(one['source'], 200))
        .join(', '),
      200,
    ),
    takesReferrals: false,
    minimumAge: agesFit ? minimumAge : undefined,
    maximumAge: agesFit ? maximumAge : undefined,
    venue: venueOf(service),
    schedules: [...objects(service['schedules']), ...objects(service['regular_schedules'])]
      .flatMap(scheduleOf)
      .slice(0, 7),
    costs: objects(service['cost_options']).flatMap(costOf).slice(0, 3),
    terms: termsOf(service),
    delivers: undefined,
    listedFrom: undefined,
    listedTo: undefined,
    reopensOn: undefined,
  };
}

function languagesOf(service: Json): string[] {
  const said = objects(service['languages']).flatMap((one) =>
    [one['code'], one['name'], one['language']].map((word) => text(word, 60).toLowerCase()),
  );
  return languages
    .filter((one) => said.includes(one.code) || said.includes(one.name.toLowerCase()))
    .map((one) => one.code)
    .slice(0, 12);
}

function venueOf(service: Json): Venue | undefined {
  const locations = objects(service['service_at_locations']).flatMap((one) =>
    isObject(one['location']) ? [one['location']] : [],
  );
  const location = locations.find((one) => (one['location_type'] ?? 'physical') === 'physical');
  const [address] = objects(location?.['addresses'] ?? location?.['physical_addresses']);
  if (location === undefined || address === undefined) return undefined;
  const postcode = parsePostcode(text(address['postal_code'], 20));
  const street = text(address['address_1'], 200);
  if (street === '' && !postcode.ok) return undefined;
  const access = [...objects(location['accessibility']), ...objects(location['accessibility_for_disabilities'])];
  const words = access.map((one) => [text(one['description'] ?? one['accessibility'], 200), text(one['details'], 400)]);
  const said = words.flat().filter((one) => one !== '' && one !== 'Getting in and around');
  const features = accessFeatures.filter((one) => said.includes(one.name));
  const steps = said.find((one) => /^(step-free|there are steps)$/i.test(one));
  const rest = said.filter((one) => one !== steps && !features.some((feature) => feature.name === one));
  return {
    masked: false,
    name: text(location['name'], 120),
    address: street,
    city: text(address['city'], 80),
    postcode: postcode.ok ? postcode.value : '',
    accessNotes: text(rest.join('. '), 600),
    stepFree: steps === undefined ? undefined : /^step-free$/i.test(steps),
    access: features.map((one) => one.code),
  };
}

function clock(value: unknown): string | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text(value, 40).replace(/^\d{4}-\d{2}-\d{2}T/, ''));
  return match === null ? undefined : `${match[1]}:${match[2]}`;
}

function scheduleOf(one: Json): Schedule[] {
  const parts = text(one['byday'], 100)
    .toUpperCase()
    .split(/[,\s]+/);
  const named = parts.map((part) => /^(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(part));
  const days = weekdays.filter((day) => named.some((match) => match?.[2] === day));
  if (days.length === 0) return [];
  const week = named.find((match) => match?.[1] !== undefined)?.[1];
  const monthWeek = ([1, 2, 3, 4, -1] as const).find((each) => String(each) === week);
  const [from, to] = [date(one['valid_from']) ?? date(one['dtstart']), date(one['valid_to'])];
  const every = number(one['interval']) ?? 1;
  const [opensAt, closesAt] = [clock(one['opens_at']), clock(one['closes_at'])];
  const isInOrder = opensAt === undefined || closesAt === undefined || opensAt < closesAt;
  return [
    {
      days,
      opensAt,
      closesAt: isInOrder ? closesAt : undefined,
      everyWeeks:
        monthWeek === undefined && from !== undefined && Number.isInteger(every) && every >= 1 && every <= 8
          ? every
          : 1,
      ...(monthWeek === undefined ? {} : { monthWeek }),
      from,
      to: from !== undefined && to !== undefined && to < from ? undefined : to,
      description: text(one['description'], 200),
    },
  ];
}

function costOf(one: Json): Cost[] {
  const amount = number(one['amount']);
  if (amount === undefined || amount < 0 || amount > 100_000) return [];
  const option = text(one['option'] ?? one['amount_description'], 120);
  return [{ option: amount === 0 && option === 'Free' ? '' : option, pence: Math.round(amount * 100) }];
}

/** Our terms among those of the feed, by their code or their name. */
function termsOf(service: Json): string[] {
  const said = objects(service['attributes']).flatMap((one) => {
    const term = isObject(one['taxonomy_term']) ? one['taxonomy_term'] : {};
    return [text(term['term'], 60), text(term['name'], 80).toLowerCase()];
  });
  return terms
    .filter((one) => isTermCode(one.code) && (said.includes(one.code) || said.includes(one.name.toLowerCase())))
    .map((one) => one.code)
    .slice(0, 12);
}
