import { createHash } from 'node:crypto';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import { recordEvent } from '../../../thread/store/write.ts';
import type { VoteValue } from '../domain/vote.ts';
import { createConversation } from './conversations.ts';
import type { Doing } from './doing.ts';
import { recomputeResults } from './recompute.ts';
import { analyseJob, writeVotes } from './votes.ts';

/** A conversation that took place elsewhere, in no system's own words. +1 agree, 0 pass, -1 disagree; times in milliseconds. */
export type PastConversation = {
  question: string;
  description: string;
  statements: readonly {
    number: number;
    body: string;
    authorNumber: number | null;
    isSeed: boolean;
    status: 'approved' | 'rejected' | 'submitted';
    isAboutYou: boolean;
    createdAt: number;
  }[];
  participants: readonly { number: number; importedGroup: string | null }[];
  /** Every vote event by time; the last of a pair is the current vote. */
  votes: readonly { statementNumber: number; participantNumber: number; value: VoteValue; at: number }[];
};

/** What tells one past conversation from another: everything people wrote and chose. Make it before the transaction. */
export function contentHash(past: PastConversation): string {
  const statements = past.statements.map((one) => [one.number, one.body, one.authorNumber, one.status, one.createdAt]);
  const votes = past.votes.map((one) => [one.statementNumber, one.participantNumber, one.value, one.at]);
  const people = past.participants.map((one) => [one.number, one.importedGroup]);
  return createHash('sha256')
    .update(JSON.stringify([statements, people, votes]))
    .digest('hex');
}

export type ImportOutcome = { kind: 'imported' | 'unchanged'; id: Uuid; slug: string };

/**
 * Brings in a conversation that took place elsewhere: closed, its participants without tokens, its votes through the
 * channel `import`. The same content again changes nothing. In one transaction of a service within the place.
 */
export async function importConversation(
  trx: Trx,
  doing: Doing,
  past: PastConversation,
  options: { hash: string; slug?: string | undefined; attribution?: string | undefined },
): Promise<ImportOutcome> {
  const { place, now } = doing;
  const known = await trx
    .selectFrom('conversation')
    .select(['id', 'slug'])
    .where('place_id', '=', place.id)
    .where('import_hash', '=', options.hash)
    .executeTakeFirst();
  if (known !== undefined) return { kind: 'unchanged', ...known };
  const times = [...past.statements.map((one) => one.createdAt), ...past.votes.map((one) => one.at)];
  const first = times.reduce((low, at) => Math.min(low, at), times[0] ?? now.getTime());
  const last = times.reduce((high, at) => Math.max(high, at), first);
  const conversation = await createConversation(trx, doing, {
    question: past.question,
    description: past.description,
    slug: options.slug,
    sectors: [],
    imported: {
      hash: options.hash,
      attribution: options.attribution,
      openedAt: new Date(first),
      closedAt: new Date(last),
    },
  });
  const people = new Map(past.participants.map((one) => [one.number, doing.newId()]));
  const statements = new Map(past.statements.map((one) => [one.number, doing.newId()]));
  function of(ids: ReadonlyMap<number, Uuid>, number: number): Uuid {
    const id = ids.get(number);
    if (id === undefined) throw new Error(`number ${number} is voted on or votes but is not in the conversation`);
    return id;
  }
  if (past.statements.length > 0)
    await trx
      .insertInto('statement')
      .values(
        past.statements.map((one) => ({
          place_id: place.id,
          conversation_id: conversation.id,
          id: of(statements, one.number),
          number: one.number,
          body: one.body,
          kind: one.isAboutYou ? 'about-you' : 'opinion',
          origin: one.isSeed || one.authorNumber === 0 ? 'seed' : 'participant',
          status: one.status,
          created_at: new Date(one.createdAt),
        })),
      )
      .execute();
  await writeVotes(
    trx,
    place.id,
    conversation.id,
    {
      participants: past.participants.map((one) => ({
        id: of(people, one.number),
        number: one.number,
        sector: null,
        importedGroup: one.importedGroup,
      })),
      votes: past.votes.map((one) => ({
        participant: of(people, one.participantNumber),
        statement: of(statements, one.statementNumber),
        value: one.value,
        at: new Date(one.at),
      })),
      channel: 'import',
      now,
    },
    doing.newId,
  );
  for (const one of past.statements) {
    const author = one.authorNumber === null ? undefined : people.get(one.authorNumber);
    if (author === undefined) continue;
    await trx
      .updateTable('statement')
      .set({ author_participant_id: author })
      .where('place_id', '=', place.id)
      .where('id', '=', of(statements, one.number))
      .execute();
  }
  await recomputeResults(trx, place, conversation.id, now);
  const analysis = { place: place.id, kind: analyseJob, dedupeKey: conversation.id, subject: conversation.id };
  await queueJob(trx, analysis, now, doing.newId);
  await recordEvent(
    trx,
    place.id,
    {
      id: doing.newId(),
      name: 'conversation/imported',
      sentence: `The conversation “${past.question}”, which took place elsewhere, was brought in.`,
      about: { kind: 'conversation', id: conversation.id },
      visibility: 'public',
      account: doing.account,
    },
    now,
  );
  return { kind: 'imported', id: conversation.id, slug: conversation.slug };
}

/** Everything of a conversation as `importConversation` would take it, for analysts elsewhere. In a service's transaction. */
export async function exportConversation(trx: Trx, place: Uuid, conversation: Uuid): Promise<PastConversation> {
  const head = await trx
    .selectFrom('conversation')
    .select(['question', 'description'])
    .where('place_id', '=', place)
    .where('id', '=', conversation)
    .executeTakeFirstOrThrow();
  const participants = await trx
    .selectFrom('participant')
    .select(['id', 'number', 'imported_group'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .orderBy('number')
    .execute();
  const statements = await trx
    .selectFrom('statement')
    .select(['id', 'number', 'body', 'author_participant_id', 'origin', 'status', 'kind', 'created_at'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .orderBy('number')
    .execute();
  const events = await trx
    .selectFrom('vote_event')
    .select(['statement_id', 'participant_id', 'value', 'at'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const numberOf = new Map([...participants, ...statements].map((row) => [row.id, row.number]));
  return {
    ...head,
    statements: statements.map((row) => ({
      number: row.number,
      body: row.body,
      authorNumber: row.author_participant_id === null ? null : (numberOf.get(row.author_participant_id) ?? null),
      isSeed: row.origin === 'seed',
      status: row.status === 'withdrawn' ? 'rejected' : (row.status as 'approved' | 'rejected' | 'submitted'),
      isAboutYou: row.kind === 'about-you',
      createdAt: row.created_at.getTime(),
    })),
    participants: participants.map((row) => ({ number: row.number, importedGroup: row.imported_group })),
    votes: events.map((row) => ({
      statementNumber: numberOf.get(row.statement_id) ?? 0,
      participantNumber: numberOf.get(row.participant_id) ?? 0,
      value: row.value as VoteValue,
      at: row.at.getTime(),
    })),
  };
}
