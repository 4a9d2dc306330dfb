import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { organisationsNamed } from '../../partnership/index.ts';
import { runPiece } from '../store/import-runs.ts';
import { placeOf } from '../store/doing.ts';

export { importJob } from '../store/import-runs.ts';

/** Takes over the next piece of what was read from another directory. */
export async function importHandler(
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
): Promise<void> {
  if (job.subject === undefined) return;
  const place = await placeOf(trx, job.place);
  const doing = { place, speaker: { kind: 'service' as const }, now: context.clock.now(), newId: context.newId };
  await runPiece(trx, doing, job.subject, organisationsNamed);
}
