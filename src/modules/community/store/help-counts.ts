import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { publishedCount } from '../../../kernel/published-count.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { contactsUpTo } from './contacts.ts';

/**
 * People who were referred to a service or told of it, and how often somebody got in touch by themselves, as anybody may
 * read it: undefined is 1 to 7, not told.
 */
export type ServiceHelp = {
  asOf: LocalDate;
  referred: number | undefined;
  introduced: number | undefined;
  contacts: number | undefined;
};
/** People for whom help of a kind is asked, after the gate: undefined is not told. */
export type NeedCount = { kind: string; words: string; people: number | undefined };
/** The same in a part of the place, and of them those for whom a group was asked and none helps. */
export type AreaNeed = { kind: string; area: string; people: number | undefined; unserved: number | undefined };
/** People who asked and got no help for one reason, in the same way. */
export type UnmetReason = { reason: string; words: string; people: number | undefined };
/** Everything that may be told of what is asked for. */
export type Needs = {
  needs: readonly NeedCount[];
  areas: readonly AreaNeed[];
  reasons: readonly UnmetReason[];
};

/**
 * Keeps what may be told of all services, in place of what was told before: people as they were counted, and the contacts
 * that its own people counted. Only the service itself may.
 */
export async function keepServiceHelp(
  trx: Trx,
  place: Uuid,
  asOf: LocalDate,
  counts: readonly { service: Uuid; referred: number | undefined; introduced: number | undefined }[],
): Promise<void> {
  const contacts = await contactsUpTo(trx, place, asOf);
  const people = new Map(counts.map((one) => [one.service, one]));
  const rows = [...new Set([...people.keys(), ...contacts.keys()])].map((service) => {
    const { referred, introduced } = people.get(service) ?? { referred: 0, introduced: 0 };
    return {
      place_id: place,
      service_id: service,
      as_of: asOf,
      referred: referred ?? null,
      introduced: introduced ?? null,
      contacts: publishedCount(contacts.get(service) ?? 0) ?? null,
    };
  });
  await trx.deleteFrom('service_help').where('place_id', '=', place).execute();
  for (let start = 0; start < rows.length; start += 500)
    await trx
      .insertInto('service_help')
      .values(rows.slice(start, start + 500))
      .execute();
}

/** What may be told of some services, by their ids; of others nothing was counted yet. */
export async function helpOfServices(
  trx: Trx,
  place: Uuid,
  services: readonly Uuid[],
): Promise<Map<Uuid, ServiceHelp>> {
  if (services.length === 0) return new Map();
  const rows = await trx
    .selectFrom('service_help')
    .select(['service_id', 'as_of', 'referred', 'introduced', 'contacts'])
    .where('place_id', '=', place)
    .where(sql<boolean>`service_id = any(${[...services]}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.service_id,
      {
        asOf: row.as_of as LocalDate,
        referred: row.referred ?? undefined,
        introduced: row.introduced ?? undefined,
        contacts: row.contacts ?? undefined,
      },
    ]),
  );
}

/** Keeps what may be told of what is asked for, in place of what was kept before. Only the service itself may. */
export async function keepNeeds(trx: Trx, place: Uuid, asOf: LocalDate, told: Needs): Promise<void> {
  for (const table of ['unmet_need', 'need_by_area', 'unmet_reason'] as const)
    await trx.deleteFrom(table).where('place_id', '=', place).execute();
  const base = { place_id: place, as_of: asOf };
  for (const { people, ...need } of told.needs)
    await trx
      .insertInto('unmet_need')
      .values({ ...base, ...need, people: people ?? null })
      .execute();
  if (told.areas.length > 0)
    await trx
      .insertInto('need_by_area')
      .values(
        told.areas.map(({ people, unserved, ...one }) => ({
          ...base,
          ...one,
          people: people ?? null,
          unserved: unserved ?? null,
        })),
      )
      .execute();
  for (const { people, ...one } of told.reasons)
    await trx
      .insertInto('unmet_reason')
      .values({ ...base, ...one, people: people ?? null })
      .execute();
}

/** What is asked for in each part of the place. The database shows it to partners alone. */
export async function areaNeeds(trx: Trx, place: Uuid): Promise<AreaNeed[]> {
  const rows = await trx
    .selectFrom('need_by_area')
    .select(['kind', 'area', 'people', 'unserved'])
    .where('place_id', '=', place)
    .orderBy('kind')
    .orderBy('area')
    .limit(5_000)
    .execute();
  return rows.map((row) => ({ ...row, people: row.people ?? undefined, unserved: row.unserved ?? undefined }));
}

/** Why those who asked got no help, the most frequent reason first. The database shows it to partners alone. */
export async function unmetReasons(trx: Trx, place: Uuid): Promise<UnmetReason[]> {
  const rows = await trx
    .selectFrom('unmet_reason')
    .select(['reason', 'words', 'people'])
    .where('place_id', '=', place)
    .orderBy('people', (order) => order.desc().nullsLast())
    .orderBy('words')
    .execute();
  return rows.map((row) => ({ ...row, people: row.people ?? undefined }));
}

/** For how many people help of each kind is asked. The database shows it to partners alone. */
export async function needCounts(trx: Trx, place: Uuid): Promise<(NeedCount & { asOf: LocalDate })[]> {
  const rows = await trx
    .selectFrom('unmet_need')
    .select(['kind', 'words', 'people', 'as_of'])
    .where('place_id', '=', place)
    .orderBy('people', (order) => order.desc().nullsLast())
    .orderBy('words')
    .execute();
  return rows.map(({ kind, words, people, as_of }) => ({
    kind,
    words,
    people: people ?? undefined,
    asOf: as_of as LocalDate,
  }));
}
