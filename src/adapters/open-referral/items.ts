import { todayInLondon } from '../../lib/dates.ts';
import { londonInstant } from '../../lib/london-time.ts';
import { parseCharityNumber } from '../../lib/identifiers.ts';
import {
  accessNames,
  isCurrent,
  languageName,
  statusOn,
  stepFreeWords,
  turnedOn,
  type FeedOrganisation,
  type FlatService,
  type Schedule,
  type Service,
} from '../../modules/community/index.ts';
import { derivedId } from './ids.ts';
import { omitEmpty, type Json, type Loose } from './omit-empty.ts';
import { feedTerms, termItem } from './taxonomies.ts';
import { emailAddress, webAddress } from './valid.ts';

type Item = { [key: string]: Json };
/** What the items need to know beside the record itself. */
export type Around = {
  placeName: string;
  now: Date;
  organisations: ReadonlyMap<string, FeedOrganisation>;
};

/** An organisation: the description is asked for, so that its name stands in for a missing one. */
export function organisationItem(one: FeedOrganisation): Item {
  return omitEmpty({
    id: one.id,
    name: one.name,
    description: one.summary === '' ? one.name : one.summary,
    website: webAddress(one.website),
    organization_identifiers: [
      identifier(one, registerOf(one.charityNumber), 'Charity number', one.charityNumber),
      identifier(one, 'GB-NHS', 'NHS organisation code', one.odsCode),
    ],
  });
}

const registers = { 'england-and-wales': 'GB-CHC', scotland: 'GB-SC', 'northern-ireland': 'GB-NIC' } as const;

/** The code of a register of charities. Source: org-id.guide. */
function registerOf(charityNumber: string | undefined): string {
  const read = parseCharityNumber(charityNumber ?? '');
  return read.ok ? registers[read.value.register] : registers['england-and-wales'];
}

function identifier(one: FeedOrganisation, scheme: string, type: string, value: string | undefined): Loose {
  if (value === undefined || value === '') return {};
  return {
    id: derivedId(one.id, scheme),
    organization_id: one.id,
    identifier_scheme: scheme,
    identifier_type: type,
    identifier: value,
  };
}

/** When a service last changed: its words, or what the days of its listing make of it. */
export function modifiedAt(service: Pick<FlatService, 'content' | 'lastModified'>, now: Date): Date {
  const day = turnedOn(service.content, todayInLondon(now));
  const turned = day === undefined ? undefined : londonInstant(day, { hour: 0, minute: 0 });
  return turned !== undefined && turned > service.lastModified ? turned : service.lastModified;
}

/** A service with its parts or without. */
type Core = Omit<FlatService, 'organisation'> & { organisation: { id: string } };

/** The service itself, without its parts: what stands in lists. */
export function coreOf(service: Core, around: Around): Loose {
  const { content } = service;
  const organisation = around.organisations.get(service.organisation.id);
  return {
    id: service.id,
    organization_id: service.organisation.id,
    name: content.name,
    description: content.description,
    url: webAddress(content.url),
    email: emailAddress(content.email),
    status: statusOn(content, todayInLondon(around.now)),
    minimum_age: content.minimumAge,
    maximum_age: content.maximumAge,
    eligibility_description: content.eligibility,
    alert: content.alert,
    assured_date: service.checkedOn,
    last_modified: modifiedAt(service, around.now).toISOString(),
    organization: organisation === undefined ? undefined : organisationItem(organisation),
  };
}

export function serviceItem(service: Core, around: Around): Item {
  return omitEmpty(coreOf(service, around));
}

/** The service with everything that is known of it. */
export function fullService(service: Service, around: Around): Item {
  const site = siteOf(service);
  return omitEmpty({
    ...coreOf(service, around),
    schedules: service.content.schedules.map((one, index) => scheduleOf(service.id, one, index)),
    service_areas: service.content.areas.map((area) => ({
      id: derivedId(service.id, 'service_area', area),
      service_id: service.id,
      name: area,
      extent: area,
      extent_type: 'text',
    })),
    service_at_locations: site === undefined ? [] : [{ ...site, location: locationOf(service, around) }],
    languages: service.content.languages.map((code) => ({
      id: derivedId(service.id, 'language', code),
      service_id: service.id,
      name: languageName(code),
      code,
    })),
    funding: [
      service.content.paidForBy === ''
        ? {}
        : { id: derivedId(service.id, 'funding'), service_id: service.id, source: service.content.paidForBy },
    ],
    cost_options: service.content.costs.map((cost, index) => ({
      id: derivedId(service.id, 'cost_option', String(index)),
      service_id: service.id,
      option: cost.option === '' && cost.pence === 0 ? 'Free' : cost.option,
      amount: cost.pence / 100,
    })),
    contacts: [contactOf(service)],
    attributes: feedTerms
      .filter((term) => service.content.terms.includes(term.code))
      .map((term) => ({
        id: derivedId(service.id, 'attribute', term.code),
        link_id: service.id,
        link_type: 'service',
        taxonomy_term_id: term.id,
        taxonomy_term: termItem(term),
      })),
    capacities: [capacityOf(service, around.now)],
  });
}

function scheduleOf(service: string, one: Schedule, index: number): Loose {
  const isMonthly = one.monthWeek !== undefined;
  return {
    id: derivedId(service, 'schedule', String(index)),
    service_id: service,
    valid_from: one.from,
    valid_to: one.to,
    dtstart: one.from,
    freq: isMonthly ? 'MONTHLY' : 'WEEKLY',
    interval: isMonthly ? 1 : one.everyWeeks,
    byday: one.days.map((day) => `${one.monthWeek ?? ''}${day}`).join(','),
    opens_at: one.opensAt,
    closes_at: one.closesAt,
    description: one.description,
  };
}

function contactOf(service: Service): Loose {
  const { contact, phone } = service.content;
  if (contact.name === '' && contact.title === '' && phone === undefined) return {};
  const id = derivedId(service.id, 'contact');
  return {
    id,
    service_id: service.id,
    name: contact.name,
    title: contact.title,
    phones: [phone === undefined ? {} : { id: derivedId(service.id, 'phone'), contact_id: id, number: phone }],
  };
}

/** How many it can take, as HSDS 3.1 says it: only while a report holds, and never a number that nobody gave. */
function capacityOf(service: Service, now: Date): Loose {
  const { capacity } = service;
  if (capacity === undefined || !isCurrent(capacity, now)) return {};
  const isFull = capacity.state === 'waitlist' || capacity.state === 'no-capacity';
  const available = isFull ? 0 : capacity.state === 'capacity' ? capacity.available : undefined;
  if (available === undefined) return {};
  return {
    id: derivedId(service.id, 'capacity'),
    service_id: service.id,
    unit: { id: derivedId('unit', 'places'), name: 'places' },
    available,
    description: capacity.wait === '' ? undefined : `Waiting: ${capacity.wait}`,
    updated: capacity.reportedAt.toISOString(),
  };
}

/** The link to where it is; of a masked place there is none. */
function siteOf(service: Service): { id: string; service_id: string; location_id: string } | undefined {
  const { site, content } = service;
  if (site === undefined || content.venue === undefined || content.venue.masked) return undefined;
  return { id: site.id, service_id: service.id, location_id: site.locationId };
}

function locationOf(service: Service, around: Around): Loose {
  const { site } = service;
  const { venue } = service.content;
  if (site === undefined || venue === undefined || venue.masked) return {};
  const id = site.locationId;
  // An address of which a part is missing is not one: the whole of it is left out.
  const isWhole = venue.address !== '' && venue.city !== '' && venue.postcode !== '' && around.placeName !== '';
  const access = [stepFreeWords(venue), ...accessNames(venue.access)].filter((words) => words !== '');
  return {
    id,
    location_type: 'physical',
    name: venue.name,
    latitude: site.point?.latitude,
    longitude: site.point?.longitude,
    addresses: [
      !isWhole
        ? {}
        : {
            id: derivedId(id, 'address'),
            location_id: id,
            address_1: venue.address,
            city: venue.city,
            state_province: around.placeName,
            postal_code: venue.postcode,
            country: 'GB',
            address_type: 'physical',
          },
    ],
    accessibility: [
      ...access.map((words) => ({ id: derivedId(id, 'accessibility', words), location_id: id, description: words })),
      venue.accessNotes === ''
        ? {}
        : {
            id: derivedId(id, 'accessibility', 'notes'),
            location_id: id,
            description: 'Getting in and around',
            details: venue.accessNotes,
          },
    ],
  };
}

/** A service at its place; undefined when it has none that everybody may know. */
export function serviceAtLocationItem(service: Service, around: Around, isFull: boolean): Item | undefined {
  const site = siteOf(service);
  if (site === undefined) return undefined;
  const location = locationOf(service, around);
  const { addresses: _addresses, accessibility: _accessibility, ...flat } = location;
  const { organization: _organization, ...core } = coreOf(service, around);
  return omitEmpty(
    isFull ? { ...site, location, service: fullService(service, around) } : { ...site, location: flat, service: core },
  );
}
