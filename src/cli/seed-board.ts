import type { DemoDecision, DemoMeeting, Wrenmouth } from '../../demo/wrenmouth/types.ts';
import type { Uuid } from '../kernel/ids.ts';
import { londonInstant } from '../lib/london-time.ts';
import {
  addItem,
  addMember,
  createBody,
  moveAction,
  moveMeeting,
  offerAction,
  planMeeting,
  publishDecision,
  recordDecision,
  writeMinutes,
  type Doing,
  type MeetingCommand,
} from '../modules/board/index.ts';
import type { Trx } from '../platform/database/database.ts';
import { dateAt, doingAt, found, must, type Seeding } from './seeding.ts';

type Known = { priorities: ReadonlyMap<string, Uuid>; commitments: ReadonlyMap<string, Uuid> };

/** Who writes, `days` from the first run; what a meeting of the future needs was done before today. */
function at(seeding: Seeding, days: number): Doing {
  return doingAt(seeding, 'wrenmouth', days);
}

async function seedDecision(
  trx: Trx,
  one: DemoDecision,
  meeting: Uuid,
  item: Uuid | undefined,
  day: number,
  known: Known,
  seeding: Seeding,
): Promise<void> {
  const { id } = must(
    await recordDecision(trx, at(seeding, day + 1), meeting, {
      text: one.text,
      reasons: one.reasons,
      alternatives: '',
      itemId: item,
      priorities: one.priorities.map((slug) => found(known.priorities, slug)),
    }),
    one.key,
  );
  must(await publishDecision(trx, at(seeding, day + 2), id), one.key);
  if (one.group !== undefined) {
    const { name, purpose, due } = one.group;
    const words = {
      name,
      purpose,
      kind: 'task-and-finish',
      isPublic: true,
      decisionId: id,
      dueOn: dateAt(seeding, due),
    } as const;
    must(await createBody(trx, at(seeding, day + 3), words), name);
  }
  for (const action of one.actions) {
    const offer = {
      decisionId: id,
      text: action.text,
      organisationId: found(seeding.organisations, action.organisation),
      dueOn: dateAt(seeding, action.due),
      commitmentId: action.commitment === null ? undefined : found(known.commitments, action.commitment),
    };
    const asked = must(await offerAction(trx, at(seeding, day + 3), offer), action.text);
    if (action.state === 'offered') continue;
    const answer =
      action.state === 'declined'
        ? ({ kind: 'decline', reason: action.reason ?? '' } as const)
        : ({ kind: 'accept' } as const);
    must(await moveAction(trx, at(seeding, day + 9), asked.id, answer), action.text);
    if (action.state !== 'done') continue;
    const on = Math.min(-1, action.due - 2);
    must(await moveAction(trx, at(seeding, on), asked.id, { kind: 'finish', on: dateAt(seeding, on) }), action.text);
  }
}

async function seedMeeting(
  trx: Trx,
  one: DemoMeeting,
  body: Uuid,
  known: Known,
  seeding: Seeding,
): Promise<{ id: Uuid; items: ReadonlyMap<string, Uuid> }> {
  const on = dateAt(seeding, one.day);
  const before = Math.min(one.day - 25, -10);
  const { id } = must(
    await planMeeting(trx, at(seeding, before), {
      bodyId: body,
      title: one.title,
      startsAt: londonInstant(on, { hour: 14, minute: 0 }),
      endsAt: londonInstant(on, { hour: 16, minute: 0 }),
      venue: one.venue,
      accessNotes:
        one.venue === '' ? '' : 'Hearing loop and large print. Say a week before if you need an interpreter.',
    }),
    one.key,
  );
  const items = new Map<string, Uuid>();
  if (one.until === 'planned') return { id, items };
  async function step(days: number, command: MeetingCommand): Promise<void> {
    must(await moveMeeting(trx, at(seeding, days), id, command), `${one.key}: ${command.kind}`);
  }
  await step(before + 1, { kind: 'call', reason: '' });
  for (const item of one.items) {
    const words = {
      title: item.title,
      purpose: item.purpose,
      ask: item.ask,
      leadId: undefined,
      minutesPlanned: 20,
      paperSummary: '',
      paperAddress: undefined,
      priorities: item.priorities.map((slug) => found(known.priorities, slug)),
      inPrivate: item.inPrivate,
    };
    items.set(item.title, must(await addItem(trx, at(seeding, before + 2), id, words), item.title).id);
  }
  await step(Math.min(one.day - 12, -2), { kind: 'publish-agenda' });
  if (one.until === 'agenda-published') return { id, items };
  await step(one.day + 1, { kind: 'hold' });
  for (const item of one.items)
    must(
      await writeMinutes(trx, at(seeding, one.day + 4), {
        id: found(items, item.title),
        version: 0,
        text: item.minutes ?? '',
      }),
      item.title,
    );
  await step(one.day + 8, { kind: 'draft-minutes' });
  for (const decision of one.decisions)
    await seedDecision(trx, decision, id, [...items.values()][decision.item], one.day, known, seeding);
  return { id, items };
}

/**
 * Wrenmouth's board: its members, six meetings, two task and finish groups, decisions and actions in every state.
 * @returns the id of each item of an agenda by its title.
 */
export async function seedBoard(
  trx: Trx,
  data: Wrenmouth['board'],
  known: Known,
  seeding: Seeding,
): Promise<ReadonlyMap<string, Uuid>> {
  const agendaItems = new Map<string, Uuid>();
  for (const one of data.bodies) {
    const body = must(
      await createBody(trx, at(seeding, -200), {
        name: one.name,
        kind: one.kind,
        purpose: one.purpose,
        isPublic: true,
      }),
      one.key,
    );
    for (const member of one.members)
      await addMember(trx, at(seeding, -200), body.id, {
        title: member.title,
        organisationId: member.organisation === null ? undefined : found(seeding.organisations, member.organisation),
        role: member.role,
        from: dateAt(seeding, -200),
      });
    const approved: Uuid[] = [];
    for (const meeting of data.meetings) {
      const { id, items } = await seedMeeting(trx, meeting, body.id, known, seeding);
      for (const [title, item] of items) agendaItems.set(title, item);
      if (meeting.until === 'minutes-approved') approved.push(id);
    }
    for (const id of approved)
      must(await moveMeeting(trx, at(seeding, -20), id, { kind: 'approve-minutes' }), 'approve');
  }
  return agendaItems;
}
