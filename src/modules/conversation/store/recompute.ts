import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Conversation } from '../domain/conversation.ts';
import { countVotes, type StatementCounts } from '../domain/counts.ts';
import { overallAgreement, type OverallAgreement } from '../domain/overall-agreement.ts';
import { publicResult, type PublicStatement } from '../domain/publish-gate.ts';
import { mayReplace } from '../domain/shown-result.ts';
import { currentVotes, type VoteEvent, type VoteValue } from '../domain/vote.ts';
import { keepAnsweredTwice } from './answered-twice.ts';
import { writeConversationCard, writeStatementCards } from './cards.ts';
import { conversationById } from './conversations.ts';

type Loaded = {
  statements: { id: string; number: number; setAside: boolean }[];
  people: { id: string; sectorId: string | null; banned: boolean }[];
  events: VoteEvent[];
  sectors: { id: string; label: string; mergeInto: null }[];
};

async function load(trx: Trx, place: Uuid, conversation: Uuid): Promise<Loaded> {
  const statements = await trx
    .selectFrom('statement')
    .select(['id', 'number', 'kind', 'status'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .execute();
  const votes = await trx
    .selectFrom('vote')
    .select(['statement_id', 'participant_id', 'value'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .execute();
  const voters = new Set(votes.map((vote) => vote.participant_id));
  const people = await trx
    .selectFrom('participant')
    .select(['id', 'sector_id', 'banned_at', 'is_table'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .execute();
  const sectors = await trx
    .selectFrom('sector')
    .select(['id', 'label'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .orderBy('position')
    .execute();
  return {
    statements: statements.map((row) => ({
      id: row.id,
      number: row.number,
      setAside: row.status !== 'approved' || row.kind === 'about-you',
    })),
    // Who joined and never voted is not in the room whose size the classes depend on; a table is nobody.
    people: people
      .filter((row) => voters.has(row.id))
      .map((row) => ({ id: row.id, sectorId: row.sector_id, banned: row.banned_at !== null || row.is_table })),
    events: votes.map((row) => ({
      personId: row.participant_id,
      statementId: row.statement_id,
      value: row.value as VoteValue,
      sequence: 0,
    })),
    sectors: sectors.map((sector) => ({ ...sector, mergeInto: null })),
  };
}

type Tally = { agrees: number; disagrees: number; passes: number };

function tallyOf({ counts }: StatementCounts): Tally {
  return { agrees: counts.agree, disagrees: counts.disagree, passes: counts.pass };
}

async function writeTallies(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  tallies: readonly StatementCounts[],
): Promise<void> {
  if (tallies.length === 0) return;
  await trx
    .insertInto('statement_tally')
    .values(
      tallies.map((one) => ({
        place_id: place,
        conversation_id: conversation,
        statement_id: one.statementId,
        ...tallyOf(one),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['place_id', 'statement_id']).doUpdateSet({
        agrees: sql`excluded.agrees`,
        disagrees: sql`excluded.disagrees`,
        passes: sql`excluded.passes`,
      }),
    )
    .execute();
}

/**
 * Counts a conversation anew. Facilitators get the exact counts at once; the public gets how many took part. What people
 * agree on becomes public when the conversation is closed, through the gate that withholds small numbers: a public
 * result that moved with every vote would show every vote. After a second closing a statement's result is replaced only
 * where the difference shows nobody's vote.
 * In the transaction of a service within `place`; the same votes give the same rows however often it runs.
 */
export async function recomputeResults(
  trx: Trx,
  place: { id: Uuid; slug: string },
  conversationId: Uuid,
  now: Date,
): Promise<void> {
  await sql`select 1 from conversation where place_id = ${place.id} and id = ${conversationId} for update`.execute(trx);
  const conversation = await conversationById(trx, place.id, conversationId);
  if (conversation === undefined) return;
  const input = await load(trx, place.id, conversation.id);
  const agreement = overallAgreement(input, { view: 'sectors' });
  const counted = new Set(input.people.filter((person) => !person.banned).map((person) => person.id));
  const everything = input.statements.map((statement) => ({ ...statement, setAside: false }));
  const tallies = countVotes(everything, currentVotes(input.events), counted);
  await writeTallies(trx, place.id, conversation.id, tallies);
  const isPublishing = conversation.state === 'closed';
  if (isPublishing) {
    await publish(trx, place.id, conversation.id, agreement);
    await keepAnsweredTwice(trx, place.id, conversation.id);
  }
  const people = await writeParticipation(trx, place.id, conversation, agreement, isPublishing ? now : undefined, now);
  await writeConversationCard(trx, place, conversation, people, now);
  if (isPublishing) await writeStatementCards(trx, place, conversation, now);
  await raisePublicVersion(trx, place.id);
}

async function writeParticipation(
  trx: Trx,
  place: Uuid,
  conversation: Conversation,
  agreement: OverallAgreement,
  publishedAt: Date | undefined,
  now: Date,
): Promise<number | undefined> {
  const { people } = publicResult(agreement);
  const words = {
    people,
    votes: people === null ? null : agreement.votes,
    statements: agreement.statements.length,
    computed_at: now,
    ...(publishedAt === undefined ? {} : { published_at: publishedAt }),
  };
  await trx
    .insertInto('conversation_result')
    .values({ place_id: place, conversation_id: conversation.id, ...words })
    .onConflict((conflict) => conflict.columns(['place_id', 'conversation_id']).doUpdateSet(words))
    .execute();
  return people ?? undefined;
}

async function publish(trx: Trx, place: Uuid, conversation: Uuid, agreement: OverallAgreement): Promise<void> {
  const earlier = new Map(
    (
      await trx
        .selectFrom('statement_tally')
        .select(['statement_id', 'published_agrees', 'published_disagrees', 'published_passes'])
        .where('place_id', '=', place)
        .where('conversation_id', '=', conversation)
        .where('published_agrees', 'is not', null)
        .execute()
    ).map((row) => [
      row.statement_id,
      { agrees: row.published_agrees ?? 0, disagrees: row.published_disagrees ?? 0, passes: row.published_passes ?? 0 },
    ]),
  );
  const exact = new Map(agreement.statements.map((one) => [one.statementId, one]));
  for (const [rank, statement] of publicResult(agreement).statements.entries()) {
    const counts = exact.get(statement.statementId)?.overall;
    if (counts === undefined) continue;
    const now = { agrees: counts.agree, disagrees: counts.disagree, passes: counts.pass };
    const before = earlier.get(statement.statementId);
    if (before !== undefined && !mayReplace(before, now)) continue;
    // Sectors are shown once: a second table that differs by a few people would show who changed their mind.
    await writeResult(trx, place, conversation, statement, rank, before === undefined);
    const disclosed = statement.room.seen !== null;
    await trx
      .updateTable('statement_tally')
      .set({
        published_agrees: disclosed ? now.agrees : null,
        published_disagrees: disclosed ? now.disagrees : null,
        published_passes: disclosed ? now.passes : null,
      })
      .where('place_id', '=', place)
      .where('statement_id', '=', statement.statementId)
      .execute();
  }
}

async function writeResult(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  statement: PublicStatement,
  rank: number,
  isFirst: boolean,
): Promise<void> {
  const { room } = statement;
  const words = {
    seen: room.seen,
    agrees: room.agree,
    disagrees: room.disagree,
    passes: room.pass,
    agree_percent: room.shares?.agree ?? null,
    class: room.className ?? 'withheld',
    rank,
  };
  const sectors =
    isFirst && statement.sectors !== null
      ? JSON.stringify(
          statement.sectors.map(({ label, counts }) => ({
            label,
            seen: counts.seen,
            agrees: counts.agree,
            disagrees: counts.disagree,
            passes: counts.pass,
          })),
        )
      : null;
  await trx
    .insertInto('statement_result')
    .values({ place_id: place, conversation_id: conversation, statement_id: statement.statementId, ...words, sectors })
    .onConflict((conflict) =>
      conflict.columns(['place_id', 'statement_id']).doUpdateSet(isFirst ? { ...words, sectors } : words),
    )
    .execute();
}
