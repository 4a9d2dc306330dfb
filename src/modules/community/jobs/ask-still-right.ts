import type { Trx } from '../../../platform/database/database.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { queueMail } from '../../../platform/mail/mail.ts';
import { askDaily, dueForCheck, makeCheckLink } from '../store/check-links.ts';
import { placeOf } from '../store/doing.ts';

const dayMs = 86_400_000;

/** Asks those who run services that nobody has looked at for some time whether all is still right, by a link for one tap. */
export async function askStillRightHandler(context: JobContext, job: { place: Uuid }, trx: Trx): Promise<void> {
  const place = await placeOf(trx, job.place);
  const now = context.clock.now();
  const doing = { place, speaker: { kind: 'service' as const }, now, newId: context.newId };
  for (const { service, name, mailboxes } of await dueForCheck(trx, doing)) {
    // The link is made also where nobody can be asked: it says that this was tried.
    const tokens = await Promise.all(
      (mailboxes.length === 0 ? [''] : mailboxes).map(() => makeCheckLink(trx, doing, service)),
    );
    for (const [index, mailbox] of mailboxes.entries()) {
      const address = `${context.config.baseUrl}/${place.slug}/community/still-right/${tokens[index] ?? ''}`;
      const body = [
        `People in ${place.name} find “${name}” in the directory.`,
        '',
        'Is all of it still right? Open this address, look at it and press one button. You need no account:',
        address,
        '',
        'If it is closed for now, say there until when. Opening it changes nothing. The link works once, for 30 days. If something else has changed, sign in and change it, or tell us on the page of the service.',
      ].join('\n');
      const subject = `Is it still right? Your listing in ${place.name}`.slice(0, 200);
      await queueMail(trx, { place: place.id, kind: 'still-right', to: mailbox, subject, body }, now, context.newId);
    }
  }
  await askDaily(trx, doing, new Date(now.getTime() + dayMs));
}
