import { sql } from 'kysely';
import { accountOf, type Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { truncateAtWord } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { linksFrom } from '../../../thread/store/find.ts';
import { keepOldSlug } from '../../../thread/store/slugs.ts';
import { link, unlink, writeCard } from '../../../thread/store/write.ts';
import {
  facetsOf,
  isFree,
  isListed,
  publicVenue,
  searchWords,
  type ListingDays,
  type ServiceContent,
} from '../domain/content.ts';
import { matchKeys, type MatchKeys } from '../domain/likeness.ts';
import { findArea } from './areas.ts';
import type { Service } from './services.ts';
import { freeSlug } from './slugs.ts';
import { keepWords, stemsOf } from './words.ts';

/** The days of a listing as the tables hold them: of one that is not closed there is none on which it opens again. */
export function daysOf(content: ListingDays): {
  listed_from: LocalDate | null;
  listed_to: LocalDate | null;
  reopens_on: LocalDate | null;
} {
  return {
    listed_from: content.listedFrom ?? null,
    listed_to: content.listedTo ?? null,
    reopens_on: content.status === 'temporarily closed' ? (content.reopensOn ?? null) : null,
  };
}

/** Writes what was approved into the tables that everybody reads, its card, its link and its copy for search. */
export async function publish(trx: Trx, doing: Doing, service: Service, content: ServiceContent): Promise<string> {
  const place = doing.place.id;
  const { id } = service;
  const slug = content.name === service.content.name ? service.slug : await freeSlug(trx, place, content.name, service);
  await trx
    .updateTable('service')
    .set({
      slug,
      name: content.name,
      description: content.description,
      status: content.status,
      ...daysOf(content),
      url: content.url ?? null,
      email: content.email ?? null,
      phone: content.phone ?? null,
      how_to_come: content.howToCome,
      alert: content.alert,
      eligibility: content.eligibility,
      languages: [...content.languages],
      areas: [...content.areas],
      contact_name: content.contact.name,
      contact_title: content.contact.title,
      paid_for_by: content.paidForBy,
      takes_referrals: content.takesReferrals,
      minimum_age: content.minimumAge ?? null,
      maximum_age: content.maximumAge ?? null,
      approved_at: doing.now,
      last_modified: doing.now,
      version: service.version + 1,
    })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .execute();
  if (slug !== service.slug) await keepOldSlug(trx, place, 'service', service.slug, id);
  await writeTimesAndCosts(trx, doing, id, content);
  const point = await writeVenue(trx, doing, service, content);
  await writeSearch(trx, doing, service, content, point);
  await writeKeys(trx, place, id, matchKeys(content, service.organisation.name));
  await writeCard(
    trx,
    place,
    {
      kind: 'service',
      id,
      title: content.name,
      summary: truncateAtWord(content.description, 400),
      address: `/${doing.place.slug}/community/services/${slug}`,
      visibility: 'public',
    },
    doing.now,
  );
  await writeDelivers(trx, doing, id, content.delivers);
  return slug;
}

async function writeTimesAndCosts(trx: Trx, doing: Doing, id: Uuid, content: ServiceContent): Promise<void> {
  const place = doing.place.id;
  for (const table of ['service_schedule', 'cost_option', 'service_term'] as const)
    await trx.deleteFrom(table).where('place_id', '=', place).where('service_id', '=', id).execute();
  const base = { place_id: place, service_id: id };
  if (content.schedules.length > 0)
    await trx
      .insertInto('service_schedule')
      .values(
        content.schedules.map((one, position) => ({
          ...base,
          id: doing.newId(),
          position,
          byday: one.days.join(','),
          opens_at: one.opensAt ?? null,
          closes_at: one.closesAt ?? null,
          every_weeks: one.everyWeeks,
          month_week: one.monthWeek ?? null,
          valid_from: one.from ?? null,
          valid_to: one.to ?? null,
          description: one.description,
        })),
      )
      .execute();
  if (content.costs.length > 0)
    await trx
      .insertInto('cost_option')
      .values(
        content.costs.map((one, position) => ({
          ...base,
          id: doing.newId(),
          position,
          option: one.option,
          amount_pence: one.pence,
        })),
      )
      .execute();
  if (content.terms.length > 0)
    await trx
      .insertInto('service_term')
      .values(content.terms.map((term) => ({ ...base, term })))
      .execute();
}

type Point = { latitude: number; longitude: number };

/** Writes where it is, and says where that is for everybody: nowhere, when the place is masked. */
async function writeVenue(
  trx: Trx,
  doing: Doing,
  service: Service,
  content: ServiceContent,
): Promise<Point | undefined> {
  const place = doing.place.id;
  const before = await trx
    .selectFrom('service_at_location')
    .select('location_id')
    .where('place_id', '=', place)
    .where('service_id', '=', service.id)
    .executeTakeFirst();
  const { venue } = content;
  if (before !== undefined)
    await trx
      .deleteFrom('masked_address')
      .where('place_id', '=', place)
      .where('location_id', '=', before.location_id)
      .execute();
  if (venue === undefined) {
    if (before === undefined) return undefined;
    await trx
      .deleteFrom('service_at_location')
      .where('place_id', '=', place)
      .where('service_id', '=', service.id)
      .execute();
    await trx.deleteFrom('location').where('place_id', '=', place).where('id', '=', before.location_id).execute();
    return undefined;
  }
  const area = venue.postcode === '' ? undefined : await findArea(trx, place, venue.postcode);
  const point = area === undefined ? undefined : { latitude: area.latitude, longitude: area.longitude };
  const seen = publicVenue(venue);
  const shown = venue.masked ? undefined : point;
  const values = {
    name: seen.name,
    address: seen.address,
    city: seen.city,
    postcode: seen.postcode,
    access_notes: seen.accessNotes,
    access: [...seen.access],
    step_free: seen.stepFree ?? null,
    masked: venue.masked,
    latitude: shown?.latitude ?? null,
    longitude: shown?.longitude ?? null,
  };
  const locationId = before?.location_id ?? doing.newId();
  await trx
    .insertInto('location')
    .values({ place_id: place, id: locationId, ...values })
    .onConflict((conflict) => conflict.columns(['place_id', 'id']).doUpdateSet(values))
    .execute();
  if (before === undefined)
    await trx
      .insertInto('service_at_location')
      .values({ place_id: place, id: doing.newId(), service_id: service.id, location_id: locationId })
      .execute();
  if (venue.masked)
    await trx
      .insertInto('masked_address')
      .values({
        place_id: place,
        location_id: locationId,
        organisation_id: service.organisation.id,
        name: venue.name,
        address: venue.address,
        city: venue.city,
        postcode: venue.postcode,
        access_notes: venue.accessNotes,
        access: [...venue.access],
        latitude: point?.latitude ?? null,
        longitude: point?.longitude ?? null,
      })
      .execute();
  return shown;
}

async function writeSearch(
  trx: Trx,
  doing: Doing,
  service: Service,
  content: ServiceContent,
  point: Point | undefined,
): Promise<void> {
  const place = doing.place.id;
  if (!isListed(content.status)) {
    await trx.deleteFrom('service_search').where('place_id', '=', place).where('service_id', '=', service.id).execute();
    return;
  }
  const words = searchWords(content, service.organisation.name);
  await keepWords(trx, place, words);
  const values = {
    organisation_id: service.organisation.id,
    name: content.name,
    stems: stemsOf(place, sql`${content.name}::text`, sql`${words}::text`),
    facets: facetsOf(content),
    minimum_age: content.minimumAge ?? null,
    maximum_age: content.maximumAge ?? null,
    status: content.status,
    ...daysOf(content),
    is_free: isFree(content.costs),
    step_free: content.venue?.stepFree ?? false,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
  };
  await trx
    .insertInto('service_search')
    .values({ place_id: place, service_id: service.id, ...values })
    .onConflict((conflict) => conflict.columns(['place_id', 'service_id']).doUpdateSet(values))
    .execute();
}

/** Keeps by what the service would be known again in another directory. */
async function writeKeys(trx: Trx, place: Uuid, id: Uuid, keys: MatchKeys): Promise<void> {
  await trx
    .insertInto('service_key')
    .values({ place_id: place, service_id: id, ...keys })
    .onConflict((conflict) => conflict.columns(['place_id', 'service_id']).doUpdateSet(keys))
    .execute();
}

async function writeDelivers(trx: Trx, doing: Doing, id: Uuid, commitment: Uuid | undefined): Promise<void> {
  const place = doing.place.id;
  const from: ThreadRef = { kind: 'service', id };
  for (const one of await linksFrom(trx, place, 'service', [id], 'delivers'))
    if (one.to.id !== commitment) await unlink(trx, place, from, 'delivers', one.to);
  // A commitment that is gone by now leaves the service without a link, not without its page.
  if (commitment !== undefined)
    await link(
      trx,
      place,
      from,
      'delivers',
      { kind: 'commitment', id: commitment },
      { account: accountOf(doing), now: doing.now },
    );
}
