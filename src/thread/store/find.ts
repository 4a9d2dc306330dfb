import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Uuid } from '../../kernel/ids.ts';
import type { Relation, ThreadKind, ThreadRef } from '../../kernel/thread-ref.ts';
import type { Trx } from '../../platform/database/database.ts';

/** Where the links of one relation lead from some records of a kind; only links this reader may see. */
export async function linksFrom(
  trx: Trx,
  place: Uuid,
  kind: ThreadKind,
  ids: readonly Uuid[],
  relation: Relation,
): Promise<{ from: Uuid; to: ThreadRef }[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('thread_link')
    .select(['from_id', 'to_kind', 'to_id'])
    .where('place_id', '=', place)
    .where('from_kind', '=', kind)
    .where('from_id', 'in', [...ids])
    .where('relation', '=', relation)
    .execute();
  return rows.map((row) => ({ from: row.from_id, to: { kind: row.to_kind as ThreadKind, id: row.to_id } }));
}

/** One step along the thread: over links that lead `to` a kind, or against links that come `from` one. */
export type Hop = { by: Relation } & ({ to: ThreadKind } | { from: ThreadKind });

/**
 * Where a way along links leads from some records of a kind, in one statement however many steps it has: each end with
 * the record that it was reached from. Only links within the place that this reader may see.
 */
export async function recordsAlong(
  trx: Trx,
  place: Uuid,
  start: { kind: ThreadKind; ids: readonly Uuid[] },
  hops: readonly Hop[],
): Promise<{ start: Uuid; end: Uuid }[]> {
  if (start.ids.length === 0) return [];
  let at = { kind: start.kind, is: sql`= any(${[...start.ids]}::uuid[])` };
  const conditions = hops.map((hop, index) => {
    const [near, far] = 'to' in hop ? ['from', 'to'] : ['to', 'from'];
    const column = (end: string, what: 'kind' | 'id') => sql.ref(`l${index}.${end}_${what}`);
    const next = 'to' in hop ? hop.to : hop.from;
    const condition = sql`${sql.ref(`l${index}.place_id`)} = ${place} and ${sql.ref(`l${index}.to_place_id`)} = ${place}
      and ${sql.ref(`l${index}.relation`)} = ${hop.by} and ${column(far ?? '', 'kind')} = ${next}
      and ${column(near ?? '', 'kind')} = ${at.kind} and ${column(near ?? '', 'id')} ${at.is}`;
    at = { kind: next, is: sql`= ${column(far ?? '', 'id')}` };
    return condition;
  });
  const tables = hops.map((_, index) => sql`thread_link as ${sql.id(`l${index}`)}`);
  const [first, last] = [hops[0], hops.at(-1)];
  if (first === undefined || last === undefined) return start.ids.map((id) => ({ start: id, end: id }));
  const { rows } = await sql<{ start: Uuid; end: Uuid }>`
    select distinct ${sql.ref(`l0.${'to' in first ? 'from' : 'to'}_id`)} as start,
           ${sql.ref(`l${hops.length - 1}.${'to' in last ? 'to' : 'from'}_id`)} as "end"
      from ${sql.join(tables)} where ${sql.join(conditions, sql` and `)}`.execute(trx);
  return rows;
}

/** Records of some kinds whose title has each of `words` in it, the newest first: for choosing from a list. */
export async function recordsWithWords(
  trx: Trx,
  place: Uuid,
  kinds: readonly ThreadKind[],
  words: string,
  limit: number,
): Promise<ThreadRef[]> {
  let query = trx
    .selectFrom('thread_record')
    .select(['kind', 'id'])
    .where('place_id', '=', place)
    .where('kind', 'in', [...kinds]);
  const each = words.split(/\s+/).filter((word) => word !== '');
  for (const word of each.slice(0, 8)) query = query.where('title', 'ilike', `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const rows = await query.orderBy('updated_at', 'desc').orderBy('id').limit(limit).execute();
  return rows.map((row) => ({ kind: row.kind as ThreadKind, id: row.id }));
}

/** True of rows whose `column` is the id of a record at the far end of a link of one relation, which this reader may see. */
export function isLinkedTo(place: Uuid, kind: ThreadKind, column: string, relation: Relation): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select 1 from thread_link l where l.to_place_id = ${place} and l.to_kind = ${kind}
    and l.to_id = ${sql.ref(column)} and l.relation = ${relation})`;
}

/** The same of rows whose `column` is the id of a record at the near end of such a link. */
export function isLinkedFrom(place: Uuid, kind: ThreadKind, column: string, relation: Relation): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select 1 from thread_link l where l.place_id = ${place} and l.from_kind = ${kind}
    and l.from_id = ${sql.ref(column)} and l.relation = ${relation})`;
}

/** The title and address of the record of `kind` whose id stands in `column`; null where this reader may not see it. */
export function shortCard(
  place: Uuid,
  kind: ThreadKind,
  column: string,
): RawBuilder<{ title: string; address: string } | null> {
  return sql`(select jsonb_build_object('title', card.title, 'address', card.address) from thread_record card
    where card.place_id = ${place} and card.kind = ${kind} and card.id = ${sql.ref(column)})`;
}

/** What the cards of some records say now, by id: for writing only those that would change. */
export async function cardWords(
  trx: Trx,
  place: Uuid,
  kind: ThreadKind,
  ids: readonly Uuid[],
): Promise<Map<Uuid, { title: string; summary: string; visibility: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('thread_record')
    .select(['id', 'title', 'summary', 'visibility'])
    .where('place_id', '=', place)
    .where('kind', '=', kind)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, ...words }) => [id, words]));
}

/** Which records link to some records of a kind by one relation; only links within the place that this reader may see. */
export async function linksTo(
  trx: Trx,
  place: Uuid,
  kind: ThreadKind,
  ids: readonly Uuid[],
  relation: Relation,
): Promise<{ from: ThreadRef; to: Uuid }[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('thread_link')
    .select(['from_kind', 'from_id', 'to_id'])
    .where('place_id', '=', place)
    .where('to_place_id', '=', place)
    .where('to_kind', '=', kind)
    .where('to_id', 'in', [...ids])
    .where('relation', '=', relation)
    .execute();
  return rows.map((row) => ({ from: { kind: row.from_kind as ThreadKind, id: row.from_id }, to: row.to_id }));
}

/** Where a record is shown; undefined where this reader may not see it. */
export async function addressOf(trx: Trx, place: Uuid, record: ThreadRef): Promise<string | undefined> {
  const card = await trx
    .selectFrom('thread_record')
    .select('address')
    .where('place_id', '=', place)
    .where('kind', '=', record.kind)
    .where('id', '=', record.id)
    .executeTakeFirst();
  return card?.address;
}

/** The record of a kind whose title begins with some words, the first that was made; only what this reader may see. */
export async function cardCalled(
  trx: Trx,
  place: Uuid,
  kind: ThreadKind,
  words: string,
): Promise<{ id: Uuid; address: string } | undefined> {
  return await trx
    .selectFrom('thread_record')
    .select(['id', 'address'])
    .where('place_id', '=', place)
    .where('kind', '=', kind)
    .where('title', 'like', `${words.replaceAll(/[\\%_]/g, '\\$&')}%`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}
