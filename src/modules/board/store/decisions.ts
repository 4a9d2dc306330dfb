import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { UnderDecision } from '../domain/decision.ts';

export type Decision = {
  id: Uuid;
  number: string | undefined;
  text: string;
  reasons: string;
  alternatives: string;
  decidedOn: LocalDate;
  isPublished: boolean;
  /** Published, by a body that is public. */
  isPublic: boolean;
  itemId: Uuid | undefined;
  meeting: { id: Uuid; slug: string; title: string; startsAt: Date; bodyId: Uuid; bodyName: string };
  version: number;
};

function rowsOf(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('decision as d')
    .innerJoin('meeting as m', (join) => join.onRef('m.place_id', '=', 'd.place_id').onRef('m.id', '=', 'd.meeting_id'))
    .innerJoin('body as b', (join) => join.onRef('b.place_id', '=', 'm.place_id').onRef('b.id', '=', 'm.body_id'))
    .selectAll('d')
    .select(['m.slug', 'm.title', 'm.starts_at', 'm.body_id', 'b.name as body_name', 'b.is_public'])
    .where('d.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toDecision(row: Row): Decision {
  return {
    id: row.id,
    number: row.number ?? undefined,
    text: row.text,
    reasons: row.reasons,
    alternatives: row.alternatives,
    decidedOn: row.decided_on as LocalDate,
    isPublished: row.published_at !== null,
    isPublic: row.published_at !== null && row.is_public,
    itemId: row.item_id ?? undefined,
    meeting: {
      id: row.meeting_id,
      slug: row.slug,
      title: row.title,
      startsAt: row.starts_at,
      bodyId: row.body_id,
      bodyName: row.body_name,
    },
    version: row.version,
  };
}

/** Which decisions to list, the latest first; those of a meeting in their order. */
export type DecisionFilter = {
  meeting?: Uuid | undefined;
  ids?: readonly Uuid[] | undefined;
  /** Only those on these items. */
  items?: readonly Uuid[] | undefined;
  /** Only those that are published. */
  published?: boolean | undefined;
  /** Only those that no action was accepted for and no group works on. */
  loose?: boolean | undefined;
  limit: number;
};

export async function decisionsWhere(trx: Trx, place: Uuid, filter: DecisionFilter): Promise<Decision[]> {
  let query = rowsOf(trx, place).limit(filter.limit);
  if (filter.meeting !== undefined) query = query.where('d.meeting_id', '=', filter.meeting).orderBy('d.id');
  if (filter.ids !== undefined) {
    if (filter.ids.length === 0) return [];
    query = query.where('d.id', 'in', [...filter.ids]);
  }
  if (filter.items !== undefined) {
    if (filter.items.length === 0) return [];
    query = query.where('d.item_id', 'in', [...filter.items]);
  }
  if (filter.published === true) query = query.where('d.published_at', 'is not', null);
  if (filter.loose === true)
    query = query.where(
      sql<boolean>`not exists (select 1 from action x where x.place_id = ${place} and x.decision_id = d.id and x.status in ('accepted', 'done'))
        and not exists (select 1 from body y where y.place_id = ${place} and y.decision_id = d.id)`,
    );
  return (await query.orderBy('d.decided_on', 'desc').orderBy('d.number', 'desc').execute()).map(toDecision);
}
export async function decisionById(trx: Trx, place: Uuid, id: Uuid): Promise<Decision | undefined> {
  return (await decisionsWhere(trx, place, { ids: [id], limit: 1 }))[0];
}

/** What stands under some decisions: actions by where they stand, and whether a group was given the work. */
export async function underDecisions(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, UnderDecision>> {
  const found = new Map<Uuid, UnderDecision>(
    ids.map((id) => [id, { accepted: 0, done: 0, waiting: 0, delegated: false }]),
  );
  if (ids.length === 0) return found;
  const [rows, groups] = await Promise.all([
    trx
      .selectFrom('action')
      .select((eb) => ['decision_id', 'status', eb.fn.countAll<number>().as('count')])
      .where('place_id', '=', place)
      .where('decision_id', 'in', [...ids])
      .groupBy(['decision_id', 'status'])
      .execute(),
    trx
      .selectFrom('body')
      .select('decision_id')
      .where('place_id', '=', place)
      .where('decision_id', 'in', [...ids])
      .execute(),
  ]);
  for (const row of rows) {
    const under = found.get(row.decision_id);
    if (under === undefined) continue;
    if (row.status === 'accepted') under.accepted = row.count;
    if (row.status === 'done') under.done = row.count;
    if (row.status === 'offered') under.waiting = row.count;
  }
  for (const { decision_id } of groups) {
    const under = decision_id === null ? undefined : found.get(decision_id);
    if (under !== undefined) under.delegated = true;
  }
  return found;
}

/** The highest running number among the published decisions of a year; 0 when there is none. */
export async function lastNumber(trx: Trx, place: Uuid, year: number): Promise<number> {
  const row = await trx
    .selectFrom('decision')
    .select(sql<number | null>`max(substring(number from 6)::integer)`.as('last'))
    .where('place_id', '=', place)
    .where('number', 'like', `${year}-%`)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** How much has been decided and done in a place, from what this reader may see. */
export async function countDecided(
  trx: Trx,
  place: Uuid,
  now: Date,
): Promise<{ decisions: number; done: number; overdue: number }> {
  const today = todayInLondon(now);
  const [decided, acted] = await Promise.all([
    trx
      .selectFrom('decision')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('place_id', '=', place)
      .where('published_at', 'is not', null)
      .executeTakeFirstOrThrow(),
    trx
      .selectFrom('action')
      .select((eb) => [
        eb.fn.countAll<number>().filterWhere('status', '=', 'done').as('done'),
        eb.fn
          .countAll<number>()
          .filterWhere(eb('status', '=', 'accepted').and('due_on', '<', today))
          .as('overdue'),
      ])
      .where('place_id', '=', place)
      .executeTakeFirstOrThrow(),
  ]);
  return { decisions: decided.count, done: acted.done, overdue: acted.overdue };
}
