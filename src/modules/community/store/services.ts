import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { recordOnceAt } from '../../../thread/store/slugs.ts';
import type { Capacity, CapacityState } from '../domain/capacity.ts';
import type { Cost, ServiceContent, ServiceStatus, Venue } from '../domain/content.ts';
import type { Point } from '../domain/distance.ts';
import { forgottenAfterDays } from '../domain/freshness.ts';
import type { MonthWeek, Schedule, Weekday } from '../domain/schedule.ts';
import { isCurrentIn, isOpenIn } from './open.ts';

/** A service as everybody reads it: what was approved, without where a masked place is. */
export type Service = {
  id: Uuid;
  slug: string;
  organisation: { id: Uuid; name: string; slug: string };
  content: ServiceContent;
  /** False for a shell that was never approved: only its own people and the approvers see it. */
  isApproved: boolean;
  checkedOn: LocalDate | undefined;
  capacity: Capacity | undefined;
  /** When anything of it last changed: its words, when it was checked, whether it can take somebody. */
  lastModified: Date;
  /** The link to where it is; its point is the middle of the postcode. */
  site: Site | undefined;
  version: number;
};

/** A service at a place: the two ids, and where that is for everybody. A masked place has no point. */
export type Site = { id: Uuid; locationId: Uuid; point: Point | undefined };

function rowsOf(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('service as s')
    .innerJoin('organisation as o', 'o.id', 's.organisation_id')
    .leftJoin('service_check as k', (join) =>
      join.onRef('k.place_id', '=', 's.place_id').onRef('k.service_id', '=', 's.id'),
    )
    .leftJoin('service_capacity as c', (join) =>
      join.onRef('c.place_id', '=', 's.place_id').onRef('c.service_id', '=', 's.id'),
    )
    .selectAll('s')
    .select([
      'o.name as organisation_name',
      'o.slug as organisation_slug',
      'k.checked_on',
      'c.state as capacity',
      'c.reported_at',
      'c.expires_at',
      'c.available',
      'c.wait',
      'k.checked_at',
    ])
    .where('s.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

type Parts = {
  venues: Map<Uuid, Venue>;
  sites: Map<Uuid, Site>;
  schedules: Map<Uuid, Schedule[]>;
  costs: Map<Uuid, Cost[]>;
  terms: Map<Uuid, string[]>;
};

function push<T>(map: Map<Uuid, T[]>, key: Uuid, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

function noParts(): Parts {
  return { venues: new Map(), sites: new Map(), schedules: new Map(), costs: new Map(), terms: new Map() };
}

async function partsOf(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Parts> {
  const parts = noParts();
  if (ids.length === 0) return parts;
  const [venues, schedules, costs, terms] = await Promise.all([
    trx
      .selectFrom('service_at_location as a')
      .innerJoin('location as l', (join) =>
        join.onRef('l.place_id', '=', 'a.place_id').onRef('l.id', '=', 'a.location_id'),
      )
      .select([
        'a.service_id',
        'l.masked',
        'l.name',
        'l.address',
        'l.city',
        'l.postcode',
        'l.access_notes',
        'l.step_free',
        'l.access',
        'l.latitude',
        'l.longitude',
        'a.id',
        'a.location_id',
      ])
      .where('a.place_id', '=', place)
      .where(sql<boolean>`a.service_id = any(${[...ids]}::uuid[])`)
      .execute(),
    trx
      .selectFrom('service_schedule')
      .selectAll()
      .where('place_id', '=', place)
      .where(sql<boolean>`service_id = any(${[...ids]}::uuid[])`)
      .orderBy('position')
      .execute(),
    trx
      .selectFrom('cost_option')
      .select(['service_id', 'option', 'amount_pence as pence'])
      .where('place_id', '=', place)
      .where(sql<boolean>`service_id = any(${[...ids]}::uuid[])`)
      .orderBy('position')
      .execute(),
    trx
      .selectFrom('service_term')
      .select(['service_id', 'term'])
      .where('place_id', '=', place)
      .where(sql<boolean>`service_id = any(${[...ids]}::uuid[])`)
      .execute(),
  ]);
  for (const row of venues) {
    const { masked, name, address, city, postcode, access, latitude, longitude } = row;
    const rest = { accessNotes: row.access_notes, stepFree: row.step_free ?? undefined, access };
    parts.venues.set(row.service_id, { masked, name, address, city, postcode, ...rest });
    const point = latitude === null || longitude === null ? undefined : { latitude, longitude };
    parts.sites.set(row.service_id, { id: row.id, locationId: row.location_id, point });
  }
  for (const row of schedules)
    push(parts.schedules, row.service_id, {
      days: row.byday.split(',') as Weekday[],
      opensAt: row.opens_at ?? undefined,
      closesAt: row.closes_at ?? undefined,
      everyWeeks: row.every_weeks,
      ...(row.month_week === null ? {} : { monthWeek: row.month_week as MonthWeek }),
      from: (row.valid_from ?? undefined) as LocalDate | undefined,
      to: (row.valid_to ?? undefined) as LocalDate | undefined,
      description: row.description,
    });
  for (const { service_id, ...cost } of costs) push(parts.costs, service_id, cost);
  for (const { service_id, term } of terms) push(parts.terms, service_id, term);
  return parts;
}

/** The last of some moments. */
export function latest(first: Date, ...others: readonly (Date | null)[]): Date {
  return others.reduce<Date>((last, one) => (one !== null && one > last ? one : last), first);
}

function toService(row: Row, parts: Parts): Service {
  const { capacity, reported_at, expires_at, available } = row;
  return {
    id: row.id,
    slug: row.slug,
    organisation: { id: row.organisation_id, name: row.organisation_name, slug: row.organisation_slug },
    isApproved: row.approved_at !== null,
    checkedOn: (row.checked_on ?? undefined) as LocalDate | undefined,
    capacity:
      capacity === null || reported_at === null || expires_at === null
        ? undefined
        : {
            state: capacity as CapacityState,
            available: available ?? undefined,
            wait: row.wait ?? '',
            reportedAt: reported_at,
            expiresAt: expires_at,
          },
    lastModified: latest(row.last_modified, row.checked_at, reported_at),
    site: parts.sites.get(row.id),
    version: row.version,
    content: {
      name: row.name,
      description: row.description,
      status: row.status as ServiceStatus,
      url: row.url ?? undefined,
      email: row.email ?? undefined,
      phone: row.phone ?? undefined,
      howToCome: row.how_to_come,
      alert: row.alert,
      eligibility: row.eligibility,
      languages: row.languages,
      areas: row.areas,
      contact: { name: row.contact_name, title: row.contact_title },
      paidForBy: row.paid_for_by,
      takesReferrals: row.takes_referrals,
      minimumAge: row.minimum_age ?? undefined,
      maximumAge: row.maximum_age ?? undefined,
      venue: parts.venues.get(row.id),
      schedules: parts.schedules.get(row.id) ?? [],
      costs: parts.costs.get(row.id) ?? [],
      terms: parts.terms.get(row.id) ?? [],
      delivers: undefined,
      listedFrom: (row.listed_from ?? undefined) as LocalDate | undefined,
      listedTo: (row.listed_to ?? undefined) as LocalDate | undefined,
      reopensOn: (row.reopens_on ?? undefined) as LocalDate | undefined,
    },
  };
}

/** Services that fit a condition on `s`, by name. */
export async function servicesWhere(
  trx: Trx,
  place: Uuid,
  condition: RawBuilder<SqlBool>,
  page: { offset: number; limit: number },
): Promise<Service[]> {
  const rows = await rowsOf(trx, place)
    .where(condition)
    .orderBy('s.name')
    .orderBy('s.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return await whole(trx, place, rows);
}

async function whole(trx: Trx, place: Uuid, rows: readonly Row[]): Promise<Service[]> {
  const parts = await partsOf(
    trx,
    place,
    rows.map((row) => row.id),
  );
  return rows.map((row) => toService(row, parts));
}

/** Services by their ids, in the order of `ids`; those that the reader may not see are left out. */
export async function servicesByIds(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Service[]> {
  if (ids.length === 0) return [];
  const [rows, parts] = await Promise.all([
    rowsOf(trx, place)
      .where(sql<boolean>`s.id = any(${[...ids]}::uuid[])`)
      .execute(),
    partsOf(trx, place, ids),
  ]);
  const at = new Map(ids.map((id, index) => [id, index]));
  const sorted = rows.sort((a, b) => (at.get(a.id) ?? 0) - (at.get(b.id) ?? 0));
  return sorted.map((row) => toService(row, parts));
}

/** A service by its id, if the reader may see it. */
export async function findService(trx: Trx, place: Uuid, id: Uuid): Promise<Service | undefined> {
  return (await servicesByIds(trx, place, [id]))[0];
}

/** The service at a slug, or the slug at which it now stands. */
export async function serviceAt(
  trx: Trx,
  place: Uuid,
  slug: string,
): Promise<{ kind: 'here'; service: Service } | { kind: 'moved'; slug: string } | { kind: 'nowhere' }> {
  const [service] = await whole(trx, place, await rowsOf(trx, place).where('s.slug', '=', slug).execute());
  if (service !== undefined) return { kind: 'here', service };
  const id = await recordOnceAt(trx, place, 'service', slug);
  const now = id === undefined ? undefined : await findService(trx, place, id);
  return now === undefined ? { kind: 'nowhere' } : { kind: 'moved', slug: now.slug };
}

/** The services of some organisations by name, those that were never approved too; `after` is the last one already shown. */
export async function servicesOfOrganisations(
  trx: Trx,
  place: Uuid,
  organisations: readonly Uuid[],
  page: { after?: Uuid | undefined; limit: number },
): Promise<Service[]> {
  if (organisations.length === 0) return [];
  let query = rowsOf(trx, place)
    .where('s.organisation_id', 'in', [...organisations])
    .orderBy('s.name')
    .orderBy('s.id')
    .limit(page.limit);
  if (page.after !== undefined)
    query = query.where(
      sql<boolean>`(s.name, s.id) > (select x.name, x.id from service x where x.place_id = ${place} and x.id = ${page.after})`,
    );
  return await whole(trx, place, await query.execute());
}

/**
 * The services that take referrals and are open, by name: for choosing where to refer somebody. With `today`, those that
 * are not open on that day, and those that nobody has checked for 180 days, are left out. At most 500.
 */
export async function servicesTakingReferrals(trx: Trx, place: Uuid, today?: LocalDate): Promise<Service[]> {
  let query = rowsOf(trx, place)
    .where('s.takes_referrals', '=', true)
    .where(today === undefined ? sql<SqlBool>`s.status = 'active'` : isOpenIn('s', today))
    .where('s.approved_at', 'is not', null)
    .orderBy('s.name')
    .orderBy('s.id')
    .limit(500);
  if (today !== undefined) query = query.where('k.checked_on', '>=', addDays(today, -forgottenAfterDays));
  return await whole(trx, place, await query.execute());
}

/** An organisation by its slug, also one that is no partner of the place. */
export async function organisationAt(
  trx: Trx,
  slug: string,
): Promise<{ id: Uuid; slug: string; name: string } | undefined> {
  return await trx
    .selectFrom('organisation')
    .select(['id', 'slug', 'name'])
    .where('slug', '=', slug)
    .executeTakeFirst();
}

/** How many services are listed on a day, and how many of them were checked on `since` or later. */
export async function countServices(
  trx: Trx,
  place: Uuid,
  today: LocalDate,
  since: LocalDate,
): Promise<{ listed: number; checked: number }> {
  const row = await trx
    .selectFrom('service as s')
    .leftJoin('service_check as k', (join) =>
      join.onRef('k.place_id', '=', 's.place_id').onRef('k.service_id', '=', 's.id'),
    )
    .select((eb) => [
      eb.fn.countAll<number>().as('listed'),
      eb.fn.countAll<number>().filterWhere('k.checked_on', '>=', since).as('checked'),
    ])
    .where('s.place_id', '=', place)
    .where('s.approved_at', 'is not', null)
    .where(isCurrentIn('s', today))
    .executeTakeFirstOrThrow();
  return { listed: row.listed, checked: row.checked };
}

/** Services listed `today` that nobody has checked since before `day`, the longest first; at most `limit`. */
export async function servicesUncheckedSince(
  trx: Trx,
  place: Uuid,
  today: LocalDate,
  day: LocalDate,
  limit: number,
): Promise<{ name: string; slug: string; organisation: string; checkedOn: LocalDate | undefined }[]> {
  const rows = await rowsOf(trx, place)
    .where('s.approved_at', 'is not', null)
    .where(isCurrentIn('s', today))
    .where((eb) => eb.or([eb('k.checked_on', 'is', null), eb('k.checked_on', '<', day)]))
    .orderBy('k.checked_on', (order) => order.asc().nullsFirst())
    .orderBy('s.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    name: row.name,
    slug: row.slug,
    organisation: row.organisation_name,
    checkedOn: (row.checked_on ?? undefined) as LocalDate | undefined,
  }));
}
