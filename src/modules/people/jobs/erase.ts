import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { eraseGranted, offerRetention, offerRetentionLater } from '../store/erase.ts';

/** Erases what was granted. */
export async function eraseHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const doing = { place: job.place, now: context.clock.now(), newId: context.newId };
  await eraseGranted(trx, doing, job.subject);
}

/** Once a month, offers what was kept long enough to whoever decides about it. */
export async function offerRetentionHandler(context: JobContext, job: { place: Uuid }, trx: Trx): Promise<void> {
  const doing = { place: job.place, now: context.clock.now(), newId: context.newId };
  await offerRetention(trx, doing);
  await offerRetentionLater(trx, doing);
}
