import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Scope } from '../database/database.ts';

export type RateLimit = { limit: number; windowSeconds: number };
export type Count = { allowed: boolean; retryAfterSeconds: number };

const scope: Scope = { role: 'thread_service', job: 'rate-limit' };
const dayMs = 86_400_000;
const sweepMs = 600_000;
const sweptAt = new WeakMap<Database, number>();

/**
 * Counts a use of `bucket`, or several that are taken at once, in the present window and says whether it was still within the limit. Counted in the
 * database, so that several processes count together; a bucket is kept only as a hash, because it names a person or an
 * address, and forgotten after a day.
 */
export async function countUse(
  db: Database,
  bucket: string,
  { limit, windowSeconds }: RateLimit,
  now: Date,
  many = 1,
): Promise<Count> {
  const windowMs = windowSeconds * 1_000;
  const start = new Date(Math.floor(now.getTime() / windowMs) * windowMs);
  const key = bucketKey(bucket, windowSeconds);
  const isSweepDue = now.getTime() - (sweptAt.get(db) ?? 0) >= sweepMs;
  if (isSweepDue) sweptAt.set(db, now.getTime());
  const uses = await db.write(scope, async (trx) => {
    await trx.deleteFrom('rate_limit').where('bucket', '=', key).where('window_start', '<', start).execute();
    if (isSweepDue)
      await trx
        .deleteFrom('rate_limit')
        .where('window_start', '<', new Date(now.getTime() - dayMs))
        .execute();
    const row = await trx
      .insertInto('rate_limit')
      .values({ bucket: key, window_start: start, uses: many })
      .onConflict((conflict) =>
        conflict.columns(['bucket', 'window_start']).doUpdateSet({ uses: sql`rate_limit.uses + ${many}::integer` }),
      )
      .returning('uses')
      .executeTakeFirstOrThrow();
    return row.uses;
  });
  const left = Math.ceil((start.getTime() + windowMs - now.getTime()) / 1_000);
  return { allowed: uses <= limit, retryAfterSeconds: Math.max(1, left) };
}

/** Whether `bucket` has uses left in the present window, without counting one: for limits on failures alone. */
export async function hasUsesLeft(
  db: Database,
  bucket: string,
  { limit, windowSeconds }: RateLimit,
  now: Date,
): Promise<boolean> {
  const windowMs = windowSeconds * 1_000;
  const start = new Date(Math.floor(now.getTime() / windowMs) * windowMs);
  const key = bucketKey(bucket, windowSeconds);
  const row = await db.read(scope, async (trx) => {
    return await trx
      .selectFrom('rate_limit')
      .select('uses')
      .where('bucket', '=', key)
      .where('window_start', '=', start)
      .executeTakeFirst();
  });
  return (row?.uses ?? 0) < limit;
}

function bucketKey(bucket: string, windowSeconds: number): string {
  return createHash('sha256').update(`${windowSeconds}\0${bucket}`).digest('base64url');
}

/** The sentence for somebody who tried too often. */
export function tooManySentence(count: Count): string {
  const minutes = Math.ceil(count.retryAfterSeconds / 60);
  return `There were too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`;
}
