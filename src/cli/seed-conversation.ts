import type { DemoConversation } from '../../demo/wrenmouth/types.ts';
import { generateVotes } from '../../demo/wrenmouth/generate-votes.ts';
import { newUuid, type Uuid } from '../kernel/ids.ts';
import {
  addStatement,
  analyseJob,
  createConversation,
  isRejectionReason,
  moveConversation,
  recomputeResults,
  seedVotes,
} from '../modules/conversation/index.ts';
import type { Trx } from '../platform/database/database.ts';
import { queueJob } from '../platform/jobs/jobs.ts';
import { doingAt, found, momentAt, must, type Seeding } from './seeding.ts';

/**
 * Holds the demo conversation, from its draft to its published result: statements, moderation, the votes of
 * those in the room and at home, and the closing. In a service's transaction in its place.
 * @returns its id, and the ids of each statement and each sector by their keys in the data file.
 */
export async function seedConversation(
  trx: Trx,
  data: DemoConversation,
  seeding: Seeding,
): Promise<{ id: Uuid; statements: ReadonlyMap<string, Uuid>; sectors: ReadonlyMap<string, Uuid> }> {
  const at = (days: number) => ({ ...doingAt(seeding, data.place, days), account: undefined });
  const drafted = at(data.opensDay - 4);
  const { place } = drafted;
  const conversation = await createConversation(trx, drafted, {
    question: data.question,
    description: data.description,
    slug: data.slug,
    sectors: data.sectors.map((sector) => sector.label),
  });
  const sectors = new Map(conversation.sectors.map((sector) => [sector.label, sector.id]));
  const sectorOf = new Map(data.sectors.map((sector) => [sector.key, found(sectors, sector.label)]));
  const statements = new Map<string, Uuid>();
  for (const one of data.statements) {
    const reason = isRejectionReason(one.rejectionReason) ? one.rejectionReason : 'unclear';
    const state = one.status === 'rejected' ? { status: one.status, reason } : { status: one.status };
    const added = await addStatement(trx, drafted, {
      conversation: conversation.id,
      body: one.body,
      origin: one.origin,
      state,
    });
    statements.set(one.key, added.id);
  }
  const idOf = (key: string): Uuid => {
    const id = statements.get(key);
    if (id === undefined) throw new Error(`the votes speak of the statement "${key}", which is nowhere`);
    return id;
  };
  must(await moveConversation(trx, at(data.opensDay), conversation.id, 'open'), data.slug);
  const drawn = generateVotes(data);
  const room = momentAt(seeding, data.roomDay);
  await seedVotes(trx, at(data.roomDay), conversation.id, {
    participants: drawn.participants.map((one) => ({ number: one.number, sector: sectorOf.get(one.sector) })),
    votes: drawn.votes.map((vote) => ({
      participantNumber: vote.participantNumber,
      statement: idOf(vote.statementKey),
      value: vote.value,
      at: new Date(room.getTime() + vote.second * 1_000),
    })),
    authors: Object.entries(drawn.authors).map(([key, participantNumber]) => ({
      statement: idOf(key),
      participantNumber,
    })),
  });
  must(await moveConversation(trx, at(data.closesDay), conversation.id, 'close'), data.slug);
  const closed = momentAt(seeding, data.closesDay);
  await recomputeResults(trx, place, conversation.id, closed);
  const analysis = { place: place.id, kind: analyseJob, dedupeKey: conversation.id, subject: conversation.id };
  await queueJob(trx, analysis, closed, newUuid);
  return { id: conversation.id, statements, sectors: sectorOf };
}
