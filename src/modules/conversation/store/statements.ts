import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { announce, type Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import {
  decideStatement,
  type RejectionReason,
  type StatementRefusal,
  type StatementState,
} from '../domain/life-cycle.ts';
import { writeStatementCards } from './cards.ts';
import { conversationById } from './conversations.ts';
import type { Doing } from './doing.ts';
import { reminderAfterMs, reminderJob } from './reminders.ts';
import { roomChannel } from './room-channel.ts';

export type StatementOrigin = 'seed' | 'participant' | 'table' | 'collected' | 'derived';
export type Statement = {
  id: Uuid;
  number: number;
  body: string;
  kind: 'opinion' | 'about-you';
  origin: StatementOrigin;
  status: StatementState['status'];
  createdAt: Date;
};

const columns = ['id', 'number', 'body', 'kind', 'origin', 'status', 'created_at'] as const;

type Row = {
  id: string;
  number: number;
  body: string;
  kind: string;
  origin: string;
  status: string;
  created_at: Date;
};
function toStatement(row: Row): Statement {
  return {
    id: row.id,
    number: row.number,
    body: row.body,
    kind: row.kind as Statement['kind'],
    origin: row.origin as StatementOrigin,
    status: row.status as Statement['status'],
    createdAt: row.created_at,
  };
}

/** The statements of a conversation that this reader may see, by number. */
export async function statementsOf(trx: Trx, place: Uuid, conversation: Uuid): Promise<Statement[]> {
  const rows = await trx
    .selectFrom('statement')
    .select(columns)
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .orderBy('number')
    .execute();
  return rows.map(toStatement);
}

/** What people are asked to vote on, by number, after the one with the number `after`; and how many there are in all. */
export async function statementsToVoteOn(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  page: { after: number | undefined; limit: number },
): Promise<{ list: Statement[]; count: number }> {
  const all = trx
    .selectFrom('statement')
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .where('status', '=', 'approved')
    .where('kind', '=', 'opinion');
  const [rows, counted] = await Promise.all([
    all
      .select(columns)
      .where('number', '>', page.after ?? 0)
      .orderBy('number')
      .limit(page.limit)
      .execute(),
    all.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
  ]);
  return { list: rows.map(toStatement), count: counted.count };
}

/** One statement by its number, when this reader may see it. */
export async function statementByNumber(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  number: number,
): Promise<Statement | undefined> {
  const row = await trx
    .selectFrom('statement')
    .select(columns)
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .where('number', '=', number)
    .executeTakeFirst();
  return row === undefined ? undefined : toStatement(row);
}

/** The number that the next statement of a conversation takes. Only a service or a facilitator sees all that there are. */
export async function nextNumber(trx: Trx, place: Uuid, conversation: Uuid): Promise<number> {
  const row = await trx
    .selectFrom('statement')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .executeTakeFirstOrThrow();
  return row.next;
}

export type NewStatement = {
  conversation: Uuid;
  body: string;
  origin?: StatementOrigin | undefined;
  kind?: Statement['kind'] | undefined;
  /** A facilitator's own is approved at once. A rejection needs its reason. */
  state?: StatementState | undefined;
};

/** Adds a statement for a facilitator or the seed, with the decision that gave it its state. */
export async function addStatement(trx: Trx, doing: Doing, input: NewStatement): Promise<{ id: Uuid; number: number }> {
  const { place, now } = doing;
  const id = doing.newId();
  const number = await nextNumber(trx, place.id, input.conversation);
  const state = input.state ?? { status: 'approved' };
  await trx
    .insertInto('statement')
    .values({
      place_id: place.id,
      conversation_id: input.conversation,
      id,
      number,
      body: input.body,
      kind: input.kind ?? 'opinion',
      origin: input.origin ?? 'seed',
      status: state.status,
      created_at: now,
    })
    .execute();
  await recordDecision(trx, doing, { conversation: input.conversation, statement: id, state, note: '' });
  await refreshCards(trx, doing, input.conversation, id);
  return { id, number };
}

async function recordDecision(
  trx: Trx,
  doing: Doing,
  decision: { conversation: Uuid; statement: Uuid; state: StatementState; note: string },
): Promise<void> {
  const { state } = decision;
  if (state.status !== 'approved' && state.status !== 'rejected') return;
  await trx
    .insertInto('moderation_decision')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      conversation_id: decision.conversation,
      statement_id: decision.statement,
      decision: state.status,
      reason: state.status === 'rejected' ? state.reason : null,
      note: decision.note,
      account_id: doing.account ?? null,
      at: doing.now,
    })
    .execute();
}

/** Writes anew what the thread says of a statement. */
export async function refreshCards(trx: Trx, doing: Doing, conversation: Uuid, statement: Uuid): Promise<void> {
  const found = await conversationById(trx, doing.place.id, conversation);
  if (found !== undefined) await writeStatementCards(trx, doing.place, found, doing.now, statement);
}

/** Where a statement stands, held so that nobody else changes it meanwhile. */
export async function stateOf(
  trx: Trx,
  place: Uuid,
  statement: Uuid,
): Promise<(StatementState & { conversation: Uuid }) | undefined> {
  const row = await trx
    .selectFrom('statement')
    .select(['conversation_id', 'status'])
    .where('place_id', '=', place)
    .where('id', '=', statement)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const conversation = row.conversation_id;
  if (row.status !== 'rejected')
    return { status: row.status as Exclude<StatementState['status'], 'rejected'>, conversation };
  const reasons = await reasonsOf(trx, place, [statement]);
  return { status: 'rejected', reason: reasons.get(statement) ?? 'unclear', conversation };
}

/** The newest reason of each rejected statement. */
export async function reasonsOf(
  trx: Trx,
  place: Uuid,
  statements: readonly Uuid[],
): Promise<Map<Uuid, RejectionReason>> {
  if (statements.length === 0) return new Map();
  const rows = await trx
    .selectFrom('moderation_decision')
    .select(['statement_id', 'reason'])
    .where('place_id', '=', place)
    .where('statement_id', 'in', [...statements])
    .where('decision', '=', 'rejected')
    .orderBy('at')
    .orderBy('id')
    .execute();
  return new Map(rows.map((row) => [row.statement_id, row.reason as RejectionReason]));
}

/** Approves or rejects a statement. The decision is kept beside those before it. */
export async function moderateStatement(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  statement: Uuid,
  command: { kind: 'approve' } | { kind: 'reject'; reason: RejectionReason | null; note: string },
): Promise<Result<StatementState, StatementRefusal | 'statement/gone'>> {
  const state = await stateOf(trx, doing.place.id, statement);
  if (state === undefined || state.conversation !== conversation) return fail('statement/gone');
  const decided = decideStatement(state, command);
  if (!decided.ok) return fail(decided.error);
  await trx
    .updateTable('statement')
    .set({ status: decided.value.status })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', statement)
    .execute();
  const note = command.kind === 'reject' ? command.note : '';
  await recordDecision(trx, doing, { conversation, statement, state: decided.value, note });
  await refreshCards(trx, doing, conversation, statement);
  return ok(decided.value);
}

/** A participant's own statement waits for a facilitator. In a guest's transaction. Gives back its id. */
export async function submitStatement(
  trx: Trx,
  doing: Doing,
  input: { conversation: Uuid; participant: Uuid; number: number; body: string; isOfTable?: boolean },
): Promise<Uuid> {
  const id = doing.newId();
  await trx
    .insertInto('statement')
    .values({
      place_id: doing.place.id,
      conversation_id: input.conversation,
      id,
      number: input.number,
      body: input.body,
      origin: input.isOfTable === true ? 'table' : 'participant',
      status: 'submitted',
      author_participant_id: input.participant,
      created_at: doing.now,
    })
    .execute();
  const { conversation } = input;
  await queueJob(
    trx,
    {
      place: doing.place.id,
      kind: reminderJob,
      dedupeKey: conversation,
      subject: conversation,
      runAfter: new Date(doing.now.getTime() + reminderAfterMs),
    },
    doing.now,
    doing.newId,
  );
  await announce(trx, roomChannel, `${doing.place.id} ${conversation}`);
  return id;
}

export type OwnStatement = Statement & { reason: RejectionReason | undefined };

/** What a participant wrote and what became of it. In the participant's own transaction. */
export async function ownStatements(trx: Trx, place: Uuid, participant: Uuid): Promise<OwnStatement[]> {
  const rows = await trx
    .selectFrom('statement')
    .select(columns)
    .where('place_id', '=', place)
    .where('author_participant_id', '=', participant)
    .orderBy('created_at')
    .orderBy('number')
    .execute();
  const rejected = rows.filter((row) => row.status === 'rejected').map((row) => row.id);
  const reasons = await reasonsOf(trx, place, rejected);
  return rows.map((row) => ({ ...toStatement(row), reason: reasons.get(row.id) }));
}

/** Its author takes a statement back, until somebody else has voted on it. In a service's transaction. */
export async function withdrawStatement(
  trx: Trx,
  doing: Doing,
  statement: Uuid,
  participant: Uuid,
): Promise<Result<StatementState, StatementRefusal | 'statement/gone'>> {
  const state = await stateOf(trx, doing.place.id, statement);
  if (state === undefined) return fail('statement/gone');
  const [author, votes] = await Promise.all([
    trx
      .selectFrom('statement')
      .select('author_participant_id')
      .where('place_id', '=', doing.place.id)
      .where('id', '=', statement)
      .executeTakeFirst(),
    trx
      .selectFrom('vote')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('place_id', '=', doing.place.id)
      .where('statement_id', '=', statement)
      .where('participant_id', '<>', participant)
      .executeTakeFirstOrThrow(),
  ]);
  const decided = decideStatement(state, {
    kind: 'withdraw',
    byAuthor: author?.author_participant_id === participant,
    votesByOthers: votes.count,
  });
  if (!decided.ok) return fail(decided.error);
  await trx
    .updateTable('statement')
    .set({ status: decided.value.status })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', statement)
    .execute();
  await refreshCards(trx, doing, state.conversation, statement);
  return ok(decided.value);
}

/** A decision about a statement, without who took it; its words only where everybody may read them. */
export type Decided = {
  number: number;
  body: string | undefined;
  decision: string;
  reason: string | undefined;
  at: Date;
};

/** The latest decisions of a conversation, newest first; not those about safety, which would point at somebody. In a service's transaction. */
export async function decisionsOf(trx: Trx, place: Uuid, conversation: Uuid): Promise<Decided[]> {
  const rows = await trx
    .selectFrom('moderation_decision as d')
    .innerJoin('statement as s', (join) =>
      join.onRef('s.place_id', '=', 'd.place_id').onRef('s.id', '=', 'd.statement_id'),
    )
    .select(['s.number', 's.body', 's.status', 'd.decision', 'd.reason', 'd.at'])
    .where('d.place_id', '=', place)
    .where('d.conversation_id', '=', conversation)
    .where((eb) => eb.or([eb('d.reason', 'is', null), eb('d.reason', '<>', 'safeguarding')]))
    .orderBy('d.at', 'desc')
    .orderBy('d.id')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    number: row.number,
    body: row.status === 'approved' ? row.body : undefined,
    decision: row.decision,
    reason: row.reason ?? undefined,
    at: row.at,
  }));
}
