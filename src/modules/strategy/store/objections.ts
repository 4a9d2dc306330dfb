import { accountOf, dayOf, type Doing } from '../../../kernel/doing.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { recordVersion } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { link } from '../../../thread/store/write.ts';
import { decideReply, type ObjectionRefusal, type ObjectionStatus, type ReplyKind } from '../domain/priority.ts';
import { isPublicPriority, writeObjectionCard } from './cards.ts';
import { priorityById } from './priorities.ts';

export type Objection = {
  id: Uuid;
  priorityId: Uuid;
  reason: string;
  raisedBy: string;
  raisedOn: LocalDate;
  status: ObjectionStatus;
  reply: string | undefined;
  repliedOn: LocalDate | undefined;
};

/** The objections to some priorities, those without a reply first. */
export async function objectionsTo(trx: Trx, place: Uuid, priorities: readonly Uuid[]): Promise<Objection[]> {
  if (priorities.length === 0) return [];
  return await select(trx, place, { priorities });
}

export async function objectionsByIds(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Objection[]> {
  if (ids.length === 0) return [];
  return await select(trx, place, { ids });
}

async function select(
  trx: Trx,
  place: Uuid,
  which: { priorities?: readonly Uuid[]; ids?: readonly Uuid[]; open?: number },
): Promise<Objection[]> {
  let query = trx
    .selectFrom('objection')
    .select(['id', 'priority_id', 'reason', 'raised_by', 'raised_on', 'status', 'reply', 'replied_on'])
    .where('place_id', '=', place);
  if (which.priorities !== undefined) query = query.where('priority_id', 'in', [...which.priorities]);
  if (which.ids !== undefined) query = query.where('id', 'in', [...which.ids]);
  if (which.open !== undefined) query = query.where('status', '=', 'open').limit(which.open);
  const rows = await query.orderBy('raised_on', 'desc').orderBy('id', 'desc').execute();
  return rows
    .map((row) => ({
      id: row.id,
      priorityId: row.priority_id,
      reason: row.reason,
      raisedBy: row.raised_by,
      raisedOn: row.raised_on as LocalDate,
      status: row.status as ObjectionStatus,
      reply: row.reply ?? undefined,
      repliedOn: (row.replied_on as LocalDate | null) ?? undefined,
    }))
    .sort((a, b) => Number(b.status === 'open') - Number(a.status === 'open'));
}

/** Every objection in a place that waits for a reply. */
export async function openObjections(trx: Trx, place: Uuid, limit: number): Promise<Objection[]> {
  return await select(trx, place, { open: limit });
}

/** Raises an objection to a priority. It is public from the start, as the priority is. */
export async function raiseObjection(
  trx: Trx,
  doing: Doing,
  input: { priorityId: Uuid; reason: string; raisedBy: string },
): Promise<Result<{ id: Uuid }, 'strategy/gone'>> {
  const priority = await priorityById(trx, doing.place.id, input.priorityId);
  if (priority === undefined) return fail('strategy/gone');
  const id = doing.newId();
  await trx
    .insertInto('objection')
    .values({
      place_id: doing.place.id,
      id,
      priority_id: priority.id,
      reason: input.reason,
      raised_by: input.raisedBy,
      raised_on: dayOf(doing),
      account_id: accountOf(doing) ?? null,
      status: 'open',
    })
    .execute();
  await writeObjectionCard(trx, doing, { id, reason: input.reason, reply: null }, priority);
  await link(
    trx,
    doing.place.id,
    { kind: 'priority', id: priority.id },
    'contested-by',
    { kind: 'objection', id },
    { account: accountOf(doing), now: doing.now },
  );
  await tell(trx, doing, {
    name: 'strategy/objection-raised',
    about: { kind: 'objection', id },
    isPublic: isPublicPriority(priority),
    sentence: `Somebody objected to the priority ${quoted(priority.title)}`,
  });
  return ok({ id });
}

/** Replies to an objection, or replies again in better words; earlier replies stay in the versions. */
export async function replyToObjection(
  trx: Trx,
  doing: Doing,
  input: { id: Uuid; reply: string; kind: ReplyKind },
): Promise<Result<{ priority: { slug: string } }, ObjectionRefusal | 'strategy/gone'>> {
  const place = doing.place.id;
  const [before] = await objectionsByIds(trx, place, [input.id]);
  const priority = before === undefined ? undefined : await priorityById(trx, place, before.priorityId);
  if (before === undefined || priority === undefined) return fail('strategy/gone');
  const decided = decideReply(input.reply, input.kind);
  if (!decided.ok) return decided;
  const done = await trx
    .updateTable('objection')
    .set({ status: decided.value.status, reply: decided.value.reply, replied_on: dayOf(doing) })
    .where('place_id', '=', place)
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('strategy/gone');
  const version = { place, account: accountOf(doing), kind: 'objection', id: input.id, content: decided.value };
  await recordVersion(trx, version, doing.now);
  await writeObjectionCard(trx, doing, { id: input.id, reason: before.reason, reply: decided.value.reply }, priority);
  await tell(trx, doing, {
    name: 'strategy/objection-answered',
    about: { kind: 'objection', id: input.id },
    isPublic: isPublicPriority(priority),
    sentence:
      decided.value.status === 'upheld'
        ? `An objection to ${quoted(priority.title)} was upheld, and the priority was changed`
        : `An objection to ${quoted(priority.title)} was answered`,
  });
  return ok({ priority });
}
