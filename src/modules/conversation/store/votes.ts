import type { Uuid } from '../../../kernel/ids.ts';
import { announce, type Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import { smallConversation, type Candidate } from '../domain/next-statement.ts';
import type { VoteValue } from '../domain/vote.ts';
import { extremitiesOf } from './analysis.ts';
import { roomChannel } from './room-channel.ts';

export const publishJob = 'conversation/publish-results';
export const analyseJob = 'conversation/analyse';
/** Votes that arrive together are counted together. */
const coalesceMs = 3_000;

export type VoteChannel = 'web' | 'phone' | 'paper' | 'table';
export type VoteOutcome = 'voted' | 'unchanged' | 'closed' | 'no-such-statement';

/**
 * One press of a button, in the participant's own transaction. The same vote again changes nothing; another one
 * replaces it, and both stay in the ledger. The database refuses what this overlooks.
 */
export async function castVote(
  trx: Trx,
  vote: {
    place: Uuid;
    conversation: Uuid;
    participant: Uuid;
    number: number;
    value: VoteValue;
    channel?: VoteChannel;
  },
  now: Date,
  newId: () => Uuid,
): Promise<VoteOutcome> {
  const { place, conversation, participant } = vote;
  const found = await trx
    .selectFrom('conversation as c')
    .leftJoin('statement as s', (join) =>
      join
        .onRef('s.place_id', '=', 'c.place_id')
        .onRef('s.conversation_id', '=', 'c.id')
        .on('s.number', '=', vote.number)
        .on('s.status', '=', 'approved'),
    )
    .leftJoin('vote as v', (join) =>
      join
        .onRef('v.place_id', '=', 's.place_id')
        .onRef('v.statement_id', '=', 's.id')
        .on('v.participant_id', '=', participant),
    )
    .select(['c.status', 's.id as statement', 'v.value'])
    .where('c.place_id', '=', place)
    .where('c.id', '=', conversation)
    .executeTakeFirst();
  if (found?.status !== 'open') return 'closed';
  if (found.statement === null) return 'no-such-statement';
  if (found.value === vote.value) return 'unchanged';
  const words = {
    place_id: place,
    conversation_id: conversation,
    statement_id: found.statement,
    participant_id: participant,
    value: vote.value,
    at: now,
  };
  await trx
    .insertInto('vote')
    .values(words)
    .onConflict((conflict) =>
      conflict.columns(['place_id', 'participant_id', 'statement_id']).doUpdateSet({ value: vote.value, at: now }),
    )
    .execute();
  await trx
    .insertInto('vote_event')
    .values({ ...words, id: newId(), channel: vote.channel ?? 'web' })
    .execute();
  await queueJob(
    trx,
    {
      place,
      kind: publishJob,
      dedupeKey: conversation,
      subject: conversation,
      runAfter: new Date(now.getTime() + coalesceMs),
    },
    now,
    newId,
  );
  await announce(trx, roomChannel, `${place} ${conversation}`);
  return 'voted';
}

/** How a participant voted, by statement. In their own transaction: nobody else can read it. */
export async function ownVotes(trx: Trx, place: Uuid, participant: Uuid): Promise<Map<Uuid, VoteValue>> {
  const rows = await trx
    .selectFrom('vote')
    .select(['statement_id', 'value'])
    .where('place_id', '=', place)
    .where('participant_id', '=', participant)
    .execute();
  return new Map(rows.map((row) => [row.statement_id, row.value as VoteValue]));
}

export type Votable = Candidate & { body: string };

/** What can be voted on, with the counts that decide what is shown next. In a service's transaction. */
export async function votables(trx: Trx, place: Uuid, conversation: Uuid): Promise<Votable[]> {
  const rows = await trx
    .selectFrom('statement as s')
    .leftJoin('statement_tally as t', (join) =>
      join.onRef('t.place_id', '=', 's.place_id').onRef('t.statement_id', '=', 's.id'),
    )
    .select(['s.id', 's.number', 's.body', 's.author_participant_id', 't.agrees', 't.disagrees', 't.passes'])
    .where('s.place_id', '=', place)
    .where('s.conversation_id', '=', conversation)
    .where('s.status', '=', 'approved')
    .where('s.kind', '=', 'opinion')
    .orderBy('s.number')
    .execute();
  // Up to so many statements everybody sees everything, and it does not matter how far out each lies.
  const extremities =
    rows.length > smallConversation ? await extremitiesOf(trx, place, conversation) : new Map<number, number>();
  return rows.map((row) => {
    const agree = row.agrees ?? 0;
    const disagree = row.disagrees ?? 0;
    const pass = row.passes ?? 0;
    return {
      id: row.id,
      number: row.number,
      body: row.body,
      authorId: row.author_participant_id,
      counts: { agree, disagree, pass, seen: agree + disagree + pass },
      extremity: extremities.get(row.number) ?? 0,
    };
  });
}

export type SeedVotes = {
  participants: readonly { number: number; sector: Uuid | undefined }[];
  votes: readonly { participantNumber: number; statement: Uuid; value: VoteValue; at: Date }[];
  /** Who wrote a statement, by participant number. */
  authors?: readonly { statement: Uuid; participantNumber: number }[] | undefined;
};

/** Participants without a token and how they voted, for the seed and for imports. In a service's transaction. */
export async function writeVotes(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  input: {
    participants: readonly { id: Uuid; number: number; sector: Uuid | null; importedGroup: string | null }[];
    /** By time; the last of a pair is the current vote. */
    votes: readonly { participant: Uuid; statement: Uuid; value: VoteValue; at: Date }[];
    channel: 'web' | 'import';
    now: Date;
  },
  newId: () => Uuid,
): Promise<void> {
  for (const chunk of chunks(input.participants))
    await trx
      .insertInto('participant')
      .values(
        chunk.map((person) => ({
          place_id: place,
          conversation_id: conversation,
          id: person.id,
          number: person.number,
          sector_id: person.sector,
          imported_group: person.importedGroup,
          created_at: input.now,
        })),
      )
      .execute();
  const latest = new Map<string, (typeof input.votes)[number]>();
  for (const chunk of chunks(input.votes)) {
    for (const vote of chunk) latest.set(`${vote.participant} ${vote.statement}`, vote);
    await trx
      .insertInto('vote_event')
      .values(
        chunk.map((vote) => ({
          ...rowOf(place, conversation, vote),
          id: newId(),
          channel: input.channel,
        })),
      )
      .execute();
  }
  for (const chunk of chunks([...latest.values()]))
    await trx
      .insertInto('vote')
      .values(chunk.map((vote) => rowOf(place, conversation, vote)))
      .execute();
}

function rowOf(
  place: Uuid,
  conversation: Uuid,
  vote: { participant: Uuid; statement: Uuid; value: VoteValue; at: Date },
) {
  return {
    place_id: place,
    conversation_id: conversation,
    statement_id: vote.statement,
    participant_id: vote.participant,
    value: vote.value,
    at: vote.at,
  };
}

/** A statement may have 65,535 parameters; 1,000 rows stay far below. */
function chunks<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / 1_000) }, (_, index) =>
    items.slice(index * 1_000, (index + 1) * 1_000),
  );
}

/** Gives a conversation made-up participants and votes: the seed of a demo place. In a service's transaction. */
export async function seedVotes(
  trx: Trx,
  doing: { place: { id: Uuid }; now: Date; newId: () => Uuid },
  conversation: Uuid,
  input: SeedVotes,
): Promise<void> {
  const ids = new Map(input.participants.map((person) => [person.number, doing.newId()]));
  function idOf(number: number): Uuid {
    const id = ids.get(number);
    if (id === undefined) throw new Error(`participant ${number} votes but is not among the participants`);
    return id;
  }
  await writeVotes(
    trx,
    doing.place.id,
    conversation,
    {
      participants: input.participants.map((person) => ({
        id: idOf(person.number),
        number: person.number,
        sector: person.sector ?? null,
        importedGroup: null,
      })),
      votes: input.votes.map((vote) => ({ ...vote, participant: idOf(vote.participantNumber) })),
      channel: 'web',
      now: doing.now,
    },
    doing.newId,
  );
  for (const author of input.authors ?? [])
    await trx
      .updateTable('statement')
      .set({ author_participant_id: idOf(author.participantNumber) })
      .where('place_id', '=', doing.place.id)
      .where('id', '=', author.statement)
      .execute();
}
