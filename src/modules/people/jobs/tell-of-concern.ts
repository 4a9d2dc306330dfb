import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { queueMail } from '../../../platform/mail/mail.ts';
import { mailboxesOfConcern } from '../store/concerns.ts';
import { placeOf } from '../store/requesters.ts';

/** Tells the safeguarding team that a concern waits, and then whoever sent it that it was received. No word of it is sent. */
export async function tellOfConcernHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const mailboxes = await mailboxesOfConcern(trx, job.place, job.subject);
  if (mailboxes === undefined) return;
  const place = await placeOf(trx, job.place);
  const reference = job.subject.slice(-8);
  const letter = mailboxes.isReceived
    ? {
        subject: `Received by the safeguarding team of ${place.name}`,
        body: `The safeguarding team of ${place.name} has received what you passed on. Reference: ${reference}.`,
      }
    : {
        subject: `A concern for the safeguarding team of ${place.name}`,
        body: [
          `A concern waits for the safeguarding team of ${place.name}. Sign in to read it:`,
          '',
          `${context.config.baseUrl}/${place.slug}/safeguarding/${job.subject}`,
        ].join('\n'),
      };
  for (const to of mailboxes.to)
    await queueMail(
      trx,
      { place: place.id, kind: 'concern', to, subject: letter.subject.slice(0, 200), body: letter.body },
      context.clock.now(),
      context.newId,
    );
}
