import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { jobChannel } from '../database/changes.ts';
import { announce, type Scope, type Trx } from '../database/database.ts';
import { addRows } from '../database/prepared.ts';
import { placeStatement } from '../database/scope.ts';
import { errorFields } from '../log.ts';
import { createWaker } from '../waker.ts';

/** Work to do later: ids only, so that nothing personal waits in a queue. */
export type Job = {
  place: Uuid;
  /** Such as `measures/recalculate`. */
  kind: string;
  /** Two jobs of one kind with the same key are one job. */
  dedupeKey: string;
  subject?: Uuid | undefined;
  runAfter?: Date | undefined;
};

/**
 * Asks for work after this transaction. When the same work already waits, nothing is added; when it is being done right
 * now, the insert waits for it and is then added, so that no change goes unnoticed.
 */
export async function queueJob(trx: Trx, job: Job, now: Date, newId: () => Uuid): Promise<void> {
  const runAfter = job.runAfter ?? now;
  const row = {
    place_id: job.place,
    id: newId(),
    kind: job.kind,
    dedupe_key: job.dedupeKey,
    subject_id: job.subject ?? null,
    run_after: runAfter,
    created_at: now,
  };
  // No columns are named where one is there: with them, a role that may only insert would have to be able to read.
  const added = await addRows(trx, 'job', [row], { unlessThere: true });
  // Nobody is woken for what waits already, or is not due yet.
  if (added > 0 && runAfter <= now) await announce(trx, jobChannel, '');
}

/**
 * Does the work of one kind of job. `trx` is the transaction that took the job from the queue, within the job's place:
 * what it writes and the job's end happen together or not at all. No other I/O belongs in it.
 */
export type JobHandler = (
  context: JobContext,
  job: { place: Uuid; subject: Uuid | undefined },
  trx: Trx,
) => Promise<void>;
export type JobContext = Pick<Context, 'config' | 'db' | 'clock' | 'newId' | 'log'>;

export type JobRunner = {
  /** Runs what is due, then whenever it is woken and every 30 seconds. */
  start(): void;
  wake: () => void;
  /** Waits for the job that runs and begins no other. */
  stop(): Promise<void>;
  /** Runs every job that is due and says how many were tried. */
  runDue(): Promise<number>;
};

const scope: Scope = { role: 'thread_service', job: 'job-runner' };
const pollMs = 30_000;
const longestDelayMs = 6 * 3_600_000;

function delayAfter(attempts: number): number {
  return Math.min(longestDelayMs, 10_000 * 2 ** Math.min(attempts, 20));
}

/** The kind of a failure: its database code or its name. What it says may quote what a person wrote, so it stays out. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const text = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return text.replaceAll(/[^\w./-]/g, '').slice(0, 60);
}

type Claimed = { place: Uuid; id: Uuid; kind: string; subject: Uuid | undefined; attempts: number };

/** Runs jobs, each in one transaction; several processes share the work without doing any of it twice. */
export function createJobRunner(context: JobContext, handlers: Readonly<Record<string, JobHandler>>): JobRunner {
  const { db, clock, log } = context;
  const kinds = Object.keys(handlers);
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function claim(trx: Trx): Promise<Claimed | undefined> {
    const now = clock.now();
    const row = await trx
      .deleteFrom('job')
      .where((eb) =>
        eb(
          eb.refTuple('job.place_id', 'job.id'),
          // '=', because 'in' may be planned as a join that runs the locking query more than once.
          '=',
          eb
            .selectFrom('job as due')
            .select(['due.place_id', 'due.id'])
            .where('due.run_after', '<=', now)
            .where('due.kind', 'in', kinds)
            .orderBy('due.run_after')
            .limit(1)
            .forUpdate()
            .skipLocked()
            .$asTuple('place_id', 'id'),
        ),
      )
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return {
      place: row.place_id,
      id: row.id,
      kind: row.kind,
      subject: row.subject_id ?? undefined,
      attempts: row.attempts,
    };
  }

  /** The job is back in the queue, because its transaction was undone: it waits longer each time. */
  async function postpone(job: Claimed, error: unknown): Promise<void> {
    const attempts = job.attempts + 1;
    await db.write(scope, async (trx) => {
      await trx
        .updateTable('job')
        .set({
          attempts,
          last_error: codeOf(error),
          run_after: new Date(clock.now().getTime() + delayAfter(job.attempts)),
        })
        .where('place_id', '=', job.place)
        .where('id', '=', job.id)
        .execute();
    });
    log.error('a job failed', { job: job.id, kind: job.kind, attempts, ...errorFields(error) });
  }

  async function runOne(): Promise<boolean> {
    let job: Claimed | undefined;
    try {
      await db.write(scope, async (trx) => {
        job = await claim(trx);
        if (job === undefined) return;
        await sql.raw(placeStatement(job.place)).execute(trx);
        await handlers[job.kind]?.(context, { place: job.place, subject: job.subject }, trx);
      });
    } catch (error) {
      if (job === undefined) throw error;
      await postpone(job, error);
    }
    return job !== undefined;
  }

  async function runDue(): Promise<number> {
    let count = 0;
    if (kinds.length === 0) return count;
    for (;;) {
      if (isStopped || !(await runOne())) return count;
      count += 1;
    }
  }

  // When the database is away, the next tick tries again.
  const waker = createWaker(runDue, (error) => log.error('jobs could not be taken', errorFields(error)));

  return {
    start() {
      timer ??= setInterval(waker.wake, pollMs).unref();
      waker.wake();
    },
    wake: waker.wake,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await waker.stop();
    },
    runDue,
  };
}
