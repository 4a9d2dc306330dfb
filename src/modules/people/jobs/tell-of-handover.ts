import type { Uuid } from '../../../kernel/ids.ts';
import { addDays } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { queueMail } from '../../../platform/mail/mail.ts';
import { tellingWay } from '../domain/handover.ts';
import { dayOf, nobody, type PeopleDoing } from '../store/doing.ts';
import { endOnTheDay, handoverById } from '../store/handovers.ts';
import { peopleToTell } from '../store/pass-on.ts';
import { placeOf } from '../store/requesters.ts';
import { askOnce } from '../store/tasks.ts';

/** Within how many days a person is told in person that somebody else is there for them. */
const tellWithinDays = 7;

/**
 * Tells everybody who was passed on: by a letter that names nobody, where that is safe and they have a page on which it
 * stands; otherwise the new worker is asked to tell them in person.
 */
export async function tellOfHandover(
  trx: Trx,
  doing: PeopleDoing,
  letters: { placeName: string; baseUrl: string },
  id: Uuid,
): Promise<void> {
  const handover = await handoverById(trx, doing.place.id, id);
  if (handover === undefined) return;
  for (const person of await peopleToTell(trx, doing.place.id, id)) {
    if (tellingWay(person) === 'in-person') {
      await askOnce(trx, doing, person.id, {
        category: 'identity',
        what:
          handover.kind === 'leave'
            ? 'Tell them, in the way that is safe, that you are there for them for a while, and until when'
            : 'Tell them, in the way that is safe, that you are there for them from now on',
        for: handover.to,
        by: addDays(dayOf(doing), tellWithinDays),
        organisation: handover.organisation,
        once: `handover/${id}/${person.id}`,
      });
      continue;
    }
    const body = [
      `Somebody else is there for you in ${letters.placeName} from now on. Who it is stands on your page:`,
      '',
      `${letters.baseUrl}/${doing.place.slug}/me`,
      '',
      'What you planned stays as it is. If you would rather have somebody else, say so.',
    ].join('\n');
    const subject = `Something about your page in ${letters.placeName}`.slice(0, 200);
    const mail = { place: doing.place.id, kind: 'handed-over', to: person.email, subject, body };
    await queueMail(trx, mail, doing.now, doing.newId);
  }
}

async function beginJob(context: JobContext, trx: Trx, id: Uuid) {
  const place = await placeOf(trx, id);
  const doing: PeopleDoing = { place, by: nobody, now: context.clock.now(), newId: context.newId };
  return { doing, letters: { placeName: place.name, baseUrl: context.config.baseUrl } };
}

/** The work of the job that tells. */
export async function tellOfHandoverHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const { doing, letters } = await beginJob(context, trx, job.place);
  await tellOfHandover(trx, doing, letters, job.subject);
}

/** The work of the job that gives people back on the day that was agreed. */
export async function endHandoverHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const { doing } = await beginJob(context, trx, job.place);
  await endOnTheDay(trx, doing, job.subject);
}
