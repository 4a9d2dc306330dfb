import type { Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { bankHolidays } from '../domain/bank-holidays.ts';
import { decideMeeting, type MeetingCommand, type MeetingRefusal, type MeetingState } from '../domain/meeting.ts';
import { bodyById } from './bodies.ts';
import { dayWords, isPublic, linkPriorities, mustLink, writeMeetingCard } from './cards.ts';
import { itemsOf } from './items.ts';
import { heldAfter, meetingById, type Meeting } from './meetings.ts';
import { freeSlug } from './slugs.ts';

export type MeetingWords = { title: string; endsAt: Date; venue: string; accessNotes: string };
export type NewMeeting = MeetingWords & { bodyId: Uuid; startsAt: Date };

async function finish(trx: Trx, doing: Doing, id: Uuid, content: object): Promise<Meeting> {
  const meeting = await meetingById(trx, doing.place.id, id);
  if (meeting === undefined) throw new Error('a meeting vanished while it was written');
  await writeMeetingCard(trx, doing, meeting);
  await keepVersion(trx, doing, { kind: 'meeting', id, version: meeting.version, content });
  return meeting;
}

/** Plans a meeting of a body: partners see it at once, everybody when it is called. */
export async function planMeeting(
  trx: Trx,
  doing: Doing,
  words: NewMeeting,
): Promise<Result<{ id: Uuid; slug: string }, 'board/gone'>> {
  const place = doing.place.id;
  const body = await bodyById(trx, place, words.bodyId);
  if (body === undefined) return fail('board/gone');
  const id = doing.newId();
  const slug = await freeSlug(trx, place, 'meeting', `${words.title} ${dayWords(words.startsAt)}`);
  await trx
    .insertInto('meeting')
    .values({
      place_id: place,
      id,
      body_id: body.id,
      slug,
      title: words.title,
      starts_at: words.startsAt,
      ends_at: words.endsAt,
      venue: words.venue,
      access_notes: words.accessNotes,
      state: 'planned',
      changed_at: doing.now,
      created_at: doing.now,
    })
    .execute();
  await finish(trx, doing, id, { ...words, state: 'planned' });
  await mustLink(trx, doing, { kind: 'meeting', id }, 'serves', { kind: 'body', id: body.id });
  await tell(trx, doing, {
    name: 'board/meeting-planned',
    about: { kind: 'meeting', id },
    isPublic: false,
    sentence: `${body.name} plans to meet on ${dayWords(words.startsAt)}`,
  });
  return ok({ id, slug });
}

/** Changes the words of a meeting. Its day and the hour it begins are moved, with a reason, not edited. */
export async function editMeeting(
  trx: Trx,
  doing: Doing,
  input: MeetingWords & { id: Uuid; version: number },
): Promise<Result<{ slug: string }, 'board/gone' | 'board/changed-meanwhile' | 'meeting/ends-before-start'>> {
  const place = doing.place.id;
  const before = await meetingById(trx, place, input.id);
  if (before === undefined) return fail('board/gone');
  if (input.endsAt.getTime() <= before.startsAt.getTime()) return fail('meeting/ends-before-start');
  const { title, endsAt, venue, accessNotes } = input;
  const forCalendars = title !== before.title || venue !== before.venue || endsAt.getTime() !== before.endsAt.getTime();
  const done = await trx
    .updateTable('meeting')
    .set({
      title,
      ends_at: endsAt,
      venue,
      access_notes: accessNotes,
      ...(forCalendars ? { sequence: before.sequence + 1 } : {}),
      changed_at: doing.now,
      version: before.version + 1,
    })
    .where('place_id', '=', place)
    .where('id', '=', before.id)
    .where('version', '=', input.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('board/changed-meanwhile');
  await finish(trx, doing, before.id, { title, endsAt, venue, accessNotes });
  return ok({ slug: before.slug });
}

function changesOf(command: MeetingCommand, before: Meeting, now: Date, approvedAt: Uuid | undefined) {
  switch (command.kind) {
    case 'call':
      return { called_at: now, short_notice_reason: command.reason.trim() };
    case 'publish-agenda':
      return { agenda_published_at: now };
    case 'move':
      return {
        starts_at: command.startsAt,
        ends_at: command.endsAt,
        moved_from: before.calledAt === undefined ? null : before.startsAt,
        state_reason: command.reason.trim(),
      };
    case 'cancel':
      return { state_reason: command.reason.trim() };
    case 'hold':
      return {};
    case 'draft-minutes':
      return { minutes_drafted_at: now };
    case 'approve-minutes':
      return { minutes_approved_at: now, approved_at_meeting_id: approvedAt ?? null };
  }
}

function sentenceOf(command: MeetingCommand, meeting: Meeting): string {
  const { name } = meeting.body;
  const day = dayWords(meeting.startsAt);
  switch (command.kind) {
    case 'call':
      return `${name} called a meeting for ${day}`;
    case 'publish-agenda':
      return `${name} published the agenda of its meeting on ${day}`;
    case 'move':
      return `${name} moved a meeting to ${day}`;
    case 'cancel':
      return `${name} cancelled its meeting on ${day}`;
    case 'hold':
      return `${name} met on ${day}`;
    case 'draft-minutes':
      return `${name} published draft minutes of its meeting on ${day}`;
    case 'approve-minutes':
      return `${name} approved the minutes of its meeting on ${day}`;
  }
}

/** Takes a meeting one step on in its life. Whoever looked at an older version of it is told so, and nothing changes. */
export async function moveMeeting(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  command: MeetingCommand,
  version?: number,
): Promise<Result<{ slug: string; state: MeetingState }, MeetingRefusal | 'board/gone' | 'board/changed-meanwhile'>> {
  const place = doing.place.id;
  const before = await meetingById(trx, place, id);
  if (before === undefined) return fail('board/gone');
  const items = await itemsOf(trx, place, id);
  const later = await heldAfter(trx, place, before);
  const next = decideMeeting(before.state, command, {
    now: doing.now,
    startsAt: before.startsAt,
    venue: before.venue,
    items: items.length,
    withoutMinutes: items.filter((item) => item.minutes === undefined).length,
    laterHeld: later !== undefined,
    holidays: bankHolidays,
  });
  if (!next.ok) return next;
  const done = await trx
    .updateTable('meeting')
    .set({
      ...changesOf(command, before, doing.now, later?.id),
      state: next.value,
      sequence: before.sequence + 1,
      changed_at: doing.now,
      version: before.version + 1,
    })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('version', '=', version ?? before.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('board/changed-meanwhile');
  const meeting = await finish(trx, doing, id, { ...command, state: next.value });
  await linkPriorities(trx, doing, meeting);
  await raisePublicVersion(trx, place);
  await tell(trx, doing, {
    name: `board/meeting-${command.kind}`,
    about: { kind: 'meeting', id },
    isPublic: isPublic(meeting),
    sentence: sentenceOf(command, meeting),
  });
  return ok({ slug: meeting.slug, state: next.value });
}

/** The day on which a meeting is, as its decisions carry it. */
export function meetingDay(meeting: Meeting) {
  return todayInLondon(meeting.startsAt);
}
