import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { queueMail } from '../../../platform/mail/mail.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { isOpen, stateWords } from '../domain/listing.ts';
import { placeOf } from '../store/doing.ts';
import { findService } from '../store/services.ts';
import { mailboxesOfWatchers } from '../store/watches.ts';

/** Tells those who watch a service that it changed, or that it is closed. */
export async function tellWatchersHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const place = await placeOf(trx, job.place);
  const service = await findService(trx, place.id, job.subject);
  if (service === undefined || !service.isApproved) return;
  const { content, slug } = service;
  const now = context.clock.now();
  const today = todayInLondon(now);
  const news = isOpen(content, today)
    ? `What stands about “${content.name}” has changed.`
    : `“${content.name}”: ${stateWords(content, today).toLowerCase()}.`;
  const body = [
    news,
    '',
    `${context.config.baseUrl}/${place.slug}/community/services/${slug}`,
    '',
    'You have this letter because you watch this service. On its page you can stop.',
  ].join('\n');
  const subject = `A service that you watch in ${place.name}`.slice(0, 200);
  for (const mailbox of await mailboxesOfWatchers(trx, place.id, service.id))
    await queueMail(trx, { place: place.id, kind: 'watched-service', to: mailbox, subject, body }, now, context.newId);
}
