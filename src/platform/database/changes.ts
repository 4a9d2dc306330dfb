import { sql } from 'kysely';
import type { Uuid } from '../../kernel/ids.ts';
import { announce, isFirst, type Trx } from './database.ts';

/** The channel on which processes tell each other that something public of a place has changed. */
export const publicChannel = 'thread_public';
/** The channel that wakes whoever waits for jobs. */
export const jobChannel = 'thread_job';

/**
 * Raises the public version of a place, in the transaction that publishes: kept pages of the place are forgotten in
 * every process once it commits. A transaction writes many cards, links and events: the first raises it for all.
 */
export async function raisePublicVersion(trx: Trx, place: Uuid): Promise<void> {
  if (!isFirst(trx, `${publicChannel} ${place}`)) return;
  await trx
    .insertInto('public_version')
    .values({ place_id: place, version: 1 })
    .onConflict((conflict) => conflict.columns(['place_id']).doUpdateSet({ version: sql`public_version.version + 1` }))
    .execute();
  await announce(trx, publicChannel, place);
}
