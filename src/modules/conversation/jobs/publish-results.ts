import type { JobHandler } from '../../../platform/jobs/jobs.ts';
import { recomputeResults } from '../store/recompute.ts';

/** Counts a conversation after votes have come in or it has closed. */
export async function publishResults(...[context, { place, subject }, trx]: Parameters<JobHandler>): Promise<void> {
  if (subject === undefined) return;
  const found = await trx.selectFrom('place').select(['id', 'slug']).where('id', '=', place).executeTakeFirst();
  if (found !== undefined) await recomputeResults(trx, found, subject, context.clock.now());
}
