import { accountOf, type Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';

/** The kind of the job that tells those who watch a service. */
export const tellWatchersJob = 'community/tell-watchers';
/** The most services that one account watches. */
const mostWatched = 200;

/** Whether the account of this transaction watches a service. */
export async function isWatching(trx: Trx, place: Uuid, service: Uuid, account: Uuid): Promise<boolean> {
  const row = await trx
    .selectFrom('service_watch')
    .select('since')
    .where('place_id', '=', place)
    .where('service_id', '=', service)
    .where('account_id', '=', account)
    .executeTakeFirst();
  return row !== undefined;
}

/** The services that the account watches, the latest first; at most 200. */
export async function watchedServices(trx: Trx, place: Uuid, account: Uuid): Promise<Uuid[]> {
  const rows = await trx
    .selectFrom('service_watch')
    .select('service_id')
    .where('place_id', '=', place)
    .where('account_id', '=', account)
    .orderBy('since', 'desc')
    .limit(mostWatched)
    .execute();
  return rows.map((row) => row.service_id);
}

/** Begins or stops to watch. False when the account watches too many. */
export async function setWatch(trx: Trx, doing: Doing, service: Uuid, watches: boolean): Promise<boolean> {
  const account = accountOf(doing);
  if (account === undefined) return false;
  const place = doing.place.id;
  if (!watches) {
    await trx
      .deleteFrom('service_watch')
      .where('place_id', '=', place)
      .where('service_id', '=', service)
      .where('account_id', '=', account)
      .execute();
    return true;
  }
  if ((await watchedServices(trx, place, account)).length >= mostWatched) return false;
  await trx
    .insertInto('service_watch')
    .values({ place_id: place, service_id: service, account_id: account, since: doing.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

/** Lets those who watch a service be told, once for all changes that come close together. */
export async function tellWatchersLater(trx: Trx, doing: Doing, service: Uuid): Promise<void> {
  const job = { place: doing.place.id, kind: tellWatchersJob, dedupeKey: service, subject: service };
  await queueJob(trx, job, doing.now, doing.newId);
}

/** Where those who watch a service are reached. For jobs of the service. */
export async function mailboxesOfWatchers(trx: Trx, place: Uuid, service: Uuid): Promise<string[]> {
  const rows = await trx
    .selectFrom('service_watch as w')
    .innerJoin('account as a', 'a.id', 'w.account_id')
    .select('a.email')
    .where('w.place_id', '=', place)
    .where('w.service_id', '=', service)
    .where('a.disabled_at', 'is', null)
    .orderBy('a.email')
    .limit(5_000)
    .execute();
  return rows.map((row) => row.email);
}
