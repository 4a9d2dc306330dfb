import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Wellbeing } from '../domain/wellbeing.ts';
import { authorColumns, type EditRefusal, type PeopleDoing } from './doing.ts';

export type SeenWellbeing = Wellbeing & { id: Uuid; version: number };

const readingRows = prepared((db, place: Uuid, person: Uuid) =>
  db
    .selectFrom('wellbeing_reading')
    .selectAll()
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .where('removed_at', 'is', null)
    .orderBy('taken_on')
    .orderBy('id')
    .limit(500),
);

/** How a person said they were, the earliest first. */
export async function wellbeingOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenWellbeing[]> {
  const rows = await readingRows(trx, place, person);
  return rows.map((row) => {
    const common = { id: row.id, version: row.version, takenOn: row.taken_on as LocalDate };
    return row.instrument === 'other'
      ? { ...common, instrument: 'other', name: row.other_name, total: Number(row.total) }
      : { ...common, instrument: row.instrument as 'ons4' | 'ucla-3', answers: row.answers ?? [] };
  });
}

/** Writes down how somebody is. Of an instrument that somebody owns, only after its licence was confirmed. */
export async function addWellbeing(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  reading: Wellbeing,
): Promise<{ id: Uuid }> {
  const id = doing.newId();
  await trx
    .insertInto('wellbeing_reading')
    .values({
      place_id: doing.place.id,
      id,
      person_id: person,
      instrument: reading.instrument,
      taken_on: reading.takenOn,
      created_at: doing.now,
      ...(reading.instrument === 'other'
        ? { other_name: reading.name, total: String(reading.total), licence_confirmed: true }
        : { answers: [...reading.answers] }),
      ...authorColumns(doing),
    })
    .execute();
  return { id };
}

/** Takes a reading away that was entered by mistake. */
export async function removeWellbeing(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  reading: { id: Uuid; version: number },
): Promise<Result<undefined, EditRefusal>> {
  const done = await trx
    .updateTable('wellbeing_reading')
    .set({ removed_at: doing.now, version: reading.version + 1 })
    .where('place_id', '=', doing.place.id)
    .where('person_id', '=', person)
    .where('id', '=', reading.id)
    .where('version', '=', reading.version)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 0 ? fail('people/changed-meanwhile') : ok(undefined);
}
