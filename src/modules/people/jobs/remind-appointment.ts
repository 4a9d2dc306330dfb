import type { Uuid } from '../../../kernel/ids.ts';
import { formatInstant } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { queueMail } from '../../../platform/mail/mail.ts';
import { reminderLeadMs, reminderWay } from '../domain/appointment.ts';
import { appointmentToRemind, noteReminder } from '../store/appointments.ts';
import { dayOf, nobody, type PeopleDoing } from '../store/doing.ts';
import { placeOf } from '../store/requesters.ts';
import { askOnce } from '../store/tasks.ts';

/**
 * Reminds somebody of an appointment, a day before, once for each time it has. The letter says when, and neither with whom,
 * where nor for what. Where a message is not safe, the worker is asked to remind them instead.
 */
export async function remindOfAppointment(
  trx: Trx,
  doing: PeopleDoing,
  letters: { baseUrl: string },
  id: Uuid,
): Promise<void> {
  const found = await appointmentToRemind(trx, doing.place.id, id);
  if (found === undefined) return;
  const { appointment, person, worker } = found;
  const untilThen = appointment.startsAt.getTime() - doing.now.getTime();
  // What was moved to a later day has a reminder of its own; what has begun needs none.
  const isDue = appointment.status === 'planned' && appointment.remind && untilThen > 0 && untilThen <= reminderLeadMs;
  const way = reminderWay(appointment, person);
  if (!isDue || way === undefined || !(await noteReminder(trx, doing, appointment, way))) return;
  const when = formatInstant(appointment.startsAt);
  if (way === 'worker') {
    if (worker === undefined) return;
    await askOnce(trx, doing, appointment.person, {
      category: appointment.category,
      what: `Remind them of ${when}, in the way that is safe for them`,
      for: worker,
      by: dayOf(doing),
      organisation: appointment.author,
      once: `reminder/${appointment.id}/${appointment.startsAt.toISOString()}`,
    });
    return;
  }
  const page = person.hasPage
    ? ['', 'More about it stands on your page:', '', `${letters.baseUrl}/${doing.place.slug}/me`]
    : [];
  const body = [
    `You have something in your diary for ${when}.`,
    '',
    'If it does not suit you, tell whoever you arranged it with. Nobody minds.',
    ...page,
  ].join('\n');
  const mail = { place: doing.place.id, kind: 'reminder', to: person.email, subject: 'A reminder for tomorrow', body };
  await queueMail(trx, mail, doing.now, doing.newId);
}

/** The work of the job. */
export async function remindAppointmentHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const place = await placeOf(trx, job.place);
  const doing: PeopleDoing = { place, by: nobody, now: context.clock.now(), newId: context.newId };
  await remindOfAppointment(trx, doing, { baseUrl: context.config.baseUrl }, job.subject);
}
