import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { ListingDays, ServiceContent, ServiceStatus } from '../domain/content.ts';
import type { Point } from '../domain/distance.ts';
import type { Weekday } from '../domain/schedule.ts';
import { hasWords, type Sought } from './candidates.ts';
import { boxAround, metresFrom } from './distance-sql.ts';
import { isCurrentIn } from './open.ts';
import { latest, servicesWhere, type Service } from './services.ts';
import { queryOf, soughtWords } from './words.ts';

/** What a consumer of the directory asks for. Everything that is given has to fit. */
export type FeedFilter = {
  /** On which day it is asked: what has not begun by then is not told yet. */
  today: LocalDate;
  /** For how long what has ended is still told, so that consumers learn of it. */
  endedSince: Date;
  ids?: readonly Uuid[] | undefined;
  /** Words that have to stand in what can be found of it: see `feedWords`. */
  words?: Sought | undefined;
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

/** When a day of a listing begins in London. */
function midnightOf(day: 's.listed_from' | 's.listed_to + 1' | 's.reopens_on') {
  return sql`(${sql.raw(day)})::timestamp at time zone 'Europe/London'`;
}

/** What a service `s` must be to stand in what was asked for. */
function matching(place: Uuid, filter: FeedFilter): RawBuilder<SqlBool> {
  const { ids, words, organisations, minimumAge, maximumAge, ageFrom, ageTo, terms, modifiedSince, areas } = filter;
  const { day, opensFrom, closesBy } = filter;
  const wanted = [
    sql`s.place_id = ${place}`,
    sql`s.approved_at is not null`,
    sql`(${isCurrentIn('s', filter.today)} or greatest(s.last_modified, ${midnightOf('s.listed_to + 1')}) >= ${filter.endedSince})`,
    sql`(s.listed_from is null or s.listed_from <= ${filter.today}::date)`,
  ];
  if (ids !== undefined) wanted.push(sql`s.id = any(${[...ids]}::uuid[])`);
  if (words !== undefined)
    wanted.push(sql`s.id in (select x.service_id from service_search x where ${foundBy(place, words, filter.today)})`);
  if (organisations !== undefined) wanted.push(sql`s.organisation_id = any(${[...organisations]}::uuid[])`);
  if (minimumAge !== undefined) wanted.push(sql`s.minimum_age >= ${minimumAge}`);
  if (maximumAge !== undefined) wanted.push(sql`s.maximum_age <= ${maximumAge}`);
  if (ageTo !== undefined) wanted.push(sql`(s.minimum_age is null or s.minimum_age <= ${ageTo})`);
  if (ageFrom !== undefined) wanted.push(sql`(s.maximum_age is null or s.maximum_age >= ${ageFrom})`);
  if (terms !== undefined)
    wanted.push(
      sql`exists (select 1 from service_term t where t.place_id = ${place} and t.service_id = s.id and t.term = any(${[...terms]}::text[]))`,
    );
  if (modifiedSince !== undefined)
    wanted.push(sql`(s.last_modified >= ${modifiedSince}
      or (s.listed_from <= ${filter.today}::date and ${midnightOf('s.listed_from')} >= ${modifiedSince})
      or (s.listed_to < ${filter.today}::date and ${midnightOf('s.listed_to + 1')} >= ${modifiedSince})
      or (s.reopens_on <= ${filter.today}::date and ${midnightOf('s.reopens_on')} >= ${modifiedSince})
      or exists (select 1 from service_check k where k.place_id = ${place} and k.service_id = s.id and k.checked_at >= ${modifiedSince})
      or exists (select 1 from service_capacity c where c.place_id = ${place} and c.service_id = s.id and c.reported_at >= ${modifiedSince}))`);
  if (day !== undefined || opensFrom !== undefined || closesBy !== undefined)
    wanted.push(sql`exists (select 1 from service_schedule h where h.place_id = ${place} and h.service_id = s.id
      and (${day ?? null}::text is null or ${day ?? ''} = any(string_to_array(h.byday, ',')))
      and (${opensFrom ?? null}::text is null or h.opens_at >= ${opensFrom ?? ''})
      and (${closesBy ?? null}::text is null or h.closes_at <= ${closesBy ?? ''}))`);
  if (areas !== undefined) wanted.push(sql`(cardinality(s.areas) = 0 or s.areas && ${[...areas]}::text[])`);
  if (filter.atPlace === true || filter.near !== undefined)
    wanted.push(sql`exists (select 1 from service_at_location a
      join location l on l.place_id = a.place_id and l.id = a.location_id
      where a.place_id = ${place} and a.service_id = s.id and not l.masked and ${nearby(filter.near)})`);
  return sql<SqlBool>`${sql.join(wanted, sql` and `)}`;
}

/** Whether a row `x` of the copy for search has the words and is listed. */
function foundBy(place: Uuid, { words, join }: Sought, today: LocalDate): RawBuilder<SqlBool> {
  return sql<SqlBool>`x.place_id = ${place} and ${isCurrentIn('x', today)} and ${hasWords(place, queryOf(words, join))}`;
}

/** With fewer services that hold every word, those that hold some of them are told as well: as the pages do. */
const few = 10;

/**
 * What is looked for with some words: their stems, what the place takes for them and what was meant by mistyped ones, every
 * one of them or, where few services hold them all, any. Nothing where the words mean nothing.
 */
export async function feedWords(trx: Trx, place: Uuid, text: string, today: LocalDate): Promise<Sought | undefined> {
  const words = await soughtWords(trx, place, text);
  if (words.length === 0) return undefined;
  const every = { words, join: 'every' } as const;
  if (words.length === 1) return every;
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from (
    select 1 from service_search x where ${foundBy(place, every, today)} limit ${few}) as found`.execute(trx);
  return (rows[0]?.total ?? 0) < few ? { words, join: 'any' } : every;
}

/** Within so many metres of a point: first by a box that an index knows, then exactly. */
function nearby(near: FeedFilter['near']) {
  if (near === undefined) return sql<boolean>`true`;
  return sql<boolean>`${boxAround('l', near, near.metres)} and ${metresFrom('l', near)} <= ${near.metres}`;
}

/** One page of the directory as everybody reads it, by name, and how many there are in all. */
export async function feedPage(
  trx: Trx,
  place: Uuid,
  filter: FeedFilter,
  page: { offset: number; limit: number },
): Promise<{ total: number; services: Service[] }> {
  const condition = matching(place, filter);
  const [total, services] = await Promise.all([countWhere(trx, condition), servicesWhere(trx, place, condition, page)]);
  return { total, services };
}

async function countWhere(trx: Trx, condition: RawBuilder<SqlBool>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total from service s where ${condition}`.execute(
    trx,
  );
  return rows[0]?.total ?? 0;
}

/** What a service itself says, without its times, costs, terms and place. */
export type FlatService = Pick<Service, 'id' | 'checkedOn' | 'lastModified'> & {
  organisation: FeedOrganisation;
  content: Pick<
    ServiceContent,
    'name' | 'description' | 'url' | 'email' | 'minimumAge' | 'maximumAge' | 'eligibility' | 'alert' | keyof ListingDays
  >;
};

type FlatRow = OrganisationRow & {
  service_id: Uuid;
  service_name: string;
  description: string;
  url: string | null;
  email: string | null;
  status: string;
  listed_from: string | null;
  listed_to: string | null;
  reopens_on: string | null;
  minimum_age: number | null;
  maximum_age: number | null;
  eligibility: string;
  alert: string;
  last_modified: Date;
  checked_on: string | null;
  checked_at: Date | null;
  reported_at: Date | null;
};

/** One page of the same with only what each service itself says and who runs it: what the lists of most readers hold. */
export async function feedFlatPage(
  trx: Trx,
  place: Uuid,
  filter: FeedFilter,
  page: { offset: number; limit: number },
): Promise<{ total: number; services: FlatService[] }> {
  const condition = matching(place, filter);
  const [total, { rows }] = await Promise.all([
    countWhere(trx, condition),
    sql<FlatRow>`
      select s.id as service_id, s.name as service_name, s.description, s.url, s.email, s.status, s.listed_from, s.listed_to,
        s.reopens_on, s.minimum_age, s.maximum_age, s.eligibility, s.alert, s.last_modified, k.checked_on, k.checked_at,
        c.reported_at, o.id, o.slug, o.name, o.summary, o.website, o.charity_number, o.ods_code
      from service s join organisation o on o.id = s.organisation_id
      left join service_check k on k.place_id = s.place_id and k.service_id = s.id
      left join service_capacity c on c.place_id = s.place_id and c.service_id = s.id
      where ${condition} order by s.name, s.id limit ${page.limit} offset ${page.offset}`.execute(trx),
  ]);
  return { total, services: rows.map(toFlat) };
}

function toFlat(row: FlatRow): FlatService {
  const { id, slug, name, summary, website, charity_number, ods_code } = row;
  return {
    id: row.service_id,
    organisation: toOrganisation({ id, slug, name, summary, website, charity_number, ods_code }),
    checkedOn: (row.checked_on ?? undefined) as LocalDate | undefined,
    lastModified: latest(row.last_modified, row.checked_at, row.reported_at),
    content: {
      name: row.service_name,
      description: row.description,
      status: row.status as ServiceStatus,
      url: row.url ?? undefined,
      email: row.email ?? undefined,
      minimumAge: row.minimum_age ?? undefined,
      maximumAge: row.maximum_age ?? undefined,
      eligibility: row.eligibility,
      alert: row.alert,
      listedFrom: (row.listed_from ?? undefined) as LocalDate | undefined,
      listedTo: (row.listed_to ?? undefined) as LocalDate | undefined,
      reopensOn: (row.reopens_on ?? undefined) as LocalDate | undefined,
    },
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
  const condition = matching(place, filter);
  const rest =
    after === undefined
      ? condition
      : sql<SqlBool>`${condition} and (s.name, s.id) > (${after.name}, ${after.id}::uuid)`;
  return await servicesWhere(trx, place, rest, { offset: 0, limit });
}

/** Everything of the directory that fits: for what is short, such as the services of one organisation. */
export async function feedAll(trx: Trx, place: Uuid, filter: FeedFilter): Promise<Service[]> {
  const found: Service[] = [];
  for (;;) {
    const last = found.at(-1);
    const after = last === undefined ? undefined : { name: last.content.name, id: last.id };
    const next = await feedAfter(trx, place, filter, after, inOneGo);
    found.push(...next);
    if (next.length < inOneGo) return found;
  }
}

/** How many services are read in one statement. */
const inOneGo = 500;

/** A service of the directory by its id or by the id of its link to a place, as everybody reads it. */
export async function feedOne(
  trx: Trx,
  place: Uuid,
  filter: FeedFilter,
  by: { service: Uuid } | { site: Uuid },
): Promise<Service | undefined> {
  const condition = matching(place, 'service' in by ? filter : { ...filter, atPlace: true });
  const one =
    'service' in by
      ? sql`s.id = ${by.service}`
      : sql`s.id = (select a.service_id from service_at_location a where a.place_id = ${place} and a.id = ${by.site})`;
  return (await servicesWhere(trx, place, sql<SqlBool>`${condition} and ${one}`, { offset: 0, limit: 1 }))[0];
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

function organisationsOf(trx: Trx, place: Uuid, filter: FeedFilter, words: string | undefined) {
  let query = trx
    .selectFrom('organisation as o')
    .where(sql<SqlBool>`o.id in (select s.organisation_id from service s where ${matching(place, filter)})`);
  for (const word of (words ?? '').toLowerCase().split(/\s+/).slice(0, 12))
    if (word !== '') query = query.where(sql<boolean>`position(${word} in lower(o.name || ' ' || o.summary)) > 0`);
  return query;
}

/** Organisations that list something, by name; `words` have to stand in the name or the summary. */
export async function feedOrganisations(
  trx: Trx,
  place: Uuid,
  filter: FeedFilter,
  asked: { words?: string | undefined; offset: number; limit: number },
): Promise<{ total: number; organisations: FeedOrganisation[] }> {
  const query = organisationsOf(trx, place, filter, asked.words);
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

/** The next organisations after one, in the order of the pages: for reading all of them piece by piece. */
export async function feedOrganisationsAfter(
  trx: Trx,
  place: Uuid,
  filter: FeedFilter,
  asked: { words?: string | undefined; after: { name: string; id: Uuid } | undefined; limit: number },
): Promise<FeedOrganisation[]> {
  let query = organisationsOf(trx, place, filter, asked.words);
  const { after } = asked;
  if (after !== undefined) query = query.where(sql<boolean>`(o.name, o.id) > (${after.name}, ${after.id}::uuid)`);
  const rows = await query.select(organisationColumns).orderBy('o.name').orderBy('o.id').limit(asked.limit).execute();
  return rows.map(toOrganisation);
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
