import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { queueMail } from '../../../platform/mail/mail.ts';
import { reviewWorkingDays } from '../domain/emergency.ts';
import { mailboxesOfEmergency } from '../store/emergencies.ts';
import { placeOf } from '../store/requesters.ts';

/**
 * Tells those who lead, those who review, and the person that a record was opened in an emergency. The letters name
 * nobody and say no reason: they are read on screens that others see.
 */
export async function tellOfEmergencyHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const mailboxes = await mailboxesOfEmergency(trx, job.place, job.subject);
  if (mailboxes === undefined) return;
  const place = await placeOf(trx, job.place);
  const home = `${context.config.baseUrl}/${place.slug}`;
  const send = async (to: string, subject: string, lines: readonly string[]): Promise<void> => {
    const mail = { place: place.id, kind: 'emergency', to, subject: subject.slice(0, 200), body: lines.join('\n') };
    await queueMail(trx, mail, context.clock.now(), context.newId);
  };
  for (const to of mailboxes.lead)
    await send(to, `Emergency access in ${place.name}`, [
      `Somebody opened the record of a person whom you lead in ${place.name}, in an emergency. Who and why stands here:`,
      '',
      `${home}/emergency-access/${job.subject}`,
    ]);
  for (const to of mailboxes.reviewers)
    await send(to, `Emergency access to review in ${place.name}`, [
      `Somebody opened a record in ${place.name} in an emergency. Please say within ${reviewWorkingDays} working days whether that was right:`,
      '',
      `${home}/emergency-access/${job.subject}`,
    ]);
  if (mailboxes.person !== undefined)
    await send(mailboxes.person, `Something about your page in ${place.name}`, [
      `Something about your page in ${place.name} is new. Sign in when nobody looks over your shoulder:`,
      '',
      `${home}/me`,
    ]);
}
