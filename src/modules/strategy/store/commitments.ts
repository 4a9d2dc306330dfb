import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { isLinkedFrom } from '../../../thread/store/find.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { CommitmentGroup, CommitmentState, Owner } from '../domain/commitment.ts';

/** Who pays: nobody, the owner out of its own budget, or somebody else. */
export type Pay =
  | { kind: 'goodwill' }
  | { kind: 'own-budget'; pence: number | undefined }
  | { kind: 'paid'; payer: Uuid; pence: number | undefined };

export type Commitment = {
  id: Uuid;
  slug: string;
  title: string;
  firstStep: string;
  priorityId: Uuid;
  outcomeId: Uuid | undefined;
  planId: Uuid | undefined;
  owner: Owner;
  ownerName: string;
  ownerSlug: string | undefined;
  offeredBy: Uuid | undefined;
  offeredOn: LocalDate;
  dueOn: LocalDate;
  state: CommitmentState;
  pay: Pay;
  payerName: string | undefined;
  version: number;
};

/** Something said about a commitment on its way. */
export type Note = { id: Uuid; at: Date; note: string };

function rowsOf(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('commitment as c')
    .leftJoin('organisation as o', 'o.id', 'c.organisation_id')
    .leftJoin('organisation as p', 'p.id', 'c.payer_organisation_id')
    .select([
      'c.id',
      'c.slug',
      'c.title',
      'c.first_step',
      'c.priority_id',
      'c.outcome_id',
      'c.plan_id',
      'c.organisation_id',
      'c.volunteer_account_id',
      'c.volunteer_name',
      'c.status',
      'c.offered_by',
      'c.offered_at',
      'c.decline_reason',
      'c.due_on',
      'c.kept_on',
      'c.stop_reason',
      'c.pay',
      'c.payer_organisation_id',
      'c.amount_pence',
      'c.version',
      'o.name as owner_name',
      'o.slug as owner_slug',
      'p.name as payer_name',
    ])
    .where('c.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function stateOf(row: Row): CommitmentState {
  switch (row.status) {
    case 'accepted':
      return { status: 'accepted' };
    case 'declined':
      return { status: 'declined', reason: row.decline_reason ?? '' };
    case 'kept':
      return { status: 'kept', on: row.kept_on as LocalDate };
    case 'stopped':
      return { status: 'stopped', reason: row.stop_reason ?? '' };
    default:
      return { status: 'offered' };
  }
}

function payOf(row: Row): Pay {
  const pence = row.amount_pence ?? undefined;
  if (row.pay === 'paid' && row.payer_organisation_id !== null)
    return { kind: 'paid', payer: row.payer_organisation_id, pence };
  return row.pay === 'own-budget' ? { kind: 'own-budget', pence } : { kind: 'goodwill' };
}

function toCommitment(row: Row): Commitment {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    firstStep: row.first_step,
    priorityId: row.priority_id,
    outcomeId: row.outcome_id ?? undefined,
    planId: row.plan_id ?? undefined,
    owner:
      row.organisation_id === null
        ? { kind: 'volunteer', name: row.volunteer_name ?? '', account: row.volunteer_account_id ?? undefined }
        : { kind: 'organisation', organisation: row.organisation_id },
    ownerName: row.owner_name ?? row.volunteer_name ?? '',
    ownerSlug: row.owner_slug ?? undefined,
    offeredBy: row.offered_by ?? undefined,
    offeredOn: todayInLondon(row.offered_at),
    dueOn: row.due_on as LocalDate,
    state: stateOf(row),
    pay: payOf(row),
    payerName: row.payer_name ?? undefined,
    version: row.version,
  };
}

/** Which commitments to list. What the reader may not see is never among them. */
export type CommitmentFilter = {
  group?: CommitmentGroup | undefined;
  organisation?: Uuid | undefined;
  /** Any of several organisations: all those that one person speaks for. */
  organisations?: readonly Uuid[] | undefined;
  /** Also what this volunteer promised. */
  volunteer?: Uuid | undefined;
  priority?: Uuid | undefined;
  priorities?: readonly Uuid[] | undefined;
  plan?: Uuid | undefined;
  ids?: readonly Uuid[] | undefined;
  /** Only those to an outcome that no measure is linked to. */
  toUnmeasured?: boolean | undefined;
  /** Those kept last first, and not by the day they are due. */
  latestKept?: boolean | undefined;
  /** The id of the last commitment already shown. */
  after?: Uuid | undefined;
  limit: number;
};

/** Commitments by the day they are due, the earliest first. */
export async function commitmentsWhere(
  trx: Trx,
  place: Uuid,
  filter: CommitmentFilter,
  today: LocalDate,
): Promise<Commitment[]> {
  const all = rowsOf(trx, place).limit(filter.limit);
  let query =
    filter.latestKept === true
      ? all.where('c.status', '=', 'kept').orderBy('c.kept_on', 'desc').orderBy('c.id')
      : all.orderBy('c.due_on').orderBy('c.id');
  if (filter.priority !== undefined) query = query.where('c.priority_id', '=', filter.priority);
  if (filter.plan !== undefined) query = query.where('c.plan_id', '=', filter.plan);
  if (filter.organisation !== undefined) query = query.where('c.organisation_id', '=', filter.organisation);
  for (const [column, list] of [
    ['c.priority_id', filter.priorities],
    ['c.id', filter.ids],
  ] as const) {
    if (list?.length === 0) return [];
    if (list !== undefined) query = query.where(column, 'in', [...list]);
  }
  if (filter.organisations !== undefined || filter.volunteer !== undefined) {
    const { organisations = [], volunteer } = filter;
    if (organisations.length === 0 && volunteer === undefined) return [];
    query = query.where((eb) =>
      eb.or([
        ...(organisations.length === 0 ? [] : [eb('c.organisation_id', 'in', [...organisations])]),
        ...(volunteer === undefined ? [] : [eb('c.volunteer_account_id', '=', volunteer)]),
      ]),
    );
  }
  if (filter.toUnmeasured === true)
    query = query
      .where('c.outcome_id', 'is not', null)
      .where((eb) => eb.not(isLinkedFrom(place, 'outcome', 'c.outcome_id', 'measured-by')));
  switch (filter.group) {
    case 'waiting':
      query = query.where('c.status', '=', 'offered');
      break;
    case 'open':
      query = query.where('c.status', '=', 'accepted').where('c.due_on', '>=', today);
      break;
    case 'overdue':
      query = query.where('c.status', '=', 'accepted').where('c.due_on', '<', today);
      break;
    case 'kept':
    case 'stopped':
    case 'declined':
      query = query.where('c.status', '=', filter.group);
      break;
    case undefined:
      break;
  }
  if (filter.after !== undefined) {
    const last = filter.after;
    query = query.where(
      sql<boolean>`(c.due_on, c.id) > (select x.due_on, x.id from commitment x where x.place_id = ${place} and x.id = ${last})`,
    );
  }
  return (await query.execute()).map(toCommitment);
}

export async function commitmentBySlug(trx: Trx, place: Uuid, slug: string): Promise<Commitment | undefined> {
  const row = await rowsOf(trx, place).where('c.slug', '=', slug).executeTakeFirst();
  return row === undefined ? undefined : toCommitment(row);
}
export async function commitmentById(trx: Trx, place: Uuid, id: Uuid): Promise<Commitment | undefined> {
  const row = await rowsOf(trx, place).where('c.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toCommitment(row);
}

/** How many promises stand where, for a place, by priority. What waits for an answer or was declined is not counted. */
export type PromiseCounts = { open: number; overdue: number; kept: number; stopped: number };

/** The counts of each priority that has any accepted promise: of all, or of some. */
export async function countPromises(
  trx: Trx,
  place: Uuid,
  today: LocalDate,
  priorities?: readonly Uuid[],
): Promise<Map<Uuid, PromiseCounts>> {
  if (priorities?.length === 0) return new Map();
  const rows = await trx
    .selectFrom('commitment')
    .select((eb) => [
      'priority_id',
      eb.fn.countAll<number>().filterWhere('status', '=', 'kept').as('kept'),
      eb.fn.countAll<number>().filterWhere('status', '=', 'stopped').as('stopped'),
      eb.fn
        .countAll<number>()
        .filterWhere(eb('status', '=', 'accepted').and('due_on', '>=', today))
        .as('open'),
      eb.fn
        .countAll<number>()
        .filterWhere(eb('status', '=', 'accepted').and('due_on', '<', today))
        .as('overdue'),
    ])
    .where('place_id', '=', place)
    .where('status', 'in', ['accepted', 'kept', 'stopped'])
    .$if(priorities !== undefined, (query) => query.where('priority_id', 'in', [...(priorities ?? [])]))
    .groupBy('priority_id')
    .execute();
  return new Map(
    rows.map(({ priority_id, kept, stopped, open, overdue }) => [priority_id, { kept, stopped, open, overdue }]),
  );
}

/** What has been said about a commitment, newest first. */
export async function notesOf(trx: Trx, place: Uuid, commitment: Uuid): Promise<Note[]> {
  return await trx
    .selectFrom('commitment_update')
    .select(['id', 'at', 'note'])
    .where('place_id', '=', place)
    .where('commitment_id', '=', commitment)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
