import type { Uuid } from '../../../kernel/ids.ts';
import { daysBetween, formatDate, todayInLondon } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { queueMail } from '../../../platform/mail/mail.ts';
import { findService } from '../../community/index.ts';
import { silenceAfter } from '../domain/referral.ts';
import { sendLink } from '../parts/send-link.ts';
import { makeAnswerLink } from '../store/answer-links.ts';
import { dayOf, nobody, type PeopleDoing } from '../store/doing.ts';
import { addReferralEvent } from '../store/referral-events.ts';
import { chaseLater, moveReferral } from '../store/referral-writes.ts';
import { referralById, type SeenReferral } from '../store/referrals.ts';
import { mailboxOfRequester, placeOf } from '../store/requesters.ts';

type Chasing = { trx: Trx; doing: PeopleDoing; placeName: string; baseUrl: string; referral: SeenReferral };

/** Reminds the group by a new letter, where it told of a mailbox. The earlier link ends. */
async function remind({ trx, doing, placeName, baseUrl, referral }: Chasing): Promise<void> {
  const { service } = referral.to;
  const mailbox = service === undefined ? undefined : (await findService(trx, doing.place.id, service))?.content.email;
  if (mailbox === undefined) return;
  const token = await makeAnswerLink(trx, doing, referral);
  const { now, newId } = doing;
  await sendLink(trx, { place: { ...doing.place, name: placeName }, mailbox, token, baseUrl, now, newId });
}

/** Tells whoever asked, in a letter that says nothing of the person or the need. */
async function tellRequester(chasing: Chasing, words: string): Promise<void> {
  const { trx, doing, placeName, baseUrl, referral } = chasing;
  const to = await mailboxOfRequester(trx, doing.place.id, referral.id);
  if (to === undefined) return;
  const sent = referral.sentAt === undefined ? '' : ` on ${formatDate(todayInLondon(referral.sentAt))}`;
  const body = [
    `You sent a referral in ${placeName}${sent}. ${words}`,
    '',
    `${baseUrl}/${doing.place.slug}/referrals/${referral.id}`,
  ].join('\n');
  const subject = `A referral without an answer in ${placeName}`.slice(0, 200);
  await queueMail(trx, { place: doing.place.id, kind: 'referral-silence', to, subject, body }, doing.now, doing.newId);
}

/**
 * What silence leads to: on day 5 the group is reminded, on day 10 whoever asked is told, on day 14 it ends without an
 * answer, never as the fault of the person. Each once, however often the job runs.
 */
export async function chaseReferral(
  trx: Trx,
  doing: PeopleDoing,
  letters: { placeName: string; baseUrl: string },
  id: Uuid,
): Promise<void> {
  const referral = await referralById(trx, doing.place.id, id);
  if (referral?.status !== 'requested' || referral.sentAt === undefined) return;
  const sentOn = todayInLondon(referral.sentAt);
  const { due } = silenceAfter(referral.urgency, daysBetween(sentOn, dayOf(doing)));
  const chasing = { trx, doing, ...letters, referral };
  const event = { by: 'system', once: `${due ?? ''}/${sentOn}` } as const;
  switch (due) {
    case 'remind':
      if (await addReferralEvent(trx, doing, referral, { ...event, kind: 'reminded' })) await remind(chasing);
      break;
    case 'tell':
      if (await addReferralEvent(trx, doing, referral, { ...event, kind: 'escalated' }))
        await tellRequester(chasing, 'Nobody has answered. Ring them, or ask somebody else:');
      break;
    case 'end': {
      const command = { move: 'no-reply', note: '' } as const;
      const asked = { version: referral.version, command, sides: new Set(['system'] as const) };
      const done = await moveReferral(trx, doing, id, asked);
      if (done.ok) await tellRequester(chasing, 'Nobody answered, and it has ended. Ask somebody else:');
      break;
    }
    case undefined:
      break;
  }
  await chaseLater(trx, doing, { id, sentOn, urgency: referral.urgency });
}

/** The work of the job. */
export async function chaseReferralHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const place = await placeOf(trx, job.place);
  const doing: PeopleDoing = {
    place,
    by: nobody,
    now: context.clock.now(),
    newId: context.newId,
  };
  await chaseReferral(trx, doing, { placeName: place.name, baseUrl: context.config.baseUrl }, job.subject);
}
