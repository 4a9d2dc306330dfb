import { accountOf, type Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** Somebody who can be asked: a volunteer or a champion, in the words to which they agreed. */
export type Helper = {
  id: Uuid;
  organisation: { id: Uuid; name: string };
  /** The name by which they want to be known. */
  name: string;
  offers: string;
  howAsked: string;
  /** What was checked or agreed, so that both are safe. */
  safety: string;
  terms: readonly string[];
  areas: readonly string[];
  agreedOn: LocalDate;
};

/** Everybody who can be asked now, by organisation and name; at most 500. The database shows them to partners alone. */
export async function helpersOf(trx: Trx, place: Uuid): Promise<Helper[]> {
  const rows = await trx
    .selectFrom('helper as h')
    .innerJoin('organisation as o', 'o.id', 'h.organisation_id')
    .selectAll('h')
    .select('o.name as organisation_name')
    .where('h.place_id', '=', place)
    .where('h.ended_on', 'is', null)
    .orderBy('o.name')
    .orderBy('h.name')
    .orderBy('h.id')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    organisation: { id: row.organisation_id, name: row.organisation_name },
    name: row.name,
    offers: row.offers,
    howAsked: row.how_asked,
    safety: row.safety,
    terms: row.terms,
    areas: row.areas,
    agreedOn: row.agreed_on as LocalDate,
  }));
}

export async function addHelper(
  trx: Trx,
  doing: Doing,
  helper: Omit<Helper, 'id' | 'organisation'> & { organisation: Uuid },
): Promise<void> {
  await trx
    .insertInto('helper')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      organisation_id: helper.organisation,
      name: helper.name,
      offers: helper.offers,
      how_asked: helper.howAsked,
      safety: helper.safety,
      terms: [...helper.terms],
      areas: [...helper.areas],
      agreed_on: helper.agreedOn,
      made_at: doing.now,
      made_by: accountOf(doing) ?? null,
    })
    .execute();
}

/** They are not to be asked any more; the database lets only those who speak for the organisation. */
export async function endHelper(trx: Trx, place: Uuid, id: Uuid, on: LocalDate): Promise<boolean> {
  const done = await trx
    .updateTable('helper')
    .set({ ended_on: on })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) > 0;
}
