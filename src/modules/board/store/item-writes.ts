import type { Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Purpose } from '../domain/item.ts';
import { takesItems, takesMinutes } from '../domain/meeting.ts';
import { linkPriorities } from './cards.ts';
import { itemById, itemsOf, privateWordsOf, type AgendaItem } from './items.ts';
import { meetingById } from './meetings.ts';

/** The words of an item. With `inPrivate`, everything but the public title and the reason is for the board alone. */
export type ItemWords = {
  title: string;
  purpose: Purpose;
  ask: string;
  leadId: Uuid | undefined;
  minutesPlanned: number | undefined;
  paperSummary: string;
  paperAddress: string | undefined;
  priorities: readonly Uuid[];
  inPrivate: { publicTitle: string; because: string } | undefined;
};
export type ItemRefusal = 'board/gone' | 'board/changed-meanwhile' | 'item/agenda-closed' | 'item/agenda-published';

/** What goes into the table that everybody may read. */
function publicWords(words: ItemWords) {
  const { inPrivate } = words;
  return {
    title: inPrivate?.publicTitle ?? words.title,
    purpose: words.purpose,
    ask: inPrivate === undefined ? words.ask : '',
    lead_organisation_id: words.leadId ?? null,
    minutes_planned: words.minutesPlanned ?? null,
    is_exempt: inPrivate !== undefined,
    exempt_because: inPrivate?.because ?? '',
    paper_summary: inPrivate === undefined ? words.paperSummary : '',
    paper_address: inPrivate === undefined ? (words.paperAddress ?? null) : null,
  };
}

async function writeRest(trx: Trx, doing: Doing, id: Uuid, meetingId: Uuid, words: ItemWords, version: number) {
  const place = doing.place.id;
  await trx.deleteFrom('agenda_item_priority').where('place_id', '=', place).where('item_id', '=', id).execute();
  const served = words.inPrivate === undefined ? [...new Set(words.priorities)] : [];
  if (served.length > 0)
    await trx
      .insertInto('agenda_item_priority')
      .values(served.map((priority_id) => ({ place_id: place, item_id: id, priority_id })))
      .execute();
  if (words.inPrivate !== undefined) {
    const hidden = { title: words.title, ask: words.ask, paper_summary: words.paperSummary };
    await trx
      .insertInto('agenda_item_private')
      .values({ place_id: place, item_id: id, ...hidden })
      .onConflict((conflict) => conflict.columns(['place_id', 'item_id']).doUpdateSet(hidden))
      .execute();
  }
  const content = { ...publicWords(words), priorities: served };
  await keepVersion(trx, doing, { kind: 'agenda-item', id, version, content });
  const meeting = await meetingById(trx, place, meetingId);
  if (meeting !== undefined) await linkPriorities(trx, doing, meeting);
  await raisePublicVersion(trx, place);
}

/** Adds an item at the end of an agenda. After publication it stands there as added later. */
export async function addItem(
  trx: Trx,
  doing: Doing,
  meetingId: Uuid,
  words: ItemWords,
): Promise<Result<{ id: Uuid }, ItemRefusal>> {
  const place = doing.place.id;
  const meeting = await meetingById(trx, place, meetingId);
  if (meeting === undefined) return fail('board/gone');
  if (!takesItems(meeting.state)) return fail('item/agenda-closed');
  const id = doing.newId();
  const position = Math.max(0, ...(await itemsOf(trx, place, meetingId)).map((item) => item.position)) + 1;
  const key = { place_id: place, id, meeting_id: meetingId, position, added_at: doing.now };
  await trx
    .insertInto('agenda_item')
    .values({ ...key, ...publicWords(words) })
    .execute();
  await writeRest(trx, doing, id, meetingId, words, 1);
  return ok({ id });
}

export async function editItem(
  trx: Trx,
  doing: Doing,
  input: { id: Uuid; version: number; words: ItemWords },
): Promise<Result<{ meetingId: Uuid }, ItemRefusal>> {
  const place = doing.place.id;
  const before = await itemById(trx, place, input.id);
  const meeting = before === undefined ? undefined : await meetingById(trx, place, before.meetingId);
  if (before === undefined || meeting === undefined) return fail('board/gone');
  if (!takesItems(meeting.state)) return fail('item/agenda-closed');
  const done = await trx
    .updateTable('agenda_item')
    .set({ ...publicWords(input.words), version: before.version + 1 })
    .where('place_id', '=', place)
    .where('id', '=', before.id)
    .where('version', '=', input.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('board/changed-meanwhile');
  await writeRest(trx, doing, before.id, meeting.id, input.words, before.version + 1);
  return ok({ meetingId: meeting.id });
}

async function openItem(trx: Trx, doing: Doing, id: Uuid): Promise<Result<AgendaItem, ItemRefusal>> {
  const item = await itemById(trx, doing.place.id, id);
  const meeting = item === undefined ? undefined : await meetingById(trx, doing.place.id, item.meetingId);
  if (item === undefined || meeting === undefined) return fail('board/gone');
  return takesItems(meeting.state) ? ok(item) : fail('item/agenda-closed');
}

/** Moves an item one place up or down; at the end of the list nothing changes. */
export async function reorderItem(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  direction: 'up' | 'down',
): Promise<Result<undefined, ItemRefusal>> {
  const place = doing.place.id;
  const found = await openItem(trx, doing, id);
  if (!found.ok) return found;
  const items = await itemsOf(trx, place, found.value.meetingId);
  const index = items.findIndex((item) => item.id === id);
  const order = items.map((item) => item.id);
  const other = index + (direction === 'up' ? -1 : 1);
  const [here, there] = [order[index], order[other]];
  if (here === undefined || there === undefined) return ok(undefined);
  order[index] = there;
  order[other] = here;
  for (const [position, itemId] of order.entries())
    await trx
      .updateTable('agenda_item')
      .set({ position: position + 1 })
      .where('place_id', '=', place)
      .where('id', '=', itemId)
      .execute();
  await raisePublicVersion(trx, place);
  return ok(undefined);
}

/** Takes an item off an agenda that nobody outside has seen. */
export async function removeItem(trx: Trx, doing: Doing, id: Uuid): Promise<Result<undefined, ItemRefusal>> {
  const place = doing.place.id;
  const found = await openItem(trx, doing, id);
  if (!found.ok) return found;
  const meeting = await meetingById(trx, place, found.value.meetingId);
  if (meeting?.agendaPublishedAt !== undefined) return fail('item/agenda-published');
  await trx.deleteFrom('agenda_item').where('place_id', '=', place).where('id', '=', id).execute();
  return ok(undefined);
}

/** Writes what the minutes say of an item: for everybody, and for an item in private also for the board alone. */
export async function writeMinutes(
  trx: Trx,
  doing: Doing,
  input: { id: Uuid; version: number; text: string; privateText?: string | undefined },
): Promise<Result<undefined, 'board/gone' | 'board/changed-meanwhile' | 'item/minutes-closed'>> {
  const place = doing.place.id;
  const item = await itemById(trx, place, input.id);
  const meeting = item === undefined ? undefined : await meetingById(trx, place, item.meetingId);
  if (item === undefined || meeting === undefined) return fail('board/gone');
  if (!takesMinutes(meeting.state)) return fail('item/minutes-closed');
  const current = item.minutes?.version ?? 0;
  if (current !== input.version) return fail('board/changed-meanwhile');
  const words = { text: input.text, written_at: doing.now, version: current + 1 };
  const written = await trx
    .insertInto('item_minutes')
    .values({ place_id: place, item_id: item.id, ...words })
    .onConflict((conflict) =>
      conflict.columns(['place_id', 'item_id']).doUpdateSet(words).where('item_minutes.version', '=', current),
    )
    .executeTakeFirst();
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) return fail('board/changed-meanwhile');
  await keepVersion(trx, doing, {
    kind: 'item-minutes',
    id: item.id,
    version: current + 1,
    content: { text: input.text },
  });
  if (item.isExempt && input.privateText !== undefined && (await privateWordsOf(trx, place, [item.id])).size > 0)
    await trx
      .updateTable('agenda_item_private')
      .set({ minutes: input.privateText })
      .where('place_id', '=', place)
      .where('item_id', '=', item.id)
      .execute();
  await raisePublicVersion(trx, place);
  return ok(undefined);
}
