// What other systems ask: people and referrals in the order of their ids, when a record last changed, and what it said before.
import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import { endedStatuses, type ReferralReason, type ReferralStatus } from '../domain/referral.ts';
import { referralRowsOf, toReferral, type SeenReferral } from './referrals.ts';

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
  const { ids, nhsNumber, bornOn, after } = filter;
  if (ids?.length === 0) return [];
  return (await idRows(trx, place, ids, nhsNumber, bornOn, after, limit)).map((row) => row.id);
}

const idRows = prepared(
  (
    db,
    place: Uuid,
    ids: readonly Uuid[] | undefined,
    nhsNumber: string | undefined,
    bornOn: LocalDate | undefined,
    after: Uuid | undefined,
    limit: number,
  ) => {
    let query = db.selectFrom('person').select('id').where('place_id', '=', place);
    if (ids !== undefined) query = query.where('id', 'in', [...ids]);
    if (nhsNumber !== undefined) query = query.where('nhs_number', '=', nhsNumber);
    if (bornOn !== undefined) query = query.where('born_on', '=', bornOn);
    if (after !== undefined) query = query.where('id', '<', after);
    return query.orderBy('id', 'desc').limit(limit);
  },
);

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

/** A filter as statements are given it. */
type Conditions = [
  ids: readonly Uuid[] | undefined,
  people: readonly Uuid[] | undefined,
  organisation: Uuid | undefined,
  author: Uuid | undefined,
  statuses: readonly ReferralStatus[] | undefined,
];

/** What a filter asks; undefined where nothing can fit it. */
function conditionsOf(filter: ReferralFilter): Conditions | undefined {
  const { ids, people, organisation, author, statuses } = filter;
  const isEmpty = [ids, people, statuses].some((list) => list?.length === 0);
  return isEmpty ? undefined : [ids, people, organisation, author, statuses];
}

function filtered(query: ReturnType<typeof referralRowsOf>, conditions: Conditions): ReturnType<typeof referralRowsOf> {
  const [ids, people, organisation, author, statuses] = conditions;
  let some = query;
  if (ids !== undefined) some = some.where('r.id', 'in', [...ids]);
  if (people !== undefined) some = some.where('r.person_id', 'in', [...people]);
  if (organisation !== undefined) some = some.where('r.organisation_id', '=', organisation);
  if (author !== undefined) some = some.where('r.author_org', '=', author);
  if (statuses !== undefined) some = some.where('r.status', 'in', [...statuses]);
  return some;
}

const newestReferrals = prepared(
  (db, place: Uuid, limit: number, after: Uuid | undefined, ...conditions: Conditions) => {
    let query = filtered(referralRowsOf(db, place), conditions);
    if (after !== undefined) query = query.where('r.id', '<', after);
    return query.orderBy('r.id', 'desc').limit(limit);
  },
);

/** Referrals that this reader may see, newest first; each filter that is given has to fit. */
export async function referralsAfter(
  trx: Trx,
  place: Uuid,
  filter: ReferralFilter,
  limit: number,
): Promise<SeenReferral[]> {
  const conditions = conditionsOf(filter);
  if (conditions === undefined) return [];
  return (await newestReferrals(trx, place, limit, filter.after, ...conditions)).map(toReferral);
}

/** What gave a referral a new version. */
const changing = ['created', 'moved', 'claimed', 'note'];

/** When one last changed: with its first version when it was sent; only of the others it is looked for in their story. */
const changedAt = sql<Date>`case when r.version = 1 then coalesce(r.sent_at, r.created_at)
  else (select max(e.at) from referral_event e where e.place_id = r.place_id and e.referral_id = r.id and e.kind = any(${changing}::text[])) end`;

const referralsInOrder = prepared(
  (
    db,
    place: Uuid,
    limit: number,
    isDown: boolean,
    afterAt: Date | undefined,
    afterId: Uuid | undefined,
    ...conditions: Conditions
  ) => {
    const rows = filtered(referralRowsOf(db, place), conditions).select(changedAt.as('changed_at'));
    let query = db.selectFrom(rows.as('t')).selectAll();
    if (afterAt !== undefined && afterId !== undefined)
      query = query.where((eb) =>
        eb(
          eb.refTuple('t.changed_at', 't.id'),
          isDown ? '<' : '>',
          sql`(${afterAt}::timestamptz, ${afterId}::uuid)` as never,
        ),
      );
    const way = isDown ? 'desc' : 'asc';
    return query.orderBy('t.changed_at', way).orderBy('t.id', way).limit(limit);
  },
);

/** The same in the order in which they last changed; `after` is the last that was shown. */
export async function referralsByChange(
  trx: Trx,
  place: Uuid,
  filter: Omit<ReferralFilter, 'after'>,
  order: { isDown: boolean; after: { id: Uuid; at: Date } | undefined },
  limit: number,
): Promise<SeenReferral[]> {
  const { isDown, after } = order;
  const conditions = conditionsOf(filter);
  if (conditions === undefined) return [];
  return (await referralsInOrder(trx, place, limit, isDown, after?.at, after?.id, ...conditions)).map(toReferral);
}

/** The version of people that counts every change of what is known of them, by person. */
const countRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  db
    .selectFrom('person as p')
    .leftJoin('person_particulars as q', (join) =>
      join.onRef('q.place_id', '=', 'p.place_id').onRef('q.person_id', '=', 'p.id'),
    )
    .select(['p.id', 'p.version', 'q.version as further'])
    .where('p.place_id', '=', place)
    .where('p.id', 'in', [...people]),
);

/** How often what is known of these people was written down, by person; nobody whom this reader may not see. */
export async function timesWritten(trx: Trx, place: Uuid, people: readonly Uuid[]): Promise<ReadonlyMap<Uuid, number>> {
  if (people.length === 0) return new Map();
  const rows = await countRows(trx, place, people);
  return new Map(rows.map((row) => [row.id, row.version + (row.further ?? 0)]));
}

/** When each of these referrals last changed: with its first version when it was sent. */
export async function lastHappened(
  trx: Trx,
  place: Uuid,
  referrals: readonly Pick<SeenReferral, 'id' | 'version' | 'sentAt' | 'createdAt'>[],
): Promise<ReadonlyMap<Uuid, Date>> {
  const times = new Map(referrals.map((one) => [one.id, one.sentAt ?? one.createdAt]));
  const moved = referrals.filter((one) => one.version > 1).map((one) => one.id);
  if (moved.length === 0) return times;
  const rows = await trx
    .selectFrom('referral_event')
    .select(['referral_id', (eb) => eb.fn.max('at').as('at')])
    .where('place_id', '=', place)
    .where('referral_id', 'in', moved)
    .where('kind', 'in', changing)
    .groupBy('referral_id')
    .execute();
  for (const row of rows) times.set(row.referral_id, row.at);
  return times;
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
