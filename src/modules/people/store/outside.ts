// What other systems ask: people and referrals in the order of their ids, when a record last changed, and what it said before.
import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { endedStatuses, type ReferralReason, type ReferralStatus } from '../domain/referral.ts';

/** Ids of people whom this reader may see, newest first; each filter that is given has to fit. */
export async function peopleIds(
  trx: Trx,
  place: Uuid,
  filter: {
    ids?: readonly Uuid[] | undefined;
    nhsNumber?: string | undefined;
    bornOn?: LocalDate | undefined;
    after?: Uuid | undefined;
  },
  limit: number,
): Promise<Uuid[]> {
  let query = trx.selectFrom('person').select('id').where('place_id', '=', place);
  if (filter.ids !== undefined) query = query.where(sql<boolean>`id = any(${[...filter.ids]}::uuid[])`);
  if (filter.nhsNumber !== undefined) query = query.where('nhs_number', '=', filter.nhsNumber);
  if (filter.bornOn !== undefined) query = query.where('born_on', '=', filter.bornOn);
  if (filter.after !== undefined) query = query.where('id', '<', filter.after);
  return (await query.orderBy('id', 'desc').limit(limit).execute()).map((row) => row.id);
}

/** When records of these kinds last changed, by their ids. */
export async function lastChanges(
  trx: Trx,
  place: Uuid,
  kinds: readonly string[],
  ids: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, Date>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('personal_version')
    .select(['record_id', (eb) => eb.fn.max('at').as('at')])
    .where('place_id', '=', place)
    .where('kind', 'in', [...kinds])
    .where('record_id', 'in', [...ids])
    .groupBy('record_id')
    .execute();
  return new Map(rows.map((row) => [row.record_id, row.at]));
}

/** One record as it was, with the version that it counted itself. */
export type EarlierVersion = { kind: string; version: number; at: Date; content: unknown };

/** Everything that a record said, the earliest first, as far as this reader may see it. */
export async function earlierVersions(
  trx: Trx,
  place: Uuid,
  kinds: readonly string[],
  id: Uuid,
): Promise<EarlierVersion[]> {
  const rows = await trx
    .selectFrom('personal_version')
    .select(['kind', 'version', 'at', 'content'])
    .where('place_id', '=', place)
    .where('kind', 'in', [...kinds])
    .where('record_id', '=', id)
    .orderBy('at')
    .orderBy('version')
    .limit(500)
    .execute();
  return rows;
}

export type ReferralFilter = {
  ids?: readonly Uuid[] | undefined;
  people?: readonly Uuid[] | undefined;
  /** Who was asked. */
  organisation?: Uuid | undefined;
  /** Who asked. */
  author?: Uuid | undefined;
  statuses?: readonly ReferralStatus[] | undefined;
  after?: Uuid | undefined;
};

/** Ids of referrals that this reader may see, newest first; each filter that is given has to fit. */
export async function referralIds(trx: Trx, place: Uuid, filter: ReferralFilter, limit: number): Promise<Uuid[]> {
  let query = trx.selectFrom('referral').select('id').where('place_id', '=', place);
  if (filter.ids !== undefined) query = query.where(sql<boolean>`id = any(${[...filter.ids]}::uuid[])`);
  if (filter.people !== undefined) query = query.where(sql<boolean>`person_id = any(${[...filter.people]}::uuid[])`);
  if (filter.organisation !== undefined) query = query.where('organisation_id', '=', filter.organisation);
  if (filter.author !== undefined) query = query.where('author_org', '=', filter.author);
  if (filter.statuses !== undefined) query = query.where(sql<boolean>`status = any(${[...filter.statuses]}::text[])`);
  if (filter.after !== undefined) query = query.where('id', '<', filter.after);
  return (await query.orderBy('id', 'desc').limit(limit).execute()).map((row) => row.id);
}

/** What gave a referral a new version. */
const changing = ['created', 'moved', 'claimed', 'note'];

/**
 * The same in the order in which they last changed, with when that was; `after` is the last that was shown. One that has its
 * first version changed when it was sent: only of the others is it looked for in their story.
 */
export async function referralIdsByChange(
  trx: Trx,
  place: Uuid,
  filter: Omit<ReferralFilter, 'after'>,
  order: { isDown: boolean; after: { id: Uuid; at: Date } | undefined },
  limit: number,
): Promise<{ id: Uuid; at: Date }[]> {
  const { ids, people, organisation, author, statuses } = filter;
  const { isDown, after } = order;
  const way = sql.raw(isDown ? 'desc' : 'asc');
  const beyond = sql.raw(isDown ? '<' : '>');
  const { rows } = await sql<{ id: Uuid; at: Date }>`
    select t.id, t.at from (
      select r.id, case when r.version = 1 then coalesce(r.sent_at, r.created_at)
          else (select max(e.at) from referral_event e where e.place_id = ${place} and e.referral_id = r.id and e.kind = any(${changing}::text[])) end as at
        from referral r
       where r.place_id = ${place}
         ${ids === undefined ? sql`` : sql`and r.id = any(${[...ids]}::uuid[])`}
         ${people === undefined ? sql`` : sql`and r.person_id = any(${[...people]}::uuid[])`}
         ${organisation === undefined ? sql`` : sql`and r.organisation_id = ${organisation}::uuid`}
         ${author === undefined ? sql`` : sql`and r.author_org = ${author}::uuid`}
         ${statuses === undefined ? sql`` : sql`and r.status = any(${[...statuses]}::text[])`}
    ) t
    ${after === undefined ? sql`` : sql`where (t.at, t.id) ${beyond} (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by t.at ${way}, t.id ${way} limit ${limit}`.execute(trx);
  return rows;
}

/** When each of these referrals last changed. */
export async function lastHappened(
  trx: Trx,
  place: Uuid,
  referrals: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, Date>> {
  if (referrals.length === 0) return new Map();
  const rows = await trx
    .selectFrom('referral_event')
    .select(['referral_id', (eb) => eb.fn.max('at').as('at')])
    .where('place_id', '=', place)
    .where('referral_id', 'in', [...referrals])
    .where('kind', 'in', changing)
    .groupBy('referral_id')
    .execute();
  return new Map(rows.map((row) => [row.referral_id, row.at]));
}

/** A step in the story of a referral that gave it a new version. */
export type ReferralStep = {
  version: number;
  at: Date;
  status: ReferralStatus;
  reason: ReferralReason | undefined;
  note: string;
};

/** What a referral was at each of its versions, the earliest first: folded from what happened to it. */
export async function stepsOfReferral(trx: Trx, place: Uuid, referral: Uuid): Promise<ReferralStep[]> {
  const rows = await trx
    .selectFrom('referral_event')
    .select(['at', 'kind', 'to_status', 'status_reason', 'note'])
    .where('place_id', '=', place)
    .where('referral_id', '=', referral)
    .where('kind', 'in', changing)
    .orderBy('at')
    .orderBy('id')
    .limit(500)
    .execute();
  const steps: ReferralStep[] = [];
  let status: ReferralStatus = 'requested';
  for (const row of rows) {
    if (row.to_status !== null) status = row.to_status as ReferralStatus;
    steps.push({
      version: steps.length + 1,
      at: row.at,
      status,
      reason: (row.status_reason as ReferralReason | null) ?? undefined,
      note: row.note,
    });
  }
  return steps;
}

/** Whether a referral is over. */
export function isOver(status: ReferralStatus): boolean {
  return endedStatuses.some((one) => one === status);
}

const ownedTables = {
  goal: 'goal',
  tie: 'circle_member',
  strength: 'strength',
  wellbeing: 'wellbeing_reading',
  decision: 'sharing_decision',
} as const;
export type Owned = keyof typeof ownedTables;

/** Whose these items are, as far as this reader may see them. */
export async function peopleOfItems(trx: Trx, place: Uuid, kind: Owned, ids: readonly Uuid[]): Promise<Uuid[]> {
  if (ids.length === 0) return [];
  // The tables have these columns in common.
  const rows = await trx
    .selectFrom(ownedTables[kind] as 'goal')
    .select('person_id')
    .distinct()
    .where('place_id', '=', place)
    .where('id', 'in', [...ids])
    .execute();
  return rows.map((row) => row.person_id);
}
