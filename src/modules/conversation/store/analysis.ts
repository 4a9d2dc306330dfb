import type { Uuid } from '../../../kernel/ids.ts';
import { seedFrom } from '../../../lib/random.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Findings, FindingsInput } from '../domain/findings.ts';
import type { LettersBefore } from '../domain/mathematics/letters.ts';
import { publicInsight, type Insight } from '../domain/public-insight.ts';
import { conversationById } from './conversations.ts';

/** Votes ready to be analysed, and what tells one set of votes from another. */
export type Gathered = {
  input: FindingsInput;
  fingerprint: string;
  /** The number of each person, by position. */
  numbers: readonly number[];
};

/**
 * The votes of a conversation as lists: of people who are not banned and stand for themselves, on opinions that are approved.
 * In a service's transaction: nobody else may read them together.
 */
export async function gatherVotes(trx: Trx, place: Uuid, conversation: Uuid): Promise<Gathered> {
  const [standing, statements, people, sectors, votes, letters] = await Promise.all([
    trx
      .selectFrom('conversation')
      .select(['status', 'closed_at'])
      .where('place_id', '=', place)
      .where('id', '=', conversation)
      .executeTakeFirst(),
    trx
      .selectFrom('statement')
      .select(['id', 'number'])
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .where('status', '=', 'approved')
      .where('kind', '=', 'opinion')
      .orderBy('number')
      .execute(),
    trx
      .selectFrom('participant')
      .select(['id', 'number', 'sector_id'])
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .where('banned_at', 'is', null)
      .where('is_table', '=', false)
      .orderBy('number')
      .execute(),
    trx
      .selectFrom('sector')
      .select(['id', 'label'])
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .orderBy('position')
      .execute(),
    trx
      .selectFrom('vote')
      .select(['statement_id', 'participant_id', 'value'])
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .execute(),
    trx
      .selectFrom('group_letters')
      .select(['letters', 'given'])
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .executeTakeFirst(),
  ]);
  const column = new Map(statements.map((row, at) => [row.id, at]));
  const voters = new Set(votes.filter((row) => column.has(row.statement_id)).map((row) => row.participant_id));
  const counted = people.filter((row) => voters.has(row.id));
  const row = new Map(counted.map((one, at) => [one.id, at]));
  const kept = votes.flatMap((vote) => {
    const [person, statement] = [row.get(vote.participant_id), column.get(vote.statement_id)];
    return person === undefined || statement === undefined ? [] : [{ person, statement, value: vote.value }];
  });
  kept.sort((a, b) => a.person - b.person || a.statement - b.statement);
  const input: FindingsInput = {
    seed: seedFrom(conversation),
    numbers: statements.map((one) => one.number),
    sectorOf: counted.map((one) => one.sector_id),
    sectors,
    person: Int32Array.from(kept, (vote) => vote.person),
    statement: Int32Array.from(kept, (vote) => vote.statement),
    value: Int8Array.from(kept, (vote) => vote.value),
    letters: {
      ofPerson: counted.map(({ number }) => letterAt(letters?.letters ?? '', number)),
      given: letters?.given ?? '',
    },
  };
  // A closing publishes, though no vote has changed.
  return {
    input,
    fingerprint: `${standing?.status} ${standing?.closed_at?.getTime() ?? 0} ${fingerprintOf(input)}`,
    numbers: counted.map(({ number }) => number),
  };
}

function letterAt(letters: string, number: number): string | undefined {
  const letter = letters[number - 1];
  return letter === '.' ? undefined : letter;
}

/** Remembers which group each person was found in, so that groups keep their letters. In a service's transaction. */
export async function keepLettersOf(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  numbers: readonly number[],
  { ofPerson, given }: LettersBefore,
): Promise<void> {
  if (given === '') return;
  const letters = Array.from({ length: Math.max(0, numbers.at(-1) ?? 0) }, () => '.');
  numbers.forEach((number, at) => (letters[number - 1] = ofPerson[at] ?? '.'));
  const words = { letters: letters.join(''), given };
  await trx
    .insertInto('group_letters')
    .values({ place_id: place, conversation_id: conversation, ...words })
    .onConflict((conflict) => conflict.columns(['place_id', 'conversation_id']).doUpdateSet(words))
    .execute();
}

/** The same for the same votes, statements and sectors, whatever came before. */
function fingerprintOf(input: FindingsInput): string {
  let hash = seedFrom(JSON.stringify([input.numbers, input.sectorOf, input.sectors]));
  for (let at = 0; at < input.value.length; at += 1)
    for (const part of [input.person[at] ?? 0, input.statement[at] ?? 0, input.value[at] ?? 0])
      hash = Math.imul(hash ^ (part + 2), 0x01000193);
  return `${input.value.length}-${hash >>> 0}`;
}

/** What tells which votes were analysed last; undefined where none were. */
export async function analysedFingerprint(trx: Trx, place: Uuid, conversation: Uuid): Promise<string | undefined> {
  const row = await trx
    .selectFrom('conversation_analysis')
    .select('fingerprint')
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .executeTakeFirst();
  return row?.fingerprint;
}

/** Keeps the findings, and publishes what of them is public once the conversation is closed. In a service's transaction. */
export async function keepFindings(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  kept: { findings: Findings; fingerprint: string },
  now: Date,
): Promise<void> {
  const { findings, fingerprint } = kept;
  const words = {
    computed_at: now,
    people: findings.people,
    votes: findings.votes,
    fingerprint,
    content: JSON.stringify(findings),
  };
  await trx
    .insertInto('conversation_analysis')
    .values({ place_id: place, conversation_id: conversation, ...words })
    .onConflict((conflict) => conflict.columns(['place_id', 'conversation_id']).doUpdateSet(words))
    .execute();
  await publishInsight(trx, place, conversation, findings, now);
}

/** Publishes what of the findings anybody may read, where the conversation is closed. In a service's transaction. */
async function publishInsight(trx: Trx, place: Uuid, conversation: Uuid, findings: Findings, now: Date): Promise<void> {
  const found = await conversationById(trx, place, conversation);
  if (found?.state !== 'closed') return;
  const rows = await trx
    .selectFrom('statement_result as r')
    .innerJoin('statement as s', (join) =>
      join.onRef('s.place_id', '=', 'r.place_id').onRef('s.id', '=', 'r.statement_id'),
    )
    .select(['s.number', 'r.disagrees', 'r.passes'])
    .where('r.place_id', '=', place)
    .where('r.conversation_id', '=', conversation)
    .where('r.agrees', 'is not', null)
    .where('r.seen', 'is not', null)
    .execute();
  const agreed = new Set(rows.map((row) => row.number));
  const shown = new Set(rows.filter((row) => row.disagrees !== null && row.passes !== null).map((row) => row.number));
  const insight = publicInsight(findings, { shown, agreed }, await insightOf(trx, place, conversation));
  const words = { published_at: now, content: JSON.stringify(insight) };
  await trx
    .insertInto('conversation_insight')
    .values({ place_id: place, conversation_id: conversation, ...words })
    .onConflict((conflict) => conflict.columns(['place_id', 'conversation_id']).doUpdateSet(words))
    .execute();
  await raisePublicVersion(trx, place);
}

/** What anybody may read of the findings. */
export async function insightOf(trx: Trx, place: Uuid, conversation: Uuid): Promise<Insight | undefined> {
  const row = await trx
    .selectFrom('conversation_insight')
    .select('content')
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .executeTakeFirst();
  return row === undefined ? undefined : (row.content as Insight);
}

/** The exact findings and when they were worked out: the database gives them to facilitators and analysts alone. */
export async function findingsKept(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
): Promise<{ findings: Findings; computedAt: Date } | undefined> {
  const row = await trx
    .selectFrom('conversation_analysis')
    .select(['content', 'computed_at'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .executeTakeFirst();
  return row === undefined ? undefined : { findings: row.content as Findings, computedAt: row.computed_at };
}

/** How far out each statement lies, by its number: what decides which is shown more. In a service's transaction. */
export async function extremitiesOf(trx: Trx, place: Uuid, conversation: Uuid): Promise<Map<number, number>> {
  const kept = await findingsKept(trx, place, conversation);
  return new Map((kept?.findings.statements ?? []).map((one) => [one.number, one.extremity]));
}
