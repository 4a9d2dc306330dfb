import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** A message that came in. */
export type Message = { id: string; bodyHash: string; event: string; record: Uuid; reply: Uuid };

/** The message of that id from this client, if it came before. */
export async function messageById(trx: Trx, place: Uuid, client: Uuid, id: string): Promise<Message | undefined> {
  const row = await trx
    .selectFrom('fhir_message')
    .select(['message_id', 'body_hash', 'event', 'record_id', 'reply_id'])
    .where('place_id', '=', place)
    .where('client_id', '=', client)
    .where('message_id', '=', id)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { id: row.message_id, bodyHash: row.body_hash, event: row.event, record: row.record_id, reply: row.reply_id };
}

/** Writes down that a message came. False where another of the same id was faster. */
export async function addMessage(trx: Trx, place: Uuid, client: Uuid, message: Message, now: Date): Promise<boolean> {
  const done = await trx
    .insertInto('fhir_message')
    .values({
      place_id: place,
      client_id: client,
      message_id: message.id,
      body_hash: message.bodyHash,
      event: message.event,
      record_id: message.record,
      reply_id: message.reply,
      at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows) > 0;
}
