import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** The place of a job, as letters name it. */
export async function placeOf(trx: Trx, id: Uuid): Promise<{ id: Uuid; slug: string; name: string }> {
  return await trx.selectFrom('place').select(['id', 'slug', 'name']).where('id', '=', id).executeTakeFirstOrThrow();
}

/** Where letters reach whoever sent a referral, while they still have an account. For jobs of the service. */
export async function mailboxOfRequester(trx: Trx, place: Uuid, referral: Uuid): Promise<string | undefined> {
  const row = await trx
    .selectFrom('referral as r')
    .innerJoin('account as a', 'a.id', 'r.author_account')
    .select('a.email')
    .where('r.place_id', '=', place)
    .where('r.id', '=', referral)
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
  return row?.email;
}
