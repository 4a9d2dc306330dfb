import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { isLinkedTo } from '../../../thread/store/find.ts';
import type { Counts } from '../domain/counts.ts';
import type { ShownResult } from '../domain/shown-result.ts';
import type { AnsweredTwice } from './answered-twice.ts';
import { toShown } from './cards.ts';
import type { Participation } from './conversations.ts';

export type SectorResult = { label: string; seen: number; agrees: number; disagrees: number; passes: number };
export type StatementResult = ShownResult & {
  id: Uuid;
  number: number;
  body: string;
  agreePercent: number | undefined;
  sectors: SectorResult[];
  /** The same people at two times. */
  twice: AnsweredTwice;
};

/** Which results to read: all, one, or a page of them after the statement with the number `after`. */
type Which = { number?: number; after?: number | undefined; limit?: number };

/** The published results of a conversation, by class and number: what anybody may read. */
export async function publishedResults(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  which: Which = {},
): Promise<StatementResult[]> {
  let query = trx
    .selectFrom('statement_result as r')
    .innerJoin('statement as s', (join) =>
      join.onRef('s.place_id', '=', 'r.place_id').onRef('s.id', '=', 'r.statement_id'),
    )
    .select(['s.id', 's.number', 's.body', 'r.seen', 'r.agrees', 'r.disagrees', 'r.passes', 'r.class'])
    .select(['r.agree_percent', 'r.sectors', 'r.twice'])
    .where('r.place_id', '=', place)
    .where('r.conversation_id', '=', conversation)
    .where('s.status', '=', 'approved')
    .orderBy('r.rank')
    .orderBy('s.number');
  if (which.number !== undefined) query = query.where('s.number', '=', which.number);
  if (which.limit !== undefined) query = query.limit(which.limit);
  if (which.after !== undefined)
    query = query.where(
      sql<boolean>`(r.rank, s.number) > (select y.rank, x.number from statement x join statement_result y on y.place_id = x.place_id and y.statement_id = x.id where x.place_id = ${place} and x.conversation_id = ${conversation} and x.number = ${which.after})`,
    );
  const rows = await query.execute();
  return rows.map((row) => ({
    ...toShown(row),
    id: row.id,
    number: row.number,
    body: row.body,
    agreePercent: row.agree_percent ?? undefined,
    sectors: (row.sectors ?? []) as SectorResult[],
    twice: (row.twice ?? {}) as AnsweredTwice,
  }));
}

export type PublicFigures = Participation & { publishedAt: Date | undefined };

/** How many took part, as far as the public may know. */
export async function participationOf(trx: Trx, place: Uuid, conversation: Uuid): Promise<PublicFigures | undefined> {
  const row = await trx
    .selectFrom('conversation_result')
    .select(['people', 'votes', 'statements', 'published_at'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        people: row.people ?? undefined,
        votes: row.votes ?? undefined,
        statements: row.statements,
        publishedAt: row.published_at ?? undefined,
      };
}

export type ExactResult = { id: Uuid; number: number; body: string; kind: string; status: string; counts: Counts };

/** The exact counts of every statement, for facilitators and analysts: the database gives them to nobody else. */
export async function exactResults(trx: Trx, place: Uuid, conversation: Uuid): Promise<ExactResult[]> {
  const rows = await trx
    .selectFrom('statement_tally as t')
    .innerJoin('statement as s', (join) =>
      join.onRef('s.place_id', '=', 't.place_id').onRef('s.id', '=', 't.statement_id'),
    )
    .select(['s.id', 's.number', 's.body', 's.kind', 's.status', 't.agrees', 't.disagrees', 't.passes'])
    .where('t.place_id', '=', place)
    .where('t.conversation_id', '=', conversation)
    .orderBy('s.number')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    body: row.body,
    kind: row.kind,
    status: row.status,
    counts: {
      agree: row.agrees,
      disagree: row.disagrees,
      pass: row.passes,
      seen: row.agrees + row.disagrees + row.passes,
    },
  }));
}

/** The published results of some statements of the place, by id. */
export async function resultsOfStatements(
  trx: Trx,
  place: Uuid,
  ids: readonly Uuid[],
): Promise<Map<Uuid, ShownResult | undefined>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('statement as s')
    .leftJoin('statement_result as r', (join) =>
      join.onRef('r.place_id', '=', 's.place_id').onRef('r.statement_id', '=', 's.id'),
    )
    .select(['s.id', 'r.seen', 'r.agrees', 'r.disagrees', 'r.passes', 'r.class'])
    .where('s.place_id', '=', place)
    .where('s.status', '=', 'approved')
    .where('s.id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.class === null ? undefined : toShown({ ...row, class: row.class })]));
}

export type SharedStatement = StatementResult & { slug: string; question: string };

/** Statements of the place that people agree on, the largest published share first. */
export async function strongestShared(trx: Trx, place: Uuid, limit: number): Promise<SharedStatement[]> {
  const rows = await sharedQuery(trx, place)
    .orderBy(sql`r.agrees::float8 / nullif(r.seen, 0)`, (order) => order.desc().nullsLast())
    .orderBy('r.seen', (order) => order.desc().nullsLast())
    .orderBy('r.statement_id')
    .limit(limit)
    .execute();
  return rows.map(toSharedStatement);
}

/** Statements that people agree on and that no priority answers; at most `limit`. */
export async function sharedWithoutAnswer(trx: Trx, place: Uuid, limit: number): Promise<SharedStatement[]> {
  const rows = await sharedQuery(trx, place)
    .where((eb) => eb.not(isLinkedTo(place, 'statement', 's.id', 'answers')))
    .orderBy('r.rank')
    .orderBy('s.id')
    .limit(limit)
    .execute();
  return rows.map(toSharedStatement);
}

function sharedQuery(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('statement_result as r')
    .innerJoin('statement as s', (join) =>
      join.onRef('s.place_id', '=', 'r.place_id').onRef('s.id', '=', 'r.statement_id'),
    )
    .innerJoin('conversation as c', (join) =>
      join.onRef('c.place_id', '=', 'r.place_id').onRef('c.id', '=', 'r.conversation_id'),
    )
    .select(['s.id', 's.number', 's.body', 'r.seen', 'r.agrees', 'r.disagrees', 'r.passes', 'r.class'])
    .select(['r.agree_percent', 'c.slug', 'c.question'])
    .where('r.place_id', '=', place)
    .where('r.class', '=', 'agree')
    .where('s.status', '=', 'approved')
    .where('c.status', 'in', ['open', 'closed']);
}

function toSharedStatement(row: {
  id: string;
  number: number;
  body: string;
  seen: number | null;
  agrees: number | null;
  disagrees: number | null;
  passes: number | null;
  class: string;
  agree_percent: number | null;
  slug: string;
  question: string;
}): SharedStatement {
  return {
    ...toShown(row),
    id: row.id,
    number: row.number,
    body: row.body,
    agreePercent: row.agree_percent ?? undefined,
    sectors: [],
    twice: {},
    slug: row.slug,
    question: row.question,
  };
}
