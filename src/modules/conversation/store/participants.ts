import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { tokenHash } from '../../../lib/token-hash.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import type { Conversation } from '../domain/conversation.ts';
import { conversationBySlug } from './conversations.ts';

/** Finds who a token belongs to, before anything is done in that person's name. */
export function doorScope(place: Uuid): Scope {
  return { role: 'thread_service', job: 'conversation-door', place };
}

/** The scope of one participant. Only for a participant whose token was checked. */
export function guestScope(place: Uuid, participant: Uuid): Scope {
  return { role: 'thread_guest', place, participant };
}

/** The name of the cookie that remembers a participant: one for each conversation, so that none is linked to another unless its holder asks for it. */
export function cookieName(conversation: Uuid): string {
  return `conversation_${conversation}`;
}

/** A new token of 128 bits: the browser keeps it, we keep its hash. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(16).toString('base64url');
  return { token, hash: tokenHash(token) };
}

/** The hashes of the tokens that a browser sent, by conversation. Made before the transaction that looks them up. */
export function tokenHashes(cookies: Readonly<Record<string, string | undefined>>): Map<Uuid, string> {
  const hashes = new Map<Uuid, string>();
  for (const [name, token] of Object.entries(cookies)) {
    const conversation = /^conversation_([0-9a-f-]{36})$/.exec(name)?.[1];
    if (conversation !== undefined && token !== undefined && token.length <= 64)
      hashes.set(conversation, tokenHash(token));
  }
  return hashes;
}

/** `table` is the number of the table that a device speaks for; then its votes are nobody's. */
export type Participant = { id: Uuid; number: number; sector: Uuid | undefined; table: number | undefined };

/** Adds a participant to an open conversation. In a service's transaction: a guest exists only afterwards. */
export async function addParticipant(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  person: { id: Uuid; hash: string; now: Date },
): Promise<void> {
  await insertParticipant(trx, place, conversation, { ...person, sector: undefined });
}

/** Adds somebody who answers on paper: nobody holds a token of theirs. In a service's transaction. */
export async function addPaperParticipant(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  person: { id: Uuid; sector: Uuid | undefined; now: Date },
): Promise<void> {
  await insertParticipant(trx, place, conversation, { ...person, hash: null });
}

async function insertParticipant(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  person: { id: Uuid; hash: string | null; sector: Uuid | undefined; now: Date },
): Promise<void> {
  // Two people who join at once must not get the same number.
  await sql`select 1 from conversation where place_id = ${place} and id = ${conversation} for update`.execute(trx);
  await trx
    .insertInto('participant')
    .values((eb) => ({
      place_id: place,
      conversation_id: conversation,
      id: person.id,
      number: eb
        .selectFrom('participant as p')
        .where('p.place_id', '=', place)
        .where('p.conversation_id', '=', conversation)
        .select(sql<number>`coalesce(max(p.number), 0) + 1`.as('next')),
      token_hash: person.hash,
      sector_id: person.sector ?? null,
      created_at: person.now,
    }))
    .execute();
}

/** The conversation and, when the browser holds a token of it, who that is. */
export async function findGuest(
  trx: Trx,
  place: Uuid,
  slug: string,
  hashes: ReadonlyMap<Uuid, string>,
): Promise<{ conversation: Conversation; participant: Participant | undefined } | undefined> {
  const conversation = await conversationBySlug(trx, place, slug);
  if (conversation === undefined || conversation.state === 'draft') return undefined;
  const hash = hashes.get(conversation.id);
  if (hash === undefined) return { conversation, participant: undefined };
  const row = await trx
    .selectFrom('participant')
    .select(['id', 'number', 'sector_id', 'table_number'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation.id)
    .where('token_hash', '=', hash)
    .where('banned_at', 'is', null)
    .executeTakeFirst();
  const participant =
    row === undefined
      ? undefined
      : {
          id: row.id,
          number: row.number,
          sector: row.sector_id ?? undefined,
          table: row.table_number ?? undefined,
        };
  return { conversation, participant };
}

/** Says which sector a participant belongs to, or that they would rather not say. In their own transaction. */
export async function chooseSector(trx: Trx, place: Uuid, participant: Uuid, sector: Uuid | null): Promise<void> {
  await trx
    .updateTable('participant')
    .set({ sector_id: sector })
    .where('place_id', '=', place)
    .where('id', '=', participant)
    .execute();
}

/** Makes a device speak for a table: its statements are the table's, and its votes are nobody's. In a service's transaction. */
export async function seatAtTable(trx: Trx, place: Uuid, participant: Uuid, table: number): Promise<void> {
  await trx
    .updateTable('participant')
    .set({ is_table: true, table_number: table })
    .where('place_id', '=', place)
    .where('id', '=', participant)
    .execute();
}
