import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { ActionGroup, ActionState } from '../domain/action.ts';

export type Action = {
  id: Uuid;
  text: string;
  owner: { id: Uuid; slug: string; name: string };
  decision: { id: Uuid; number: string | undefined; text: string; isPublic: boolean };
  meetingId: Uuid;
  bodyId: Uuid;
  commitmentId: Uuid | undefined;
  offeredOn: LocalDate;
  dueOn: LocalDate;
  answeredAt: Date | undefined;
  state: ActionState;
  version: number;
};
/** Something its owner said about an action on its way. */
export type ActionNote = { id: Uuid; actionId: Uuid; at: Date; note: string };

function rowsOf(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('action as a')
    .innerJoin('organisation as o', 'o.id', 'a.organisation_id')
    .innerJoin('decision as d', (join) =>
      join.onRef('d.place_id', '=', 'a.place_id').onRef('d.id', '=', 'a.decision_id'),
    )
    .innerJoin('meeting as m', (join) => join.onRef('m.place_id', '=', 'd.place_id').onRef('m.id', '=', 'd.meeting_id'))
    .innerJoin('body as b', (join) => join.onRef('b.place_id', '=', 'm.place_id').onRef('b.id', '=', 'm.body_id'))
    .selectAll('a')
    .select([
      'o.slug as owner_slug',
      'o.name as owner_name',
      'd.number',
      'd.text as decision_text',
      'd.published_at',
      'd.meeting_id',
      'm.body_id',
      'b.is_public',
    ])
    .where('a.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function stateOf(row: Row): ActionState {
  switch (row.status) {
    case 'accepted':
      return { status: 'accepted' };
    case 'declined':
      return { status: 'declined', reason: row.reason ?? '' };
    case 'withdrawn':
      return { status: 'withdrawn', reason: row.reason ?? '' };
    case 'done':
      return { status: 'done', on: row.done_on as LocalDate };
    default:
      return { status: 'offered' };
  }
}

function toAction(row: Row): Action {
  return {
    id: row.id,
    text: row.text,
    owner: { id: row.organisation_id, slug: row.owner_slug, name: row.owner_name },
    decision: {
      id: row.decision_id,
      number: row.number ?? undefined,
      text: row.decision_text,
      isPublic: row.published_at !== null && row.is_public,
    },
    meetingId: row.meeting_id,
    bodyId: row.body_id,
    commitmentId: row.commitment_id ?? undefined,
    offeredOn: todayInLondon(row.offered_at),
    dueOn: row.due_on as LocalDate,
    answeredAt: row.answered_at ?? undefined,
    state: stateOf(row),
    version: row.version,
  };
}

/** Which actions to list, by the day they are due. What the reader may not see is never among them. */
export type ActionFilter = {
  group?: ActionGroup | undefined;
  organisations?: readonly Uuid[] | undefined;
  decisions?: readonly Uuid[] | undefined;
  ids?: readonly Uuid[] | undefined;
  body?: Uuid | undefined;
  /** Those that come from meetings of the body before this instant. */
  decidedBefore?: Date | undefined;
  /** The id of the last action already shown. */
  after?: Uuid | undefined;
  limit: number;
};

export async function actionsWhere(trx: Trx, place: Uuid, filter: ActionFilter, today: LocalDate): Promise<Action[]> {
  let query = rowsOf(trx, place).orderBy('a.due_on').orderBy('a.id').limit(filter.limit);
  for (const [column, list] of [
    ['a.organisation_id', filter.organisations],
    ['a.decision_id', filter.decisions],
    ['a.id', filter.ids],
  ] as const) {
    if (list?.length === 0) return [];
    if (list !== undefined) query = query.where(column, 'in', [...list]);
  }
  if (filter.body !== undefined) query = query.where('m.body_id', '=', filter.body);
  if (filter.decidedBefore !== undefined) query = query.where('m.starts_at', '<', filter.decidedBefore);
  switch (filter.group) {
    case 'waiting':
      query = query.where('a.status', '=', 'offered');
      break;
    case 'open':
      query = query.where('a.status', '=', 'accepted').where('a.due_on', '>=', today);
      break;
    case 'overdue':
      query = query.where('a.status', '=', 'accepted').where('a.due_on', '<', today);
      break;
    case 'done':
    case 'declined':
    case 'withdrawn':
      query = query.where('a.status', '=', filter.group);
      break;
    case undefined:
      break;
  }
  if (filter.after !== undefined)
    query = query.where(
      sql<boolean>`(a.due_on, a.id) > (select x.due_on, x.id from action x where x.place_id = ${place} and x.id = ${filter.after})`,
    );
  return (await query.execute()).map(toAction);
}
export async function actionById(trx: Trx, place: Uuid, id: Uuid): Promise<Action | undefined> {
  const row = await rowsOf(trx, place).where('a.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toAction(row);
}

/** What owners said about some actions, the newest first. */
export async function notesOf(trx: Trx, place: Uuid, actions: readonly Uuid[]): Promise<ActionNote[]> {
  if (actions.length === 0) return [];
  const rows = await trx
    .selectFrom('action_update')
    .select(['id', 'action_id', 'at', 'note'])
    .where('place_id', '=', place)
    .where('action_id', 'in', [...actions])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ action_id, ...row }) => ({ ...row, actionId: action_id }));
}
