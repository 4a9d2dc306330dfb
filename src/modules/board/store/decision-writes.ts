import type { Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { link } from '../../../thread/store/write.ts';
import { decisionNumber } from '../domain/decision.ts';
import { takesDecisions } from '../domain/meeting.ts';
import { mustLink, writeDecisionCard } from './cards.ts';
import { decisionById, lastNumber } from './decisions.ts';
import { linkerOf, toPriority } from './doing.ts';
import { itemsOf } from './items.ts';
import { meetingDay } from './meeting-writes.ts';
import { meetingById } from './meetings.ts';

export type DecisionWords = {
  text: string;
  reasons: string;
  alternatives: string;
  itemId: Uuid | undefined;
  priorities: readonly Uuid[];
};

/** Records what a meeting decided. Its words never change afterwards: another decision can replace it. */
export async function recordDecision(
  trx: Trx,
  doing: Doing,
  meetingId: Uuid,
  words: DecisionWords,
): Promise<Result<{ id: Uuid }, 'board/gone' | 'decision/meeting-not-held' | 'decision/priority-gone'>> {
  const place = doing.place.id;
  const meeting = await meetingById(trx, place, meetingId);
  if (meeting === undefined) return fail('board/gone');
  if (!takesDecisions(meeting.state)) return fail('decision/meeting-not-held');
  const items = await itemsOf(trx, place, meetingId);
  if (words.itemId !== undefined && !items.some((item) => item.id === words.itemId)) return fail('board/gone');
  const id = doing.newId();
  const { text, reasons, alternatives } = words;
  await trx
    .insertInto('decision')
    .values({
      place_id: place,
      id,
      meeting_id: meetingId,
      item_id: words.itemId ?? null,
      text,
      reasons,
      alternatives,
      decided_on: meetingDay(meeting),
      created_at: doing.now,
    })
    .execute();
  const decision = await decisionById(trx, place, id);
  if (decision === undefined) return fail('board/gone');
  await writeDecisionCard(trx, doing, decision);
  await mustLink(trx, doing, { kind: 'decision', id }, 'agreed-by', { kind: 'meeting', id: meetingId });
  for (const priority of words.priorities) {
    const done = await link(trx, place, { kind: 'decision', id }, 'serves', toPriority(priority), linkerOf(doing));
    if (!done) return fail('decision/priority-gone');
  }
  await keepVersion(trx, doing, { kind: 'decision', id, version: 1, content: words });
  return ok({ id });
}

/** Publishes a decision and gives it the next number of its year, without gaps. */
export async function publishDecision(
  trx: Trx,
  doing: Doing,
  id: Uuid,
): Promise<Result<{ number: string }, 'board/gone' | 'decision/already-published'>> {
  const place = doing.place.id;
  // The row that is raised here is locked until the end: two decisions of a place never take the same number.
  await raisePublicVersion(trx, place);
  const before = await decisionById(trx, place, id);
  if (before === undefined) return fail('board/gone');
  if (before.isPublished) return fail('decision/already-published');
  const year = Number(before.decidedOn.slice(0, 4));
  const number = decisionNumber(year, (await lastNumber(trx, place, year)) + 1);
  await trx
    .updateTable('decision')
    .set({ number, published_at: doing.now, version: before.version + 1 })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .execute();
  const decision = await decisionById(trx, place, id);
  if (decision === undefined) return fail('board/gone');
  await writeDecisionCard(trx, doing, decision);
  await keepVersion(trx, doing, { kind: 'decision', id, version: decision.version, content: { number } });
  await tell(trx, doing, {
    name: 'board/decision-taken',
    about: { kind: 'decision', id },
    isPublic: decision.isPublic,
    sentence: `${decision.meeting.bodyName} decided ${quoted(decision.text)}`,
  });
  return ok({ number });
}
