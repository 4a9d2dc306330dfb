import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { decideStatement, type StatementRefusal, type StatementState } from '../domain/life-cycle.ts';
import type { Doing } from './doing.ts';
import {
  addStatement,
  moderateStatement,
  refreshCards,
  stateOf,
  statementByNumber,
  submitStatement,
} from './statements.ts';

export type Relation = 'split-into' | 'merged-into' | 'reworded-as';
/** A statement that another came from or went into, as far as the reader may see it. */
export type Related = { relation: Relation; number: number; body: string };

async function link(
  trx: Trx,
  doing: Doing,
  one: { conversation: Uuid; from: Uuid; relation: Relation; to: Uuid },
): Promise<void> {
  await trx
    .insertInto('statement_link')
    .values({
      place_id: doing.place.id,
      conversation_id: one.conversation,
      from_id: one.from,
      relation: one.relation,
      to_id: one.to,
      account_id: doing.account ?? null,
      at: doing.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Makes two or more statements of one: they begin without votes, and say where they come from. The first is set aside with its votes,
 * and its author reads what became of it.
 */
export async function splitStatement(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  statement: Uuid,
  bodies: readonly string[],
): Promise<Result<number[], StatementRefusal | 'statement/gone'>> {
  const command = { kind: 'reject', reason: bodies.length > 1 ? 'two-ideas' : 'unclear', note: '' } as const;
  const rejected = await moderateStatement(trx, doing, conversation, statement, command);
  if (!rejected.ok) return rejected;
  const numbers: number[] = [];
  for (const body of bodies) {
    const added = await addStatement(trx, doing, { conversation, body, origin: 'derived' });
    const relation = bodies.length > 1 ? 'split-into' : 'reworded-as';
    await link(trx, doing, { conversation, from: statement, relation, to: added.id });
    numbers.push(added.number);
  }
  await raisePublicVersion(trx, doing.place.id);
  return ok(numbers);
}

/** Joins a statement to another that says the same. Its votes are not moved: people judged other words. */
export async function mergeStatement(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  statement: Uuid,
  intoNumber: number,
): Promise<Result<number, StatementRefusal | 'statement/gone'>> {
  const into = await statementByNumber(trx, doing.place.id, conversation, intoNumber);
  if (into === undefined || into.status !== 'approved' || into.id === statement) return fail('statement/gone');
  const command = { kind: 'reject', reason: 'duplicate', note: '' } as const;
  const rejected = await moderateStatement(trx, doing, conversation, statement, command);
  if (!rejected.ok) return rejected;
  await link(trx, doing, { conversation, from: statement, relation: 'merged-into', to: into.id });
  return ok(into.number);
}

/**
 * Its author says a statement in other words, which are read before others see them and begin without votes. What still waited is set
 * aside at once; what people vote on stays, with its votes, until the new words are approved. In a service's transaction.
 */
export async function rewordStatement(
  trx: Trx,
  doing: Doing,
  statement: Uuid,
  words: Parameters<typeof submitStatement>[2],
): Promise<Result<StatementState, StatementRefusal | 'statement/gone'>> {
  const place = doing.place.id;
  const state = await stateOf(trx, place, statement);
  if (state === undefined || state.conversation !== words.conversation) return fail('statement/gone');
  const { author } = await authorOf(trx, place, statement);
  const isReplaced = (await newerOf(trx, place, [statement])).has(statement);
  const decided = decideStatement(state, { kind: 'reword', byAuthor: author === words.participant, isReplaced });
  if (!decided.ok) return decided;
  const id = await submitStatement(trx, doing, words);
  await link(trx, doing, { conversation: words.conversation, from: statement, relation: 'reworded-as', to: id });
  if (decided.value.status === 'withdrawn') await withdraw(trx, doing, words.conversation, statement);
  return decided;
}

/** Decides about a statement. Where new words of an author are approved, the earlier ones are set aside with their votes. */
export async function decideAbout(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  statement: Uuid,
  command: Parameters<typeof moderateStatement>[4],
): ReturnType<typeof moderateStatement> {
  const done = await moderateStatement(trx, doing, conversation, statement, command);
  if (!done.ok || done.value.status !== 'approved') return done;
  const { author } = await authorOf(trx, doing.place.id, statement);
  let [earlier] = author === undefined ? [] : await earlierOf(trx, doing.place.id, [statement]);
  while (earlier !== undefined && earlier.author === author) {
    if (earlier.status === 'approved') await withdraw(trx, doing, conversation, earlier.id);
    [earlier] = await earlierOf(trx, doing.place.id, [earlier.id]);
  }
  return done;
}

async function withdraw(trx: Trx, doing: Doing, conversation: Uuid, statement: Uuid): Promise<void> {
  await trx
    .updateTable('statement')
    .set({ status: 'withdrawn' })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', statement)
    .execute();
  await refreshCards(trx, doing, conversation, statement);
}

async function authorOf(trx: Trx, place: Uuid, statement: Uuid): Promise<{ author: Uuid | undefined }> {
  const row = await trx
    .selectFrom('statement')
    .select('author_participant_id')
    .where('place_id', '=', place)
    .where('id', '=', statement)
    .executeTakeFirst();
  return { author: row?.author_participant_id ?? undefined };
}

/** What the author of a statement said before in other words, and how many votes stay with that. */
export type Earlier = {
  of: Uuid;
  id: Uuid;
  number: number;
  body: string;
  status: string;
  author: Uuid | undefined;
  votes: number;
};

/** The earlier words of statements, for whoever reads them before others do. */
export async function earlierOf(trx: Trx, place: Uuid, statements: readonly Uuid[]): Promise<Earlier[]> {
  if (statements.length === 0) return [];
  const rows = await trx
    .selectFrom('statement_link as l')
    .innerJoin('statement as s', (join) => join.onRef('s.place_id', '=', 'l.place_id').onRef('s.id', '=', 'l.from_id'))
    .leftJoin('statement_tally as t', (join) =>
      join.onRef('t.place_id', '=', 's.place_id').onRef('t.statement_id', '=', 's.id'),
    )
    .select(['l.to_id', 's.id', 's.number', 's.body', 's.status', 's.author_participant_id'])
    .select(['t.agrees', 't.disagrees', 't.passes'])
    .where('l.place_id', '=', place)
    .where('l.to_id', 'in', [...statements])
    .where('l.relation', '=', 'reworded-as')
    .execute();
  return rows.map((row) => ({
    of: row.to_id,
    id: row.id,
    number: row.number,
    body: row.body,
    status: row.status,
    author: row.author_participant_id ?? undefined,
    votes: (row.agrees ?? 0) + (row.disagrees ?? 0) + (row.passes ?? 0),
  }));
}

/** Which statements their authors have said in other words since, as far as the reader may see; words that were taken back do not count. */
export async function newerOf(trx: Trx, place: Uuid, statements: readonly Uuid[]): Promise<Map<Uuid, number>> {
  if (statements.length === 0) return new Map();
  const rows = await trx
    .selectFrom('statement_link as l')
    .innerJoin('statement as s', (join) => join.onRef('s.place_id', '=', 'l.place_id').onRef('s.id', '=', 'l.to_id'))
    .select(['l.from_id', 's.number'])
    .where('l.place_id', '=', place)
    .where('l.from_id', 'in', [...statements])
    .where('l.relation', '=', 'reworded-as')
    .where('s.author_participant_id', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('s.status', '<>', 'withdrawn'),
        eb.exists(
          eb
            .selectFrom('statement_link as n')
            .select('n.to_id')
            .whereRef('n.place_id', '=', 'l.place_id')
            .whereRef('n.from_id', '=', 'l.to_id')
            .where('n.relation', '=', 'reworded-as'),
        ),
      ]),
    )
    .execute();
  return new Map(rows.map((row) => [row.from_id, row.number]));
}

/** What became of statements, by their ids: those that the reader may see. */
export async function becameOf(trx: Trx, place: Uuid, statements: readonly Uuid[]): Promise<Map<Uuid, Related[]>> {
  if (statements.length === 0) return new Map();
  const rows = await trx
    .selectFrom('statement_link as l')
    .innerJoin('statement as s', (join) => join.onRef('s.place_id', '=', 'l.place_id').onRef('s.id', '=', 'l.to_id'))
    .select(['l.from_id', 'l.relation', 's.number', 's.body'])
    .where('l.place_id', '=', place)
    .where('l.from_id', 'in', [...statements])
    .where('s.status', '=', 'approved')
    .orderBy('s.number')
    .execute();
  const found = new Map<Uuid, Related[]>();
  for (const row of rows) {
    const list = found.get(row.from_id) ?? [];
    list.push({ relation: row.relation as Relation, number: row.number, body: row.body });
    found.set(row.from_id, list);
  }
  return found;
}

export type Translation = { locale: string; body: string };

/** The same statement in other languages: a vote on it counts for the statement. */
export async function translationsOf(trx: Trx, place: Uuid, statement: Uuid): Promise<Translation[]> {
  return await trx
    .selectFrom('statement_translation')
    .select(['locale', 'body'])
    .where('place_id', '=', place)
    .where('statement_id', '=', statement)
    .orderBy('locale')
    .execute();
}

/** Keeps a translation, or another one in its place. */
export async function keepTranslation(
  trx: Trx,
  doing: Doing,
  one: { conversation: Uuid; statement: Uuid } & Translation,
): Promise<void> {
  const words = { body: one.body, at: doing.now };
  await trx
    .insertInto('statement_translation')
    .values({
      place_id: doing.place.id,
      conversation_id: one.conversation,
      statement_id: one.statement,
      locale: one.locale,
      ...words,
    })
    .onConflict((conflict) => conflict.columns(['place_id', 'statement_id', 'locale']).doUpdateSet(words))
    .execute();
  await raisePublicVersion(trx, doing.place.id);
}
