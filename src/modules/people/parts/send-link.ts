import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueMail } from '../../../platform/mail/mail.ts';
import { linkDays } from '../domain/referral.ts';

/** Where the link stands by which a group answers. */
export function linkAddress(baseUrl: string, place: { slug: string }, token: string): string {
  return `${baseUrl}/${place.slug}/a/${token}`;
}

/** Sends the link to the group's mailbox. The letter says nothing of the person, of the need, or of who asks. */
export async function sendLink(
  trx: Trx,
  letter: {
    place: { id: Uuid; slug: string; name: string };
    mailbox: string;
    token: string;
    baseUrl: string;
    now: Date;
    newId: () => Uuid;
  },
): Promise<void> {
  const { place, mailbox, token, baseUrl, now, newId } = letter;
  const body = [
    `Somebody in ${place.name} asks whether you can help.`,
    '',
    `Open this address within ${linkDays} days to read what is asked and to answer. You need no account:`,
    linkAddress(baseUrl, place, token),
    '',
    'Opening it answers nothing: you answer with a button on the page. Do not pass this letter on: whoever has the address can answer for you.',
  ].join('\n');
  const subject = `A request to your group in ${place.name}`.slice(0, 200);
  await queueMail(trx, { place: place.id, kind: 'answer-link', to: mailbox, subject, body }, now, newId);
}
