import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { linksFrom, recordsWithWords } from '../../../thread/store/find.ts';
import { cardsLinkedFrom, cardsOf, type SeenCard } from '../../../thread/store/read.ts';
import { recordOnceAt } from '../../../thread/store/slugs.ts';
import type { PriorityStatus } from '../domain/priority.ts';

export type Priority = {
  id: Uuid;
  slug: string;
  title: string;
  summary: string;
  status: PriorityStatus;
  position: number;
  version: number;
};

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
    .orderBy('id')
    .execute();
  return rows.map(toPriority);
}

/** Some of them, in the same order; `after` is the last one already shown. */
export async function prioritiesAfter(
  trx: Trx,
  place: Uuid,
  page: { after: Uuid | undefined; limit: number },
): Promise<Priority[]> {
  let query = trx
    .selectFrom('priority')
    .select(columns)
    .where('place_id', '=', place)
    .orderBy('position')
    .orderBy('title')
    .orderBy('id')
    .limit(page.limit);
  if (page.after !== undefined)
    query = query.where(
      sql<boolean>`(position, title, id) > (select x.position, x.title, x.id from priority x where x.place_id = ${place} and x.id = ${page.after})`,
    );
  return (await query.execute()).map(toPriority);
}

const priorityRows = prepared((db, place: Uuid, ids: readonly Uuid[]) =>
  db
    .selectFrom('priority')
    .select(columns)
    .where('place_id', '=', place)
    .where('id', 'in', [...ids])
    .orderBy('position')
    .orderBy('title'),
);

/** The priorities of `ids` that this reader may see. */
export async function prioritiesOf(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Priority[]> {
  if (ids.length === 0) return [];
  const rows = await priorityRows(trx, place, ids);
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
  const cards = await cardsLinkedFrom(trx, place, { kind: 'priority', id: priority }, 'answers');
  return cards.sort((a, b) => a.title.localeCompare(b.title));
}

/** How many statements each priority answers. */
export async function countAnswers(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, number>> {
  const counts = new Map<Uuid, number>();
  for (const { from } of await linksFrom(trx, place, 'priority', ids, 'answers'))
    counts.set(from, (counts.get(from) ?? 0) + 1);
  return counts;
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
  const found = await recordsWithWords(trx, place, ['statement', 'theme'], words, limit);
  const cards = await cardsOf(trx, place, [...chosen, ...found]);
  const isChosen = new Set(chosen.map((ref) => ref.id));
  return cards.sort(
    (a, b) => Number(isChosen.has(b.id)) - Number(isChosen.has(a.id)) || a.title.localeCompare(b.title),
  );
}
