import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { MeetingState } from '../domain/meeting.ts';

export type Meeting = {
  id: Uuid;
  slug: string;
  title: string;
  body: { id: Uuid; slug: string; name: string; isPublic: boolean };
  startsAt: Date;
  endsAt: Date;
  venue: string;
  accessNotes: string;
  state: MeetingState;
  stateReason: string;
  movedFrom: Date | undefined;
  calledAt: Date | undefined;
  shortNoticeReason: string;
  agendaPublishedAt: Date | undefined;
  minutesApprovedAt: Date | undefined;
  approvedAtMeetingId: Uuid | undefined;
  /** Counts the changes that a calendar must know of. RFC 5545, 3.8.7.4. */
  sequence: number;
  changedAt: Date;
  version: number;
};

/** A meeting as one speaks of it: what it is and its day. */
export function meetingName(meeting: { title: string; startsAt: Date }): string {
  return `${meeting.title}, ${formatDate(todayInLondon(meeting.startsAt))}`;
}

function rowsOf(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('meeting as m')
    .innerJoin('body as b', (join) => join.onRef('b.place_id', '=', 'm.place_id').onRef('b.id', '=', 'm.body_id'))
    .selectAll('m')
    .select(['b.slug as body_slug', 'b.name as body_name', 'b.is_public as body_is_public'])
    .where('m.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toMeeting(row: Row): Meeting {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    body: { id: row.body_id, slug: row.body_slug, name: row.body_name, isPublic: row.body_is_public },
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    venue: row.venue,
    accessNotes: row.access_notes,
    state: row.state as MeetingState,
    stateReason: row.state_reason,
    movedFrom: row.moved_from ?? undefined,
    calledAt: row.called_at ?? undefined,
    shortNoticeReason: row.short_notice_reason,
    agendaPublishedAt: row.agenda_published_at ?? undefined,
    minutesApprovedAt: row.minutes_approved_at ?? undefined,
    approvedAtMeetingId: row.approved_at_meeting_id ?? undefined,
    sequence: row.sequence,
    changedAt: row.changed_at,
    version: row.version,
  };
}

/** Which meetings to list. What the reader may not see is never among them. */
export type MeetingFilter = {
  body?: Uuid | undefined;
  ids?: readonly Uuid[] | undefined;
  /** Those that begin at or after this instant, the next first. */
  from?: Date | undefined;
  /** Those that began before this instant, the latest first. */
  before?: Date | undefined;
  states?: readonly MeetingState[] | undefined;
  /** The id of the last meeting already shown, where the latest come first. */
  after?: Uuid | undefined;
  limit: number;
};

export async function meetingsWhere(trx: Trx, place: Uuid, filter: MeetingFilter): Promise<Meeting[]> {
  const direction = filter.before === undefined ? 'asc' : 'desc';
  let query = rowsOf(trx, place).orderBy('m.starts_at', direction).orderBy('m.id', direction).limit(filter.limit);
  if (filter.after !== undefined)
    query = query.where(
      sql<boolean>`(m.starts_at, m.id) < (select x.starts_at, x.id from meeting x where x.place_id = ${place} and x.id = ${filter.after})`,
    );
  if (filter.body !== undefined) query = query.where('m.body_id', '=', filter.body);
  if (filter.ids !== undefined) {
    if (filter.ids.length === 0) return [];
    query = query.where('m.id', 'in', [...filter.ids]);
  }
  if (filter.from !== undefined) query = query.where('m.starts_at', '>=', filter.from);
  if (filter.before !== undefined) query = query.where('m.starts_at', '<', filter.before);
  if (filter.states !== undefined) query = query.where('m.state', 'in', [...filter.states]);
  return (await query.execute()).map(toMeeting);
}
export async function meetingBySlug(trx: Trx, place: Uuid, slug: string): Promise<Meeting | undefined> {
  const row = await rowsOf(trx, place).where('m.slug', '=', slug).executeTakeFirst();
  return row === undefined ? undefined : toMeeting(row);
}
export async function meetingById(trx: Trx, place: Uuid, id: Uuid): Promise<Meeting | undefined> {
  return (await meetingsWhere(trx, place, { ids: [id], limit: 1 }))[0];
}

const wasHeld: readonly MeetingState[] = ['held', 'minutes-draft', 'minutes-approved'];

/** The meeting of the same body that was held last before this one: a cancelled one is passed over. */
export async function heldBefore(trx: Trx, place: Uuid, meeting: Meeting): Promise<Meeting | undefined> {
  const filter = { body: meeting.body.id, before: meeting.startsAt, states: wasHeld, limit: 1 };
  return (await meetingsWhere(trx, place, filter))[0];
}
/** The meeting of the same body that was held next after this one: it can approve the minutes. */
export async function heldAfter(trx: Trx, place: Uuid, meeting: Meeting): Promise<Meeting | undefined> {
  const from = new Date(meeting.startsAt.getTime() + 1);
  return (await meetingsWhere(trx, place, { body: meeting.body.id, from, states: wasHeld, limit: 1 }))[0];
}
