import { accountOf, type Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { MatchKeys } from '../domain/likeness.ts';

/** Somebody who asked not to be listed, by what they would be known again. */
export type Refusal = { id: Uuid; shown: string; reason: string; since: Date; keys: MatchKeys };

/** Everybody who asked not to be listed in the place, the newest first; at most 2,000. */
export async function refusals(trx: Trx, place: Uuid): Promise<Refusal[]> {
  const rows = await trx
    .selectFrom('do_not_list')
    .selectAll()
    .where('place_id', '=', place)
    .orderBy('since', 'desc')
    .orderBy('id')
    .limit(2_000)
    .execute();
  return rows.map(({ id, shown, reason, since, name, organisation, postcode, phone, host }) => ({
    id,
    shown,
    reason,
    since,
    keys: { name, organisation, postcode, phone, host },
  }));
}

/** Keeps that somebody asked not to be listed. Only the service itself may, for those who approve. */
export async function addRefusal(
  trx: Trx,
  doing: Doing,
  refusal: { shown: string; reason: string; keys: MatchKeys; by: Uuid | undefined },
): Promise<Uuid> {
  const id = doing.newId();
  await trx
    .insertInto('do_not_list')
    .values({
      place_id: doing.place.id,
      id,
      shown: refusal.shown,
      reason: refusal.reason,
      ...refusal.keys,
      since: doing.now,
      made_by: refusal.by ?? accountOf(doing) ?? null,
    })
    .execute();
  return id;
}

/** They may be listed again. */
export async function removeRefusal(trx: Trx, place: Uuid, id: Uuid): Promise<boolean> {
  const done = await trx
    .deleteFrom('do_not_list')
    .where('place_id', '=', place)
    .where('id', '=', id)
    .executeTakeFirst();
  return Number(done.numDeletedRows) > 0;
}
