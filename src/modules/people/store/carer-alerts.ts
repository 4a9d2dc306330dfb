import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { authorColumns, type EditRefusal, type PeopleDoing } from './doing.ts';

/** A carer said that they cannot carry on. */
export type CarerAlert = {
  id: Uuid;
  person: Uuid;
  words: string;
  saidAt: Date;
  answer: { at: Date; words: string } | undefined;
  version: number;
};

function rowsOf(db: Writer, place: Uuid) {
  return db.selectFrom('carer_alert as a').selectAll('a').where('a.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toAlert(row: Row): CarerAlert {
  return {
    id: row.id,
    person: row.person_id,
    words: row.words,
    saidAt: row.said_at,
    answer: row.answered_at === null ? undefined : { at: row.answered_at, words: row.answer },
    version: row.version,
  };
}

const alertRows = prepared((db, place: Uuid, person: Uuid) =>
  rowsOf(db, place).where('a.person_id', '=', person).orderBy('a.said_at', 'desc').orderBy('a.id', 'desc').limit(20),
);

/** What a person said of it, the newest first. */
export async function alertsOf(trx: Trx, place: Uuid, person: Uuid): Promise<CarerAlert[]> {
  return (await alertRows(trx, place, person)).map(toAlert);
}

/** One of them. */
export async function alertById(trx: Trx, place: Uuid, person: Uuid, id: Uuid): Promise<CarerAlert | undefined> {
  const row = await rowsOf(trx, place).where('a.person_id', '=', person).where('a.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toAlert(row);
}

const openRows = prepared((db, place: Uuid, limit: number) =>
  rowsOf(db, place)
    .where('a.answered_at', 'is', null)
    // Those whom one leads are shown, and one's own, which is for others to answer.
    .where(sql<boolean>`a.person_id is distinct from (select thread.my_person())`)
    .orderBy('a.said_at')
    .orderBy('a.id')
    .limit(limit),
);

/** Carers of whom this reader leads the record and who wait for somebody; whoever has waited longest first. */
export async function openAlerts(trx: Trx, place: Uuid, limit: number): Promise<CarerAlert[]> {
  const rows = await openRows(trx, place, limit);
  return rows.map(toAlert);
}

/** Writes down that a carer cannot carry on. Pressed twice without a word it is said once. */
export async function sayCannotCarryOn(trx: Trx, doing: PeopleDoing, person: Uuid, words: string): Promise<void> {
  const isSaid = (await alertsOf(trx, doing.place.id, person)).some((one) => one.answer === undefined);
  if (isSaid && words === '') return;
  await trx
    .insertInto('carer_alert')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      person_id: person,
      words,
      said_at: doing.now,
      ...authorColumns(doing),
    })
    .execute();
}

/** Says what was done about it. */
export async function answerAlert(
  trx: Trx,
  doing: PeopleDoing,
  alert: { id: Uuid; person: Uuid; version: number },
  words: string,
): Promise<Result<undefined, EditRefusal>> {
  const done = await trx
    .updateTable('carer_alert')
    .set({ answered_at: doing.now, answer: words, version: alert.version + 1 })
    .where('place_id', '=', doing.place.id)
    .where('person_id', '=', alert.person)
    .where('id', '=', alert.id)
    .where('version', '=', alert.version)
    .where('answered_at', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 0 ? fail('people/changed-meanwhile') : ok(undefined);
}
