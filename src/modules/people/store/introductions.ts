import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { authorColumns, dayOf, type PeopleDoing } from './doing.ts';

/** The person was told of a service. Those who run it have no record of it. */
export type Introduction = { id: Uuid; service: Uuid; name: string; on: LocalDate };

/** Writes down that the person was told of a service. */
export async function addIntroduction(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  to: { organisation: Uuid; service: Uuid; name: string },
): Promise<void> {
  await trx
    .insertInto('introduction')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      person_id: person,
      service_id: to.service,
      organisation_id: to.organisation,
      to_name: to.name,
      told_on: dayOf(doing),
      ...authorColumns(doing),
    })
    .execute();
}

const introductionRows = prepared((db, place: Uuid, person: Uuid) =>
  db
    .selectFrom('introduction')
    .select(['id', 'service_id', 'to_name', 'told_on'])
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .orderBy('told_on', 'desc')
    .orderBy('id', 'desc')
    .limit(50),
);

/** What a person was told of, the newest first. */
export async function introductionsOf(trx: Trx, place: Uuid, person: Uuid): Promise<Introduction[]> {
  const rows = await introductionRows(trx, place, person);
  return rows.map((row) => ({
    id: row.id,
    service: row.service_id,
    name: row.to_name,
    on: row.told_on as LocalDate,
  }));
}
