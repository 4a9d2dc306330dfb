import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** People who were referred to a service or told of it, as anybody may read it: undefined is 1 to 7, not told. */
export type ServiceHelp = { asOf: LocalDate; referred: number | undefined; introduced: number | undefined };
/** People for whom help of a kind is asked, in the same way. */
export type NeedCount = { kind: string; words: string; people: number | undefined };

/** Keeps what may be told of all services, in place of what was told before. Only the service itself may. */
export async function keepServiceHelp(
  trx: Trx,
  place: Uuid,
  asOf: LocalDate,
  counts: readonly { service: Uuid; referred: number | undefined; introduced: number | undefined }[],
): Promise<void> {
  await trx.deleteFrom('service_help').where('place_id', '=', place).execute();
  for (let start = 0; start < counts.length; start += 500)
    await trx
      .insertInto('service_help')
      .values(
        counts.slice(start, start + 500).map((one) => ({
          place_id: place,
          service_id: one.service,
          as_of: asOf,
          referred: one.referred ?? null,
          introduced: one.introduced ?? null,
        })),
      )
      .execute();
}

/** What may be told of one service. */
export async function serviceHelp(trx: Trx, place: Uuid, service: Uuid): Promise<ServiceHelp | undefined> {
  const row = await trx
    .selectFrom('service_help')
    .select(['as_of', 'referred', 'introduced'])
    .where('place_id', '=', place)
    .where('service_id', '=', service)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    asOf: row.as_of as LocalDate,
    referred: row.referred ?? undefined,
    introduced: row.introduced ?? undefined,
  };
}

/** Keeps for how many people help of each kind is asked, in place of what was kept before. Only the service itself may. */
export async function keepNeedCounts(
  trx: Trx,
  place: Uuid,
  asOf: LocalDate,
  counts: readonly NeedCount[],
): Promise<void> {
  await trx.deleteFrom('unmet_need').where('place_id', '=', place).execute();
  for (const { kind, words, people } of counts)
    await trx
      .insertInto('unmet_need')
      .values({ place_id: place, kind, words, as_of: asOf, people: people ?? null })
      .execute();
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
