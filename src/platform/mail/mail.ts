import type { Uuid } from '../../kernel/ids.ts';
import { announce, type Trx } from '../database/database.ts';

/** The channel that wakes whoever sends mail. */
export const mailChannel = 'thread_mail';
/** Mail of no place, such as a password reset: no administrator can name this place, so none can read it. */
export const noPlace: Uuid = '00000000-0000-0000-0000-000000000000';

/** A letter in plain text. The subject says what it is about and names nobody: it shows on locked screens. */
export type Mail = { place: Uuid; kind: string; to: string; subject: string; body: string };

/** Puts a letter into the outbox, in the transaction of what it tells of: it is sent once that is committed. */
export async function queueMail(trx: Trx, mail: Mail, now: Date, newId: () => Uuid): Promise<void> {
  await trx
    .insertInto('mail')
    .values({
      place_id: mail.place,
      id: newId(),
      kind: mail.kind,
      to_address: mail.to,
      subject: mail.subject,
      body: mail.body,
      created_at: now,
      send_after: now,
    })
    .execute();
  await announce(trx, mailChannel, '');
}
