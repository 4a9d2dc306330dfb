import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';

export type SubscriptionStatus = 'active' | 'error' | 'off';
/** What a client wants to be told of, and up to when it was. */
export type Subscription = {
  id: Uuid;
  client: Uuid;
  criteria: string;
  endpoint: string;
  reason: string;
  status: SubscriptionStatus;
  error: string;
  since: Date;
  failures: number;
  changedAt: Date;
  version: number;
};

function rowsOf(trx: Trx, place: Uuid) {
  return trx.selectFrom('fhir_subscription').selectAll().where('place_id', '=', place).where('status', '<>', 'deleted');
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toSubscription(row: Row): Subscription {
  return {
    id: row.id,
    client: row.client_id,
    criteria: row.criteria,
    endpoint: row.endpoint,
    reason: row.reason,
    status: row.status as SubscriptionStatus,
    error: row.error,
    since: row.since,
    failures: row.failures,
    changedAt: row.changed_at,
    version: row.version,
  };
}

/** Those that whoever acts may see: a client its own, the service all of the place. */
export async function subscriptions(
  trx: Trx,
  place: Uuid,
  filter: { ids?: readonly Uuid[] | undefined; status?: SubscriptionStatus | undefined },
): Promise<Subscription[]> {
  let query = rowsOf(trx, place);
  if (filter.ids !== undefined) query = query.where('id', 'in', [...filter.ids, place]);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  return (await query.orderBy('id', 'desc').limit(500).execute()).map(toSubscription);
}

/** Begins to be told. */
export async function addSubscription(
  trx: Trx,
  place: Uuid,
  one: Pick<Subscription, 'id' | 'client' | 'criteria' | 'endpoint' | 'reason'>,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('fhir_subscription')
    .values({
      place_id: place,
      id: one.id,
      client_id: one.client,
      criteria: one.criteria,
      endpoint: one.endpoint,
      reason: one.reason,
      status: 'active',
      since: now,
      created_at: now,
      changed_at: now,
    })
    .execute();
}

/** Whether there was one of that id, and it was deleted. */
export async function isSubscriptionDeleted(trx: Trx, place: Uuid, id: Uuid): Promise<boolean> {
  const row = await trx
    .selectFrom('fhir_subscription')
    .select('id')
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('status', '=', 'deleted')
    .executeTakeFirst();
  return row !== undefined;
}

/** Goes on being told, or no longer. */
export async function setSubscriptionStatus(
  trx: Trx,
  place: Uuid,
  one: { id: Uuid; version: number },
  status: 'active' | 'off' | 'deleted',
  now: Date,
): Promise<void> {
  await trx
    .updateTable('fhir_subscription')
    .set({ status, changed_at: now, version: one.version + 1 })
    .where('place_id', '=', place)
    .where('id', '=', one.id)
    .execute();
}

/** Writes down how telling went: up to when, or that it failed once more. */
export async function noteTold(
  trx: Trx,
  place: Uuid,
  one: Subscription,
  went: { since: Date } | { failure: string; isLast: boolean },
  now: Date,
): Promise<void> {
  const change =
    'since' in went
      ? { since: went.since, failures: 0 }
      : {
          failures: one.failures + 1,
          error: went.failure.slice(0, 300),
          ...(went.isLast ? { status: 'error', changed_at: now, version: one.version + 1 } : {}),
        };
  await trx
    .updateTable('fhir_subscription')
    .set(change)
    .where('place_id', '=', place)
    .where('id', '=', one.id)
    .execute();
}
