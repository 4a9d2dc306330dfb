import type { Uuid } from '../../../kernel/ids.ts';
import { afterCommit } from '../../../platform/database/database.ts';
import { queueJob, type JobContext, type JobHandler } from '../../../platform/jobs/jobs.ts';
import { errorFields } from '../../../platform/log.ts';
import { analysedFingerprint, gatherVotes, keepFindings, keepLettersOf, type Gathered } from '../store/analysis.ts';
import { analyseJob } from '../store/votes.ts';
import { findingsInThread } from './analyst.ts';

/** Should this process end before the result is kept, the work is taken up again after so long. */
const againMs = 60_000;

/**
 * Reads the votes in the job's transaction and works out what they tell after it, in another thread: no transaction waits for it.
 * The same job waits behind as a surety, and finds nothing to do where the result was kept. What was analysed already is left.
 */
export async function analyseConversation(
  ...[context, { place, subject }, trx]: Parameters<JobHandler>
): Promise<void> {
  if (subject === undefined) return;
  const gathered = await gatherVotes(trx, place, subject);
  if ((await analysedFingerprint(trx, place, subject)) === gathered.fingerprint) return;
  const now = context.clock.now();
  const surety = { place, kind: analyseJob, dedupeKey: `${subject} again`, subject };
  await queueJob(trx, { ...surety, runAfter: new Date(now.getTime() + againMs) }, now, context.newId);
  afterCommit(trx, () => {
    void workOut(context, place, subject, gathered).catch((error: unknown) =>
      context.log.error('an analysis failed', { conversation: subject, ...errorFields(error) }),
    );
  });
}

/** Works out what gathered votes tell and keeps it, in a transaction of its own. */
export async function workOut(
  context: Pick<JobContext, 'db' | 'clock'>,
  place: Uuid,
  conversation: Uuid,
  { input, fingerprint, numbers }: Gathered,
): Promise<void> {
  const { findings, letters } = await findingsInThread(input);
  await context.db.write({ role: 'thread_service', job: 'conversation-analysis', place }, async (trx) => {
    await keepFindings(trx, place, conversation, { findings, fingerprint }, context.clock.now());
    await keepLettersOf(trx, place, conversation, numbers, letters);
  });
}
