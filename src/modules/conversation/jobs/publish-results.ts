import { queueJob, type JobHandler } from '../../../platform/jobs/jobs.ts';
import { recomputeResults } from '../store/recompute.ts';
import { analyseJob } from '../store/votes.ts';

/** Counts a conversation after votes have come in or it has closed, and asks for its analysis. */
export async function publishResults(...[context, { place, subject }, trx]: Parameters<JobHandler>): Promise<void> {
  if (subject === undefined) return;
  const found = await trx.selectFrom('place').select(['id', 'slug']).where('id', '=', place).executeTakeFirst();
  if (found === undefined) return;
  const now = context.clock.now();
  await recomputeResults(trx, found, subject, now);
  await queueJob(trx, { place, kind: analyseJob, dedupeKey: subject, subject }, now, context.newId);
}
