import { accountOf, type Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { cardsOf } from '../../../thread/store/read.ts';
import { keepOldSlug } from '../../../thread/store/slugs.ts';
import { link, unlink } from '../../../thread/store/write.ts';
import { decidePriority, type PriorityCommand, type PriorityRefusal, type PriorityStatus } from '../domain/priority.ts';
import { isPublicPriority, rewriteCardsUnder, writePriorityCard } from './cards.ts';
import { evidenceOf } from './evidence.ts';
import { answersOf, countAnswers, priorityById } from './priorities.ts';
import { freeSlug } from './slugs.ts';

export type EditRefusal = 'strategy/changed-meanwhile' | 'strategy/gone' | 'priority/statement-gone';

async function areAllThere(trx: Trx, place: Uuid, refs: readonly ThreadRef[]): Promise<boolean> {
  const cards = await cardsOf(trx, place, refs);
  return refs.every((ref) => cards.some((card) => card.kind === ref.kind && card.id === ref.id));
}

async function linkAnswers(trx: Trx, doing: Doing, priority: Uuid, answers: readonly ThreadRef[]): Promise<void> {
  const from: ThreadRef = { kind: 'priority', id: priority };
  for (const to of answers)
    await link(trx, doing.place.id, from, 'answers', to, { account: accountOf(doing), now: doing.now });
}

/** Drafts a priority. It answers `answers`; only partners see it until it is published. */
export async function createPriority(
  trx: Trx,
  doing: Doing,
  input: { title: string; summary: string; answers: readonly ThreadRef[]; position?: number },
): Promise<Result<{ id: Uuid; slug: string }, EditRefusal>> {
  const place = doing.place.id;
  if (!(await areAllThere(trx, place, input.answers))) return fail('priority/statement-gone');
  const id = doing.newId();
  const slug = await freeSlug(trx, place, 'priority', input.title);
  const words = { title: input.title, summary: input.summary };
  const row = { id, slug, ...words, status: 'draft' };
  await trx
    .insertInto('priority')
    .values({
      place_id: place,
      ...row,
      position: input.position ?? 0,
      created_at: doing.now,
      created_by: accountOf(doing) ?? null,
    })
    .execute();
  await writePriorityCard(trx, doing, row);
  await linkAnswers(trx, doing, id, input.answers);
  await keepVersion(trx, doing, { kind: 'priority', id, version: 1, content: { ...words, answers: input.answers } });
  await tell(trx, doing, {
    name: 'strategy/priority-drafted',
    about: { kind: 'priority', id },
    isPublic: false,
    sentence: `The priority ${quoted(input.title)} was drafted`,
  });
  return ok({ id, slug });
}

/** Changes the words of a priority and what it answers, if nobody else has changed it since `version` was read. */
export async function editPriority(
  trx: Trx,
  doing: Doing,
  input: { id: Uuid; version: number; title: string; summary: string; answers: readonly ThreadRef[] },
): Promise<Result<{ slug: string }, EditRefusal>> {
  const place = doing.place.id;
  const before = await priorityById(trx, place, input.id);
  if (before === undefined) return fail('strategy/gone');
  if (!(await areAllThere(trx, place, input.answers))) return fail('priority/statement-gone');
  const slug =
    input.title === before.title ? before.slug : await freeSlug(trx, place, 'priority', input.title, input.id);
  const words = { title: input.title, summary: input.summary };
  const done = await trx
    .updateTable('priority')
    .set({ ...words, slug, version: input.version + 1 })
    .where('place_id', '=', place)
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('strategy/changed-meanwhile');
  if (slug !== before.slug) await keepOldSlug(trx, place, 'priority', before.slug, input.id);
  const ref: ThreadRef = { kind: 'priority', id: input.id };
  const wanted = new Set(input.answers.map((one) => `${one.kind}/${one.id}`));
  for (const card of await answersOf(trx, place, input.id))
    if (!wanted.has(`${card.kind}/${card.id}`)) await unlink(trx, place, ref, 'answers', card);
  await rewriteCardsUnder(trx, doing, input.id);
  await linkAnswers(trx, doing, input.id, input.answers);
  await keepVersion(trx, doing, {
    kind: 'priority',
    id: input.id,
    version: input.version + 1,
    content: { ...words, answers: input.answers },
  });
  await tell(trx, doing, {
    name: 'strategy/priority-changed',
    about: ref,
    isPublic: isPublicPriority(before),
    sentence: `The priority ${quoted(input.title)} was changed`,
  });
  return ok({ slug });
}

/** Publishes or retires a priority; its outcomes, objections and commitments become public with it. */
export async function changePriorityStatus(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  command: PriorityCommand,
): Promise<Result<PriorityStatus, PriorityRefusal | 'strategy/gone' | 'strategy/changed-meanwhile'>> {
  const place = doing.place.id;
  const before = await priorityById(trx, place, id);
  if (before === undefined) return fail('strategy/gone');
  const answers = (await countAnswers(trx, place, [id])).get(id) ?? 0;
  const evidence = (await evidenceOf(trx, place, id)).length;
  const next = decidePriority(before.status, command, { answers, evidence });
  if (!next.ok) return next;
  const done = await trx
    .updateTable('priority')
    .set({ status: next.value, version: before.version + 1 })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('version', '=', before.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('strategy/changed-meanwhile');
  await rewriteCardsUnder(trx, doing, id);
  await keepVersion(trx, doing, {
    kind: 'priority',
    id,
    version: before.version + 1,
    content: { title: before.title, summary: before.summary, status: next.value },
  });
  await tell(trx, doing, {
    name: command === 'publish' ? 'strategy/priority-published' : 'strategy/priority-retired',
    about: { kind: 'priority', id },
    isPublic: true,
    sentence:
      command === 'publish'
        ? `${quoted(before.title)} became a priority of this place`
        : `${quoted(before.title)} is no longer a priority of this place`,
  });
  return next;
}
