import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Point } from '../domain/distance.ts';
import type { Weekday } from '../domain/schedule.ts';
import { servicesByIds, type Service } from './services.ts';

/** What a consumer of the directory asks for. Everything that is given has to fit. */
export type FeedFilter = {
  /** For how long what has ended is still told, so that consumers learn of it. */
  endedSince: Date;
  ids?: readonly Uuid[] | undefined;
  organisations?: readonly Uuid[] | undefined;
  /** Codes of terms, of which one has to be there. */
  terms?: readonly string[] | undefined;
  modifiedSince?: Date | undefined;
  /** Services whose own youngest age is at least this; those without one do not fit. */
  minimumAge?: number | undefined;
  maximumAge?: number | undefined;
  /** Services for anybody between these ages, both counted in. */
  ageFrom?: number | undefined;
  ageTo?: number | undefined;
  day?: Weekday | undefined;
  opensFrom?: string | undefined;
  closesBy?: string | undefined;
  /** Only services at a place that everybody may know. */
  atPlace?: boolean | undefined;
  /** Only those that serve everywhere, or one of these parts of the place. */
  areas?: readonly string[] | undefined;
  near?: (Point & { metres: number }) | undefined;
};

/** How many times the earth's mean radius in metres goes into a degree of latitude. */
const metresInDegree = 111_195;

function matching(trx: Trx, place: Uuid, filter: FeedFilter) {
  let query = trx
    .selectFrom('service as s')
    .where('s.place_id', '=', place)
    .where('s.approved_at', 'is not', null)
    .where((eb) =>
      eb.or([eb('s.status', 'in', ['active', 'temporarily closed']), eb('s.last_modified', '>=', filter.endedSince)]),
    );
  if (filter.ids !== undefined) query = query.where(sql<boolean>`s.id = any(${[...filter.ids]}::uuid[])`);
  if (filter.organisations !== undefined)
    query = query.where(sql<boolean>`s.organisation_id = any(${[...filter.organisations]}::uuid[])`);
  if (filter.minimumAge !== undefined) query = query.where('s.minimum_age', '>=', filter.minimumAge);
  if (filter.maximumAge !== undefined) query = query.where('s.maximum_age', '<=', filter.maximumAge);
  const { ageFrom, ageTo } = filter;
  if (ageTo !== undefined)
    query = query.where((eb) => eb.or([eb('s.minimum_age', 'is', null), eb('s.minimum_age', '<=', ageTo)]));
  if (ageFrom !== undefined)
    query = query.where((eb) => eb.or([eb('s.maximum_age', 'is', null), eb('s.maximum_age', '>=', ageFrom)]));
  if (filter.terms !== undefined)
    query = query.where(
      sql<boolean>`exists (select 1 from service_term t where t.place_id = ${place} and t.service_id = s.id and t.term = any(${[...filter.terms]}::text[]))`,
    );
  if (filter.modifiedSince !== undefined)
    query = query.where(
      sql<boolean>`(s.last_modified >= ${filter.modifiedSince}
        or exists (select 1 from service_check k where k.place_id = ${place} and k.service_id = s.id and k.checked_at >= ${filter.modifiedSince})
        or exists (select 1 from service_capacity c where c.place_id = ${place} and c.service_id = s.id and c.reported_at >= ${filter.modifiedSince}))`,
    );
  const { day, opensFrom, closesBy } = filter;
  if (day !== undefined || opensFrom !== undefined || closesBy !== undefined)
    query = query.where(
      sql<boolean>`exists (select 1 from service_schedule h where h.place_id = ${place} and h.service_id = s.id
        and (${day ?? null}::text is null or ${day ?? ''} = any(string_to_array(h.byday, ',')))
        and (${opensFrom ?? null}::text is null or h.opens_at >= ${opensFrom ?? ''})
        and (${closesBy ?? null}::text is null or h.closes_at <= ${closesBy ?? ''}))`,
    );
  if (filter.areas !== undefined)
    query = query.where(sql<boolean>`(cardinality(s.areas) = 0 or s.areas && ${[...filter.areas]}::text[])`);
  if (filter.atPlace === true || filter.near !== undefined)
    query = query.where(
      sql<boolean>`exists (select 1 from service_at_location a
        join location l on l.place_id = a.place_id and l.id = a.location_id
        where a.place_id = ${place} and a.service_id = s.id and not l.masked and ${nearby(filter.near)})`,
    );
  return query;
}

/** Within so many metres of a point: first by a box that an index knows, then by the haversine formula. */
function nearby(near: FeedFilter['near']) {
  if (near === undefined) return sql<boolean>`true`;
  const { latitude, longitude, metres } = near;
  const high = metres / metresInDegree;
  const wide = metres / (metresInDegree * Math.cos((latitude * Math.PI) / 180));
  return sql<boolean>`l.latitude between ${latitude - high} and ${latitude + high}
    and l.longitude between ${longitude - wide} and ${longitude + wide}
    and 2 * 6371008.8 * asin(least(1, sqrt(power(sin(radians(l.latitude - ${latitude}) / 2), 2)
      + cos(radians(${latitude})) * cos(radians(l.latitude)) * power(sin(radians(l.longitude - ${longitude}) / 2), 2)))) <= ${metres}`;
}

/** One page of the directory as everybody reads it, by name, and how many there are in all. */
export async function feedPage(
  trx: Trx,
  place: Uuid,
  filter: FeedFilter,
  page: { offset: number; limit: number; isFlat?: boolean },
): Promise<{ total: number; services: Service[] }> {
  const counted = await matching(trx, place, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows =
    page.offset >= counted.total
      ? []
      : await matching(trx, place, filter)
          .select('s.id')
          .orderBy('s.name')
          .orderBy('s.id')
          .limit(page.limit)
          .offset(page.offset)
          .execute();
  return {
    total: counted.total,
    services: await servicesByIds(
      trx,
      place,
      rows.map((row) => row.id),
      page.isFlat,
    ),
  };
}

/** The next of the directory after a service, in the order of the pages: for reading all of it piece by piece. */
export async function feedAfter(
  trx: Trx,
  place: Uuid,
  filter: FeedFilter,
  after: { name: string; id: Uuid } | undefined,
  limit: number,
): Promise<Service[]> {
  let query = matching(trx, place, filter).select('s.id').orderBy('s.name').orderBy('s.id').limit(limit);
  if (after !== undefined) query = query.where(sql<boolean>`(s.name, s.id) > (${after.name}, ${after.id}::uuid)`);
  const rows = await query.execute();
  return await servicesByIds(
    trx,
    place,
    rows.map((row) => row.id),
  );
}

/** A service of the directory by its id or by the id of its link to a place, as everybody reads it. */
export async function feedOne(
  trx: Trx,
  place: Uuid,
  filter: FeedFilter,
  by: { service: Uuid } | { site: Uuid },
): Promise<Service | undefined> {
  const query = matching(trx, place, 'service' in by ? filter : { ...filter, atPlace: true }).select('s.id');
  const row = await (
    'service' in by
      ? query.where('s.id', '=', by.service)
      : query.where(
          sql<boolean>`s.id = (select a.service_id from service_at_location a where a.place_id = ${place} and a.id = ${by.site})`,
        )
  ).executeTakeFirst();
  return row === undefined ? undefined : (await servicesByIds(trx, place, [row.id]))[0];
}

/** An organisation that lists something. */
export type FeedOrganisation = {
  id: Uuid;
  slug: string;
  name: string;
  summary: string;
  website: string | undefined;
  charityNumber: string | undefined;
  odsCode: string | undefined;
};

function organisationsOf(trx: Trx, place: Uuid, filter: FeedFilter) {
  return trx
    .selectFrom('organisation as o')
    .where('o.id', 'in', matching(trx, place, filter).select('s.organisation_id'));
}

/** Organisations that list something, by name; `words` have to stand in the name or the summary. */
export async function feedOrganisations(
  trx: Trx,
  place: Uuid,
  filter: FeedFilter,
  asked: { words?: string | undefined; offset: number; limit: number },
): Promise<{ total: number; organisations: FeedOrganisation[] }> {
  let query = organisationsOf(trx, place, filter);
  for (const word of (asked.words ?? '').toLowerCase().split(/\s+/).slice(0, 12))
    if (word !== '') query = query.where(sql<boolean>`position(${word} in lower(o.name || ' ' || o.summary)) > 0`);
  const counted = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .select(organisationColumns)
    .orderBy('o.name')
    .orderBy('o.id')
    .limit(asked.limit)
    .offset(asked.offset)
    .execute();
  return {
    total: counted.total,
    organisations: rows.map(toOrganisation),
  };
}

/** Organisations by their ids, as the feed tells them. */
export async function feedOrganisationsByIds(trx: Trx, ids: readonly Uuid[]): Promise<FeedOrganisation[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('organisation as o')
    .select(organisationColumns)
    .where(sql<boolean>`o.id = any(${[...ids]}::uuid[])`)
    .execute();
  return rows.map(toOrganisation);
}

const organisationColumns = [
  'o.id',
  'o.slug',
  'o.name',
  'o.summary',
  'o.website',
  'o.charity_number',
  'o.ods_code',
] as const;

type OrganisationRow = Omit<FeedOrganisation, 'website' | 'charityNumber' | 'odsCode'> & {
  website: string | null;
  charity_number: string | null;
  ods_code: string | null;
};

function toOrganisation({ charity_number, ods_code, website, ...row }: OrganisationRow): FeedOrganisation {
  return {
    ...row,
    website: website ?? undefined,
    charityNumber: charity_number ?? undefined,
    odsCode: ods_code ?? undefined,
  };
}
