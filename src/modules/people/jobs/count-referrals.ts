import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { keepNeedCounts, keepServiceHelp } from '../../community/index.ts';
import { countReferrals } from '../store/referral-counts.ts';
import { helpCounts } from '../store/service-counts.ts';

/** Counts what may be told of people, once a month: of the place and its priorities, of each service, and of needs. */
export async function countHelp(trx: Trx, place: Uuid, now: Date): Promise<void> {
  const asOf = await countReferrals(trx, place, now);
  if (asOf === undefined) return;
  const { services, needs } = await helpCounts(trx, place, asOf);
  await keepServiceHelp(trx, place, asOf, services);
  await keepNeedCounts(trx, place, asOf, needs);
}

/** The work of the job. */
export async function countReferralsHandler(context: JobContext, job: { place: Uuid }, trx: Trx): Promise<void> {
  await countHelp(trx, job.place, context.clock.now());
}
