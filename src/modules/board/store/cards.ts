import type { Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { truncateAtWord } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { linksFrom } from '../../../thread/store/find.ts';
import { link, refreshLinkVisibility, unlink, writeCard, type Card } from '../../../thread/store/write.ts';
import { isPublicMeeting } from '../domain/meeting.ts';
import type { Action } from './actions.ts';
import type { Body } from './bodies.ts';
import type { Decision } from './decisions.ts';
import { linkerOf, toPriority } from './doing.ts';
import { meetingName, type Meeting } from './meetings.ts';

type Words = Omit<Card, 'visibility' | 'address'> & { isPublic: boolean; path: string };

async function write(trx: Trx, doing: Doing, words: Words): Promise<void> {
  const { isPublic, path, ...card } = words;
  const address = `/${doing.place.slug}/${path}`;
  await writeCard(trx, doing.place.id, { ...card, address, visibility: isPublic ? 'public' : 'partner' }, doing.now);
  await refreshLinkVisibility(trx, doing.place.id, { kind: card.kind, id: card.id });
}

export async function writeBodyCard(trx: Trx, doing: Doing, body: Body): Promise<void> {
  const { id, name, purpose, isPublic } = body;
  const path = `meetings/bodies/${body.slug}`;
  await write(trx, doing, { kind: 'body', id, title: name, summary: purpose, path, isPublic });
}

/** Whether everybody may see a meeting. */
export function isPublic(meeting: Meeting): boolean {
  return meeting.body.isPublic && isPublicMeeting(meeting);
}

export async function writeMeetingCard(trx: Trx, doing: Doing, meeting: Meeting): Promise<void> {
  await write(trx, doing, {
    kind: 'meeting',
    id: meeting.id,
    title: meetingName(meeting),
    summary: meeting.venue,
    path: `meetings/${meeting.slug}`,
    isPublic: isPublic(meeting),
  });
}

export async function writeDecisionCard(trx: Trx, doing: Doing, decision: Decision): Promise<void> {
  const number = decision.number === undefined ? 'Not published yet' : `Decision ${decision.number}`;
  await write(trx, doing, {
    kind: 'decision',
    id: decision.id,
    title: truncateAtWord(decision.text, 180),
    summary: `${number}, ${decision.meeting.bodyName}, ${formatDate(decision.decidedOn)}`,
    path: `decisions/${decision.id}`,
    isPublic: decision.isPublic,
  });
}

export async function writeActionCard(trx: Trx, doing: Doing, action: Action): Promise<void> {
  await write(trx, doing, {
    kind: 'action',
    id: action.id,
    title: truncateAtWord(action.text, 180),
    summary: `${action.owner.name}, due ${formatDate(action.dueOn)}`,
    path: `actions/${action.id}`,
    isPublic: action.decision.isPublic,
  });
}

/**
 * Makes the links of a meeting to priorities those of its public agenda, and links the body to them too, so that a
 * reader of the priority finds who deals with it. Nothing is linked before the agenda is published: links are public.
 */
export async function linkPriorities(trx: Trx, doing: Doing, meeting: Meeting): Promise<void> {
  if (meeting.agendaPublishedAt === undefined) return;
  const place = doing.place.id;
  const rows = await trx
    .selectFrom('agenda_item_priority as p')
    .innerJoin('agenda_item as i', (join) =>
      join.onRef('i.place_id', '=', 'p.place_id').onRef('i.id', '=', 'p.item_id'),
    )
    .select('p.priority_id')
    .distinct()
    .where('p.place_id', '=', place)
    .where('i.meeting_id', '=', meeting.id)
    .where('i.is_exempt', '=', false)
    .execute();
  const wanted = new Set(rows.map((row) => row.priority_id));
  const from = { kind: 'meeting', id: meeting.id } as const;
  for (const { to } of await linksFrom(trx, place, 'meeting', [meeting.id], 'serves'))
    if (to.kind === 'priority' && !wanted.has(to.id)) await unlink(trx, place, from, 'serves', to);
  for (const id of wanted) {
    await link(trx, place, from, 'serves', toPriority(id), linkerOf(doing));
    await link(trx, place, { kind: 'body', id: meeting.body.id }, 'serves', toPriority(id), linkerOf(doing));
  }
}

/** The day of a meeting, as a sentence names it. */
export function dayWords(startsAt: Date): string {
  return formatDate(todayInLondon(startsAt));
}

/** Links one of the board's records to another, or throws: both were written in this transaction or read in it. */
export async function mustLink(
  trx: Trx,
  doing: Doing,
  ...[from, relation, to]: [
    { kind: 'meeting' | 'decision' | 'action'; id: Uuid },
    'agreed-by' | 'delegated-to' | 'serves',
    { kind: 'meeting' | 'decision' | 'body'; id: Uuid },
  ]
): Promise<void> {
  const done = await link(trx, doing.place.id, from, relation, to, linkerOf(doing));
  if (!done) throw new Error(`a ${from.kind} could not be linked to its ${to.kind}`);
}
