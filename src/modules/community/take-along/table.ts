import { formatPounds } from '../../../lib/text.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { accessNames } from '../domain/access.ts';
import { capacityStanding } from '../domain/capacity.ts';
import { isFree, statusName, stepFreeWords } from '../domain/content.ts';
import { languageName } from '../domain/languages.ts';
import { stateOn, statusOn } from '../domain/listing.ts';
import { scheduleText } from '../domain/schedule.ts';
import { termsOf, type TermKind } from '../domain/terms.ts';
import type { Service } from '../store/services.ts';

/** The names of the columns of a list that people take along. */
export const columns = [
  'organisation',
  'service',
  'description',
  'status',
  'listed_from',
  'listed_to',
  'reopens_on',
  'minimum_age',
  'maximum_age',
  'who_may_come',
  'when',
  'free',
  'cost',
  'venue',
  'address',
  'city',
  'postcode',
  'address_kept_private',
  'getting_in',
  'phone',
  'email',
  'web',
  'languages',
  'serves',
  'needs',
  'activities',
  'circumstances',
  'checked_on',
  'can_take_somebody',
  'page',
] as const;

/** When a list is taken along, and where its place stands. */
export type Around = { today: LocalDate; now: Date; address: string };

/** A service as a row of that list: what everybody may read, and of a masked place nothing. */
export function rowOf(service: Service, { today, now, address }: Around): (string | number | null)[] {
  const { content } = service;
  const venue = content.venue?.masked === true ? undefined : content.venue;
  const named = (kind: TermKind): string =>
    termsOf(content.terms)
      .filter((term) => term.kind === kind)
      .map((term) => term.name)
      .join('; ');
  const cells: Record<(typeof columns)[number], string | number | null> = {
    organisation: service.organisation.name,
    service: content.name,
    description: content.description,
    status: statusName(stateOn(content, today) === 'scheduled' ? content.status : statusOn(content, today)),
    listed_from: content.listedFrom ?? '',
    listed_to: content.listedTo ?? '',
    reopens_on: statusOn(content, today) === 'temporarily closed' ? (content.reopensOn ?? '') : '',
    minimum_age: content.minimumAge ?? null,
    maximum_age: content.maximumAge ?? null,
    who_may_come: content.eligibility,
    when: content.schedules.map((one) => scheduleText(one, today)).join('; '),
    free: content.costs.length === 0 ? '' : isFree(content.costs) ? 'yes' : 'no',
    cost: content.costs.map((one) => [formatPounds(one.pence), one.option].join(' ').trim()).join('; '),
    venue: venue?.name ?? '',
    address: venue?.address ?? '',
    city: venue?.city ?? '',
    postcode: venue?.postcode ?? '',
    address_kept_private: content.venue?.masked === true ? 'yes' : 'no',
    getting_in: [stepFreeWords(content.venue), ...accessNames(venue?.access ?? []), venue?.accessNotes ?? '']
      .filter((words) => words !== '')
      .join('; '),
    phone: content.phone ?? '',
    email: content.email ?? '',
    web: content.url ?? '',
    languages: content.languages.map(languageName).join('; '),
    serves: content.areas.join('; '),
    needs: named('need'),
    activities: named('activity'),
    circumstances: named('circumstance'),
    checked_on: service.checkedOn ?? '',
    can_take_somebody: capacityStanding(service.capacity, now)?.text ?? '',
    page: `${address}/community/services/${service.slug}`,
  };
  return columns.map((column) => cells[column]);
}

/** A service as a point of a map (GeoJSON, RFC 7946): one without a point that everybody may know has no geometry. */
export function featureOf(service: Service, around: Around): object {
  const point = service.content.venue?.masked === true ? undefined : service.site?.point;
  const row = rowOf(service, around);
  const known = columns
    .map((name, index) => [name, row[index]] as const)
    .filter(([, cell]) => cell !== '' && cell !== null);
  return {
    type: 'Feature',
    id: service.id,
    geometry: point === undefined ? null : { type: 'Point', coordinates: [point.longitude, point.latitude] },
    properties: Object.fromEntries(known),
  };
}
