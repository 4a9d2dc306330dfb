import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Uuid } from '../../kernel/ids.ts';
import type { Relation, ThreadKind, ThreadRef } from '../../kernel/thread-ref.ts';
import type { Trx } from '../../platform/database/database.ts';

/** A card as it is read: the place it belongs to comes with it, because links cross tiers. */
export type SeenCard = {
  place: Uuid;
  kind: ThreadKind;
  id: Uuid;
  title: string;
  summary: string;
  address: string;
  updatedAt: Date;
  /** The person whose record it belongs to, where it is personal. */
  person?: Uuid | undefined;
};

/** A link between two cards that the reader may both see. */
export type SeenLink = { from: string; relation: Relation; to: string };

/** Names a record across places: what maps and sets of records are keyed by. */
export function keyOf(card: { place: Uuid; kind: string; id: Uuid }): string {
  return `${card.place}/${card.kind}/${card.id}`;
}

type Row = {
  place_id: string;
  kind: string;
  id: string;
  title: string;
  summary: string;
  address: string;
  updated_at: Date;
  person_id?: string | null;
};
function toCard(row: Row): SeenCard {
  return {
    place: row.place_id,
    kind: row.kind as ThreadKind,
    id: row.id,
    title: row.title,
    summary: row.summary,
    address: row.address,
    updatedAt: row.updated_at,
    ...(typeof row.person_id === 'string' ? { person: row.person_id } : {}),
  };
}

/** The cards of `refs` that this reader may see, in no order. */
export async function cardsOf(trx: Trx, place: Uuid, refs: readonly ThreadRef[]): Promise<SeenCard[]> {
  if (refs.length === 0) return [];
  const rows = await trx
    .selectFrom('thread_record')
    .select(['place_id', 'kind', 'id', 'title', 'summary', 'address', 'updated_at', 'person_id'])
    .where('place_id', '=', place)
    .where(isOneOf('kind', 'id', refs))
    .execute();
  return rows.map(toCard);
}

/** The cards to which the links of one relation lead from a record, within the place. */
export async function cardsLinkedFrom(
  trx: Trx,
  place: Uuid,
  record: ThreadRef,
  relation: Relation,
): Promise<SeenCard[]> {
  const rows = await trx
    .selectFrom('thread_link as l')
    .innerJoin('thread_record as r', (join) =>
      join.onRef('r.place_id', '=', 'l.to_place_id').onRef('r.kind', '=', 'l.to_kind').onRef('r.id', '=', 'l.to_id'),
    )
    .select(['r.place_id', 'r.kind', 'r.id', 'r.title', 'r.summary', 'r.address', 'r.updated_at', 'r.person_id'])
    .where('l.place_id', '=', place)
    .where('l.to_place_id', '=', place)
    .where('l.from_kind', '=', record.kind)
    .where('l.from_id', '=', record.id)
    .where('l.relation', '=', relation)
    .execute();
  return rows.map(toCard);
}

/** True of the rows whose kind and id are those of one of `refs`: no two records of whatever kind have the same id. */
function isOneOf(kind: string, id: string, refs: readonly ThreadRef[]): RawBuilder<SqlBool> {
  const kinds = [...new Set(refs.map((ref) => ref.kind))];
  const ids = refs.map((ref) => ref.id);
  return sql<SqlBool>`${sql.ref(id)} = any (${ids}::uuid[]) and ${sql.ref(kind)} = any (${kinds}::text[])`;
}

type LinkRow = {
  from_place: string;
  from_kind: string;
  from_id: string;
  relation: string;
  to_place: string;
  to_kind: string;
  to_id: string;
} & Row;

/** More links than this are not looked at in one step. */
const mostLinks = 500;

async function step(trx: Trx, direction: 'up' | 'down', cards: readonly SeenCard[]): Promise<LinkRow[]> {
  // From a record one goes *up* along its own links (a commitment pursues an outcome) and *down* against the links of others.
  const near = direction === 'up' ? 'from' : 'to';
  const far = direction === 'up' ? 'to' : 'from';
  const columns = { from: 'l.place_id', to: 'l.to_place_id' };
  const result = await sql<LinkRow>`
    select l.place_id as from_place, l.from_kind, l.from_id, l.relation, l.to_place_id as to_place, l.to_kind, l.to_id,
           r.place_id, r.kind, r.id, r.title, r.summary, r.address, r.updated_at, r.person_id
      from thread_link l
      join thread_record r on r.place_id = ${sql.ref(columns[far])} and r.kind = ${sql.ref(`l.${far}_kind`)} and r.id = ${sql.ref(`l.${far}_id`)}
     where ${sql.ref(columns[near])} = any (${[...new Set(cards.map((card) => card.place))]}::uuid[])
       and ${isOneOf(`l.${near}_kind`, `l.${near}_id`, cards)}
     order by r.kind, r.title, r.id limit ${mostLinks}`.execute(trx);
  return result.rows;
}

/** A record with everything within `steps` links of it, each way; `isCut` where a level has more than are listed. */
export type Surroundings = {
  centre: SeenCard;
  up: SeenCard[][];
  down: SeenCard[][];
  links: SeenLink[];
  isCut: boolean;
};

/** So many records of a level are listed and followed further. */
export const mostInLevel = 50;

/**
 * Follows the thread from a record: level by level, up and down, at most `steps` each way. One query a level, whatever
 * the number of records; at most `mostInLevel` are listed in each. A record is listed once, at the nearest level.
 * @returns undefined when the record is not there for this reader.
 */
export async function surroundings(
  trx: Trx,
  place: Uuid,
  ref: ThreadRef,
  steps = 3,
): Promise<Surroundings | undefined> {
  const [centre] = await cardsOf(trx, place, [ref]);
  if (centre === undefined) return undefined;
  const links: SeenLink[] = [];
  let isCut = false;
  async function walk(from: SeenCard, direction: 'up' | 'down'): Promise<SeenCard[][]> {
    const seen = new Set([keyOf(from)]);
    const levels: SeenCard[][] = [];
    let frontier = [from];
    while (frontier.length > 0 && levels.length < steps) {
      const here = new Set(frontier.map(keyOf));
      const next = new Map<string, SeenCard>();
      const rows = await step(trx, direction, frontier);
      for (const row of rows) {
        const fromKey = `${row.from_place}/${row.from_kind}/${row.from_id}`;
        const toKey = `${row.to_place}/${row.to_kind}/${row.to_id}`;
        if (!here.has(direction === 'up' ? fromKey : toKey)) continue;
        const card = toCard(row);
        // From one person's record the thread leads to what all may see and back to their own; never from there to other people's.
        if (card.person !== undefined && card.person !== centre?.person) continue;
        links.push({ from: fromKey, relation: row.relation as Relation, to: toKey });
        if (!seen.has(keyOf(card))) next.set(keyOf(card), card);
      }
      for (const key of next.keys()) seen.add(key);
      const level = [...next.values()].sort((a, b) => a.kind.localeCompare(b.kind) || a.title.localeCompare(b.title));
      isCut ||= level.length > mostInLevel;
      frontier = level.slice(0, mostInLevel);
      if (frontier.length > 0) levels.push(frontier);
    }
    return levels;
  }
  const [up, down] = await Promise.all([walk(centre, 'up'), walk(centre, 'down')]);
  return { centre, up, down, links, isCut };
}

/** Something that happened, as it is read. */
export type SeenEvent = {
  id: Uuid;
  at: Date;
  name: string;
  sentence: string;
  kind: ThreadKind;
  recordId: Uuid;
  address: string | undefined;
};

/** What happened, newest first: in the place, or to one record. `after` is the id of the last event already shown. */
export async function eventsOf(
  trx: Trx,
  place: Uuid,
  options: { about?: readonly ThreadRef[]; after?: Uuid | undefined; limit: number },
): Promise<SeenEvent[]> {
  let newest = trx
    .selectFrom('thread_event as x')
    .select(['x.id', 'x.at', 'x.name', 'x.sentence', 'x.kind', 'x.record_id', 'x.place_id'])
    .where('x.place_id', '=', place)
    .orderBy('x.at', 'desc')
    .orderBy('x.id', 'desc')
    .limit(options.limit);
  if (options.about !== undefined) newest = newest.where(isOneOf('x.kind', 'x.record_id', options.about));
  if (options.after !== undefined) {
    const last = options.after;
    newest = newest.where(
      sql<boolean>`(x.at, x.id) < (select y.at, y.id from thread_event y where y.place_id = ${place} and y.id = ${last})`,
    );
  }
  // The cards are looked up for the few events that are shown, not joined to all there ever were.
  const query = trx
    .selectFrom(newest.as('e'))
    .leftJoin('thread_record as r', (join) =>
      join.onRef('r.place_id', '=', 'e.place_id').onRef('r.kind', '=', 'e.kind').onRef('r.id', '=', 'e.record_id'),
    )
    .select(['e.id', 'e.at', 'e.name', 'e.sentence', 'e.kind', 'e.record_id', 'r.address'])
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc');
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    name: row.name,
    sentence: row.sentence,
    kind: row.kind as ThreadKind,
    recordId: row.record_id,
    address: row.address ?? undefined,
  }));
}

/** A record that search found, best first. */
export type Found = SeenCard & { score: number };

/**
 * Searches everything the reader may see in a place: words by their stems in English, and where nothing public holds
 * them, near-misses by shared triples of letters, so that a slip of the finger still finds. At most 50.
 */
export async function searchRecords(
  trx: Trx,
  place: Uuid,
  words: string,
  kind: ThreadKind | undefined,
): Promise<Found[]> {
  const result = await sql<Row & { score: number }>`
    with found as (
      select kind, id, score from thread.public_cards_with(${words}, ${kind ?? null})
      union all
      (select r.kind, r.id, thread.score_of(r.stems, r.title, ${words}) as score
         from thread_record r
        where r.place_id = ${place} and r.visibility in ('partner', 'personal') and (${kind ?? null}::text is null or r.kind = ${kind ?? null})
          and (r.stems @@ websearch_to_tsquery('english', ${words})
            or word_similarity(lower(${words}), lower(r.title)) >= 0.5 or word_similarity(lower(${words}), lower(r.summary)) >= 0.6)
        order by score desc, r.updated_at desc, r.id limit 50))
    select r.place_id, r.kind, r.id, r.title, r.summary, r.address, r.updated_at, f.score
      from found f join thread_record r on r.place_id = ${place} and r.kind = f.kind and r.id = f.id
     order by f.score desc, r.updated_at desc, r.id limit 50`.execute(trx);
  return result.rows.map((row) => ({ ...toCard(row), score: row.score }));
}
