import type { Uuid } from '../../../kernel/ids.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import { cardsOf, type SeenCard } from '../../../thread/store/read.ts';
import { link, unlink } from '../../../thread/store/write.ts';
import { decidePriority, type PriorityCommand, type PriorityRefusal, type PriorityStatus } from '../domain/priority.ts';
import { isPublicPriority, rewriteCardsUnder, writePriorityCard } from './cards.ts';
import { accountOf, type Doing } from './doing.ts';
import { quoted, tell } from './events.ts';
import { freeSlug, keepOldSlug, recordOnceAt } from './slugs.ts';
import { keepVersion } from './versions.ts';

export type Priority = {
  id: Uuid;
  slug: string;
  title: string;
  summary: string;
  status: PriorityStatus;
  position: number;
  version: number;
};

export type Evidence = {
  id: Uuid;
  finding: string;
  figure: string;
  source: string;
  sourceAddress: string | undefined;
  asOf: LocalDate | undefined;
  invented: boolean;
};
/** Somebody, or a group, that helped to shape a priority. */
export type Voice = { id: Uuid; who: string; how: string };

export type EditRefusal = 'strategy/changed-meanwhile' | 'strategy/gone' | 'priority/statement-gone';

const columns = ['id', 'slug', 'title', 'summary', 'status', 'position', 'version'] as const;

function toPriority(row: Omit<Priority, 'status'> & { status: string }): Priority {
  return { ...row, status: row.status as PriorityStatus };
}

/** Every priority this reader may see: those in use first, in the order that the planners chose. */
export async function allPriorities(trx: Trx, place: Uuid): Promise<Priority[]> {
  const rows = await trx
    .selectFrom('priority')
    .select(columns)
    .where('place_id', '=', place)
    .orderBy('position')
    .orderBy('title')
    .execute();
  return rows.map(toPriority);
}

/** The priorities of `ids` that this reader may see. */
export async function prioritiesOf(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Priority[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('priority')
    .select(columns)
    .where('place_id', '=', place)
    .where('id', 'in', [...ids])
    .orderBy('position')
    .orderBy('title')
    .execute();
  return rows.map(toPriority);
}

export async function priorityById(trx: Trx, place: Uuid, id: Uuid): Promise<Priority | undefined> {
  return (await prioritiesOf(trx, place, [id]))[0];
}

/** A record at an address: here, moved to a newer address, or not there for this reader. */
export type Found<T> = { kind: 'here'; record: T } | { kind: 'moved'; slug: string } | { kind: 'none' };

/** The priority at `slug`, also when the slug is an old one. */
export async function findPriority(trx: Trx, place: Uuid, slug: string): Promise<Found<Priority>> {
  const row = await trx
    .selectFrom('priority')
    .select(columns)
    .where('place_id', '=', place)
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (row !== undefined) return { kind: 'here', record: toPriority(row) };
  const id = await recordOnceAt(trx, place, 'priority', slug);
  const now = id === undefined ? undefined : await priorityById(trx, place, id);
  return now === undefined ? { kind: 'none' } : { kind: 'moved', slug: now.slug };
}

/** The statements and themes that a priority answers, as their cards; only what this reader may see. */
export async function answersOf(trx: Trx, place: Uuid, priority: Uuid): Promise<SeenCard[]> {
  const links = await trx
    .selectFrom('thread_link')
    .select(['to_kind', 'to_id'])
    .where('place_id', '=', place)
    .where('from_kind', '=', 'priority')
    .where('from_id', '=', priority)
    .where('relation', '=', 'answers')
    .execute();
  const cards = await cardsOf(
    trx,
    place,
    links.map((row) => ({ kind: row.to_kind, id: row.to_id }) as ThreadRef),
  );
  return cards.sort((a, b) => a.title.localeCompare(b.title));
}

/** How many statements each priority answers. */
export async function countAnswers(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, number>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('thread_link')
    .select((eb) => ['from_id', eb.fn.countAll<number>().as('answers')])
    .where('place_id', '=', place)
    .where('from_kind', '=', 'priority')
    .where('relation', '=', 'answers')
    .where('from_id', 'in', [...ids])
    .groupBy('from_id')
    .execute();
  return new Map(rows.map((row) => [row.from_id, row.answers]));
}

/**
 * Statements and themes to choose from: those whose words contain `words`, the newest first, at most `limit`, and always
 * those already chosen.
 */
export async function statementsToChoose(
  trx: Trx,
  place: Uuid,
  words: string,
  chosen: readonly ThreadRef[],
  limit = 60,
): Promise<SeenCard[]> {
  let query = trx
    .selectFrom('thread_record')
    .select(['kind', 'id'])
    .where('place_id', '=', place)
    .where('kind', 'in', ['statement', 'theme']);
  for (const word of words
    .split(/\s+/)
    .filter((one) => one !== '')
    .slice(0, 8))
    query = query.where('title', 'ilike', `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const rows = await query.orderBy('updated_at', 'desc').orderBy('id').limit(limit).execute();
  const refs = [...chosen, ...rows.map((row) => ({ kind: row.kind, id: row.id }) as ThreadRef)];
  const cards = await cardsOf(trx, place, refs);
  const isChosen = new Set(chosen.map((ref) => ref.id));
  return cards.sort(
    (a, b) => Number(isChosen.has(b.id)) - Number(isChosen.has(a.id)) || a.title.localeCompare(b.title),
  );
}

export async function evidenceOf(trx: Trx, place: Uuid, priority: Uuid): Promise<Evidence[]> {
  const rows = await trx
    .selectFrom('need_evidence')
    .select(['id', 'finding', 'figure', 'source', 'source_address', 'as_of', 'invented'])
    .where('place_id', '=', place)
    .where('priority_id', '=', priority)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    finding: row.finding,
    figure: row.figure,
    source: row.source,
    sourceAddress: row.source_address ?? undefined,
    asOf: (row.as_of as LocalDate | null) ?? undefined,
    invented: row.invented,
  }));
}

export async function voicesOf(trx: Trx, place: Uuid, priority: Uuid): Promise<Voice[]> {
  return await trx
    .selectFrom('priority_voice')
    .select(['id', 'who', 'how'])
    .where('place_id', '=', place)
    .where('priority_id', '=', priority)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

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

async function tellChanged(trx: Trx, doing: Doing, id: Uuid, what: string, sentence: string): Promise<void> {
  const priority = await priorityById(trx, doing.place.id, id);
  if (priority === undefined) return;
  await tell(trx, doing, {
    name: `strategy/${what}`,
    about: { kind: 'priority', id },
    isPublic: isPublicPriority(priority),
    sentence: `${sentence} the priority ${quoted(priority.title)}`,
  });
  await raisePublicVersion(trx, doing.place.id);
}

/** Adds a finding about need, always with where it comes from. */
export async function addEvidence(
  trx: Trx,
  doing: Doing,
  priority: Uuid,
  input: Omit<Evidence, 'id'>,
): Promise<{ id: Uuid }> {
  const id = doing.newId();
  await trx
    .insertInto('need_evidence')
    .values({
      place_id: doing.place.id,
      id,
      priority_id: priority,
      finding: input.finding,
      figure: input.figure,
      source: input.source,
      source_address: input.sourceAddress ?? null,
      as_of: input.asOf ?? null,
      invented: input.invented,
      position: (await evidenceOf(trx, doing.place.id, priority)).length,
    })
    .execute();
  await keepVersion(trx, doing, { kind: 'need-evidence', id, version: 1, content: input });
  await tellChanged(trx, doing, priority, 'evidence-added', 'Evidence of need was added to');
  return { id };
}

/** Takes a finding away; its words stay in the versions. */
export async function removeEvidence(trx: Trx, doing: Doing, priority: Uuid, id: Uuid): Promise<void> {
  const done = await trx
    .deleteFrom('need_evidence')
    .where('place_id', '=', doing.place.id)
    .where('priority_id', '=', priority)
    .where('id', '=', id)
    .executeTakeFirst();
  if (Number(done.numDeletedRows) > 0)
    await tellChanged(trx, doing, priority, 'evidence-removed', 'Evidence of need was taken away from');
}

/** Says who helped to shape a priority, and how. */
export async function addVoice(
  trx: Trx,
  doing: Doing,
  priority: Uuid,
  input: Omit<Voice, 'id'>,
): Promise<{ id: Uuid }> {
  const id = doing.newId();
  await trx
    .insertInto('priority_voice')
    .values({
      place_id: doing.place.id,
      id,
      priority_id: priority,
      who: input.who,
      how: input.how,
      position: (await voicesOf(trx, doing.place.id, priority)).length,
    })
    .execute();
  await keepVersion(trx, doing, { kind: 'priority-voice', id, version: 1, content: input });
  await tellChanged(trx, doing, priority, 'voice-added', 'People were named who shaped');
  return { id };
}

export async function removeVoice(trx: Trx, doing: Doing, priority: Uuid, id: Uuid): Promise<void> {
  const done = await trx
    .deleteFrom('priority_voice')
    .where('place_id', '=', doing.place.id)
    .where('priority_id', '=', priority)
    .where('id', '=', id)
    .executeTakeFirst();
  if (Number(done.numDeletedRows) > 0)
    await tellChanged(trx, doing, priority, 'voice-removed', 'A name was taken from those who shaped');
}
