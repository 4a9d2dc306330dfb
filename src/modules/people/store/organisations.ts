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
