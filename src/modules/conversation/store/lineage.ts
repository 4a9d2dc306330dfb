import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { StatementRefusal } from '../domain/life-cycle.ts';
import type { Doing } from './doing.ts';
import { addStatement, moderateStatement, statementByNumber } from './statements.ts';

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
