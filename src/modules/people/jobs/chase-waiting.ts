import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { queueMail } from '../../../platform/mail/mail.ts';
import { daysWaited, waitingAfter, waitingDays, type WaitingFor, type WaitingLevel } from '../domain/waiting.ts';
import {
  chaseOnce,
  chaseWaiting,
  concernThatWaits,
  mailboxesAboveConcern,
  mailboxesOfRequest,
  requestThatWaits,
} from '../store/chases.ts';
import { mailboxesOfConcern } from '../store/concerns.ts';
import { placeOf } from '../store/requesters.ts';

type Chase = {
  trx: Trx;
  place: { id: Uuid; slug: string; name: string };
  now: Date;
  newId: () => Uuid;
  baseUrl: string;
};

async function begin(context: JobContext, trx: Trx, id: Uuid): Promise<Chase> {
  const place = await placeOf(trx, id);
  return { trx, place, now: context.clock.now(), newId: context.newId, baseUrl: context.config.baseUrl };
}

/** Does once what is due for something that waits, and asks for the next look. */
async function chase(
  chase: Chase,
  waiting: { id: Uuid; since: Date; what: WaitingFor },
  letter: (level: WaitingLevel) => Promise<{ to: readonly string[]; subject: string; lines: readonly string[] }>,
): Promise<void> {
  const { trx, place, now, newId } = chase;
  const timing = { place: place.id, now, newId };
  const days = daysWaited(todayInLondon(waiting.since), todayInLondon(now));
  const { due } = waitingAfter(waiting.what, days);
  for (const level of due) {
    const { kind } = waiting.what;
    if (!(await chaseOnce(trx, timing, { kind, id: waiting.id, level }))) continue;
    const { to, subject, lines } = await letter(level);
    for (const address of to) {
      const mail = {
        place: place.id,
        kind: 'waiting',
        to: address,
        subject: subject.slice(0, 200),
        body: lines.join('\n'),
      };
      await queueMail(trx, mail, now, newId);
    }
  }
  await chaseWaiting(trx, timing, waiting, days);
}

/** A request for help that nobody has taken in: those who could are reminded, then those who coordinate are told. It never ends by itself. */
export async function chaseRequestHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const id = job.subject;
  const request = await requestThatWaits(trx, job.place, id);
  if (request === undefined) return;
  const begun = await begin(context, trx, job.place);
  const { place, baseUrl } = begun;
  const what = { kind: 'help-request', urgency: request.urgency } as const;
  await chase(begun, { id, since: request.since, what }, async (level) => ({
    to: await mailboxesOfRequest(trx, place.id, request, level),
    subject: `A request for help waits in ${place.name}`,
    lines: [
      `A request for help in ${place.name} has waited ${plural(waitingDays(what, level), 'day')} or longer, and nobody has taken it in.`,
      level === 'remind'
        ? 'Find out who it is and get in touch, or close it with the reason:'
        : 'Please see that somebody does:',
      '',
      `${baseUrl}/${place.slug}/${level === 'remind' ? 'intake' : 'caseload'}`,
    ],
  }));
}

/** A concern that nobody has received: the team is reminded, then those above it are told. No word of it is sent. */
export async function chaseConcernHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const id = job.subject;
  const concern = await concernThatWaits(trx, job.place, id);
  if (concern === undefined) return;
  const begun = await begin(context, trx, job.place);
  const { place, baseUrl } = begun;
  const what = { kind: 'concern' } as const;
  await chase(begun, { id, since: concern.since, what }, async (level) => ({
    to:
      level === 'remind'
        ? ((await mailboxesOfConcern(trx, place.id, id))?.to ?? [])
        : await mailboxesAboveConcern(trx, place.id, id),
    subject: `A concern waits in ${place.name}`,
    lines: [
      `A concern for the safeguarding team of ${place.name} has waited ${plural(waitingDays(what, level), 'day')} or longer. Nobody has said that they have it.`,
      ...(level === 'remind'
        ? ['', `${baseUrl}/${place.slug}/safeguarding/${id}`]
        : ['Please see today that the team receives it. What it says is for the team alone.']),
    ],
  }));
}
