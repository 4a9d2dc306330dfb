import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** The partners of a place today, by name. The tables are shared by every module and only read here. */
export async function partnersOf(trx: Trx, place: Uuid): Promise<{ id: Uuid; name: string }[]> {
  return await trx
    .selectFrom('partner as p')
    .innerJoin('organisation as o', 'o.id', 'p.organisation_id')
    .select(['o.id', 'o.name'])
    .where('p.place_id', '=', place)
    .where('p.left_on', 'is', null)
    .orderBy('o.name')
    .execute();
}

/** Whether an organisation is a partner here; a form may hold the id of one that left, or of none. */
export async function isPartnerHere(trx: Trx, place: Uuid, organisation: Uuid): Promise<boolean> {
  const row = await trx
    .selectFrom('partner')
    .select('organisation_id')
    .where('place_id', '=', place)
    .where('organisation_id', '=', organisation)
    .where('left_on', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
