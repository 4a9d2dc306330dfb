import { sql } from 'kysely';
import type { Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { slugify, truncateAtWord } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { usedSlugs } from '../../../thread/store/slugs.ts';
import { writeCards } from '../../../thread/store/write.ts';
import { facetsOf, isFree, isListed, publicVenue, searchWords, type ServiceContent } from '../domain/content.ts';
import { matchKeys } from '../domain/likeness.ts';
import { findAreas, type Area } from './areas.ts';
import { askDaily } from './check-links.ts';
import { daysOf } from './publish.ts';
import { keepWords, stemsOf } from './words.ts';

/** A service that is listed as another directory has it. */
export type TakenOver = {
  id: Uuid;
  organisation: { id: Uuid; name: string };
  content: ServiceContent;
  checkedOn: LocalDate | undefined;
};

/**
 * Lists many new services at once, as approved: the same rows as one after another would be, in a dozen statements. Only
 * the service itself may, for those who approve.
 */
export async function listMany(trx: Trx, doing: Doing, source: Uuid, all: readonly TakenOver[]): Promise<void> {
  if (all.length === 0) return;
  const place = doing.place.id;
  const slugs = await freeSlugs(trx, place, all);
  const areas = await findAreas(
    trx,
    place,
    all.map((one) => one.content.venue?.postcode ?? '').filter((code) => code !== ''),
  );
  const put = async (columns: string, shape: string, rows: readonly object[]): Promise<void> => {
    if (rows.length === 0) return;
    await sql`insert into ${sql.raw(columns)} select ${place}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${sql.raw(shape)})`.execute(
      trx,
    );
  };
  await put(
    'service (place_id, id, slug, organisation_id, name, description, status, listed_from, listed_to, reopens_on, url, email, phone, how_to_come, alert, eligibility, languages, areas, contact_name, contact_title, paid_for_by, takes_referrals, minimum_age, maximum_age, approved_at, last_modified, version, created_at)',
    'id uuid, slug text, organisation_id uuid, name text, description text, status text, listed_from date, listed_to date, reopens_on date, url text, email text, phone text, how_to_come text, alert text, eligibility text, languages text[], areas text[], contact_name text, contact_title text, paid_for_by text, takes_referrals boolean, minimum_age integer, maximum_age integer, approved_at timestamptz, last_modified timestamptz, version integer, created_at timestamptz',
    all.map(({ id, organisation, content }, index) => ({
      id,
      slug: slugs[index],
      organisation_id: organisation.id,
      name: content.name,
      description: content.description,
      status: content.status,
      ...daysOf(content),
      url: content.url,
      email: content.email,
      phone: content.phone,
      how_to_come: content.howToCome,
      alert: content.alert,
      eligibility: content.eligibility,
      languages: content.languages,
      areas: content.areas,
      contact_name: content.contact.name,
      contact_title: content.contact.title,
      paid_for_by: content.paidForBy,
      takes_referrals: content.takesReferrals,
      minimum_age: content.minimumAge,
      maximum_age: content.maximumAge,
      approved_at: doing.now,
      last_modified: doing.now,
      version: 1,
      created_at: doing.now,
    })),
  );
  await put(
    'service_version (place_id, id, service_id, organisation_id, number, content, state, made_at, decided_at)',
    'id uuid, service_id uuid, organisation_id uuid, number integer, content jsonb, state text, made_at timestamptz, decided_at timestamptz',
    all.map(({ id, organisation, content }) => ({
      id: doing.newId(),
      service_id: id,
      organisation_id: organisation.id,
      number: 1,
      content,
      state: 'approved',
      made_at: doing.now,
      decided_at: doing.now,
    })),
  );
  await putVenues(put, doing, all, areas);
  await put(
    'service_schedule (place_id, id, service_id, position, byday, opens_at, closes_at, every_weeks, month_week, valid_from, valid_to, description)',
    'id uuid, service_id uuid, position integer, byday text, opens_at text, closes_at text, every_weeks integer, month_week integer, valid_from date, valid_to date, description text',
    all.flatMap(({ id, content }) =>
      content.schedules.map((one, position) => ({
        id: doing.newId(),
        service_id: id,
        position,
        byday: one.days.join(','),
        opens_at: one.opensAt,
        closes_at: one.closesAt,
        every_weeks: one.everyWeeks,
        month_week: one.monthWeek,
        valid_from: one.from,
        valid_to: one.to,
        description: one.description,
      })),
    ),
  );
  await put(
    'cost_option (place_id, id, service_id, position, option, amount_pence)',
    'id uuid, service_id uuid, position integer, option text, amount_pence integer',
    all.flatMap(({ id, content }) =>
      content.costs.map((one, position) => ({
        id: doing.newId(),
        service_id: id,
        position,
        option: one.option,
        amount_pence: one.pence,
      })),
    ),
  );
  await put(
    'service_term (place_id, service_id, term)',
    'service_id uuid, term text',
    all.flatMap(({ id, content }) => content.terms.map((term) => ({ service_id: id, term }))),
  );
  await put(
    'service_check (place_id, service_id, checked_on, checked_at)',
    'service_id uuid, checked_on date, checked_at timestamptz',
    all.flatMap(({ id, checkedOn }) =>
      checkedOn === undefined ? [] : [{ service_id: id, checked_on: checkedOn, checked_at: doing.now }],
    ),
  );
  await put(
    'service_key (place_id, service_id, source_id, name, organisation, postcode, phone, host)',
    'service_id uuid, source_id uuid, name text, organisation text, postcode text, phone text, host text',
    all.map(({ id, content, organisation }) => ({
      service_id: id,
      source_id: source,
      ...matchKeys(content, organisation.name),
    })),
  );
  await putSearch(trx, place, all, areas);
  if (all.some((one) => one.checkedOn !== undefined)) await askDaily(trx, doing, doing.now);
  await writeCards(
    trx,
    place,
    all.map(({ id, content }, index) => ({
      kind: 'service',
      id,
      title: content.name,
      summary: truncateAtWord(content.description, 400),
      address: `/${doing.place.slug}/community/services/${slugs[index]}`,
      visibility: 'public',
    })),
    doing.now,
  );
}

type Put = (columns: string, shape: string, rows: readonly object[]) => Promise<void>;

/** The middle of its postcode, for everybody or for those who may know it. */
function pointOf(content: ServiceContent, areas: ReadonlyMap<string, Area>): Area | undefined {
  return areas.get(content.venue?.postcode ?? '');
}

async function putVenues(
  put: Put,
  doing: Doing,
  all: readonly TakenOver[],
  areas: ReadonlyMap<string, Area>,
): Promise<void> {
  const placed = all.flatMap((one) => {
    const { venue } = one.content;
    if (venue === undefined) return [];
    return [{ ...one, venue, locationId: doing.newId(), point: pointOf(one.content, areas) }];
  });
  await put(
    'location (place_id, id, name, address, city, postcode, access_notes, access, step_free, masked, latitude, longitude)',
    'id uuid, name text, address text, city text, postcode text, access_notes text, access text[], step_free boolean, masked boolean, latitude double precision, longitude double precision',
    placed.map(({ venue, locationId, point }) => {
      const seen = publicVenue(venue);
      const shown = venue.masked ? undefined : point;
      return {
        id: locationId,
        name: seen.name,
        address: seen.address,
        city: seen.city,
        postcode: seen.postcode,
        access_notes: seen.accessNotes,
        access: seen.access,
        step_free: seen.stepFree,
        masked: venue.masked,
        latitude: shown?.latitude,
        longitude: shown?.longitude,
      };
    }),
  );
  await put(
    'service_at_location (place_id, id, service_id, location_id)',
    'id uuid, service_id uuid, location_id uuid',
    placed.map(({ id, locationId }) => ({ id: doing.newId(), service_id: id, location_id: locationId })),
  );
  await put(
    'masked_address (place_id, location_id, organisation_id, name, address, city, postcode, access_notes, access, latitude, longitude)',
    'location_id uuid, organisation_id uuid, name text, address text, city text, postcode text, access_notes text, access text[], latitude double precision, longitude double precision',
    placed
      .filter((one) => one.venue.masked)
      .map(({ venue, locationId, point, organisation }) => ({
        location_id: locationId,
        organisation_id: organisation.id,
        name: venue.name,
        address: venue.address,
        city: venue.city,
        postcode: venue.postcode,
        access_notes: venue.accessNotes,
        access: venue.access,
        latitude: point?.latitude,
        longitude: point?.longitude,
      })),
  );
}

async function putSearch(
  trx: Trx,
  place: Uuid,
  all: readonly TakenOver[],
  areas: ReadonlyMap<string, Area>,
): Promise<void> {
  const listed = all.filter((one) => isListed(one.content.status));
  if (listed.length === 0) return;
  const rows = listed.map(({ id, organisation, content }) => {
    const point = content.venue?.masked === true ? undefined : pointOf(content, areas);
    return {
      service_id: id,
      organisation_id: organisation.id,
      name: content.name,
      words: searchWords(content, organisation.name),
      status: content.status,
      ...daysOf(content),
      is_free: isFree(content.costs),
      step_free: content.venue?.stepFree ?? false,
      latitude: point?.latitude,
      longitude: point?.longitude,
      facets: facetsOf(content),
      minimum_age: content.minimumAge,
      maximum_age: content.maximumAge,
    };
  });
  await keepWords(trx, place, rows.map((row) => row.words).join(' '));
  await sql`insert into service_search (place_id, service_id, organisation_id, name, status, listed_from, listed_to, reopens_on, is_free, step_free, latitude, longitude, facets, minimum_age, maximum_age, stems)
    select ${place}::uuid, r.service_id, r.organisation_id, r.name, r.status, r.listed_from, r.listed_to, r.reopens_on, r.is_free, r.step_free, r.latitude, r.longitude, r.facets, r.minimum_age, r.maximum_age,
      ${stemsOf(place, sql`r.name`, sql`r.words`)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(service_id uuid, organisation_id uuid, name text, words text, status text, listed_from date, listed_to date, reopens_on date, is_free boolean, step_free boolean,
      latitude double precision, longitude double precision, facets text[], minimum_age integer, maximum_age integer)`.execute(
    trx,
  );
}

/** A free slug for each: the end of the id is put behind a name that stands there already. */
async function freeSlugs(trx: Trx, place: Uuid, all: readonly TakenOver[]): Promise<string[]> {
  const bases = all.map((one) => slugify(one.content.name).slice(0, 47).replace(/-+$/, ''));
  const [now, once] = await Promise.all([
    sql<{ slug: string }>`select s.slug from unnest(${bases}::text[]) as b(slug)
      cross join lateral (select o.slug from service o where o.place_id = ${place} and o.slug = b.slug offset 0) s`.execute(
      trx,
    ),
    usedSlugs(trx, place, 'service', bases),
  ]);
  const taken = new Set(['new', ...now.rows.map((row) => row.slug), ...once]);
  return bases.map((base, index) => {
    const slug = taken.has(base) ? `${base}-${all[index]?.id.slice(-12) ?? ''}` : base;
    taken.add(slug);
    return slug;
  });
}
