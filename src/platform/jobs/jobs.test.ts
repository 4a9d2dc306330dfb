import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from '../../config/config.ts';
import { newUuid, type Uuid } from '../../kernel/ids.ts';
import { sharedSource, withRollback } from '../../../test/support/database.ts';
import { createDatabase, type Database } from '../database/database.ts';
import { createLog } from '../log.ts';
import { createJobRunner, queueJob, type JobContext } from './jobs.ts';

const start = new Date('2026-03-02T09:00:00Z');

type World = { context: JobContext; db: Database; place: Uuid; wait: (seconds: number) => void; lines: string[] };

async function withPlace<T>(test: (world: World) => Promise<T>): Promise<T> {
  return await withRollback(async (db) => {
    const read = readConfig({ NODE_ENV: 'test' });
    assert.ok(read.ok);
    const place = newUuid();
    await db.write({ role: 'thread_service', job: 'seed', place }, async (trx) => {
      await trx
        .insertInto('place')
        .values({ id: place, slug: `p-${place}`, name: 'Testbourne', tier: 'place', created_at: start })
        .execute();
    });
    let now = start;
    const lines: string[] = [];
    const log = createLog(
      'debug',
      () => now,
      (line) => lines.push(line),
    );
    const context: JobContext = { config: read.value, db, clock: { now: () => now }, newId: newUuid, log };
    return await test({
      context,
      db,
      place,
      lines,
      wait: (seconds) => {
        now = new Date(now.getTime() + seconds * 1_000);
      },
    });
  });
}

async function ask({ context, db, place }: World, key: string, subject?: Uuid): Promise<void> {
  await db.write({ role: 'thread_member', account: newUuid(), place }, async (trx) => {
    await queueJob(trx, { place, kind: 'test/count', dedupeKey: key, subject }, context.clock.now(), newUuid);
  });
}

describe('jobs', () => {
  it('run once however often they were asked for, in the scope of their place', async () => {
    await withPlace(async (world) => {
      const seen: (Uuid | undefined)[] = [];
      const subject = newUuid();
      await ask(world, 'a', subject);
      await ask(world, 'a', subject);
      await ask(world, 'b');
      const runner = createJobRunner(world.context, {
        'test/count': async (_, job, trx) => {
          assert.equal(job.place, world.place);
          seen.push(job.subject);
          await trx
            .insertInto('public_version')
            .values({ place_id: job.place, version: 1 })
            .onConflict((c) => c.column('place_id').doNothing())
            .execute();
        },
      });
      assert.equal(await runner.runDue(), 2);
      assert.deepEqual(seen, [subject, undefined]);
      assert.equal(await runner.runDue(), 0);
      await ask(world, 'a', subject);
      assert.equal(await runner.runDue(), 1, 'asked for again, it runs again');
    });
  });

  it('survive a failure: what they wrote is undone, they wait longer each time, and no word of it is kept', async () => {
    await withPlace(async (world) => {
      let fails = 2;
      await ask(world, 'a');
      const runner = createJobRunner(world.context, {
        'test/count': async (_, job, trx) => {
          await trx.insertInto('public_version').values({ place_id: job.place, version: 7 }).execute();
          fails -= 1;
          if (fails >= 0) throw new Error('Ruth Halloran could not be found');
        },
      });
      async function kept(): Promise<{ versions: number; jobs: { attempts: number; last_error: string | null }[] }> {
        return await world.db.read({ role: 'thread_service', job: 'job-runner', place: world.place }, async (trx) => ({
          versions: (
            await trx.selectFrom('public_version').select('version').where('place_id', '=', world.place).execute()
          ).length,
          jobs: await trx.selectFrom('job').select(['attempts', 'last_error']).execute(),
        }));
      }
      assert.equal(await runner.runDue(), 1);
      assert.deepEqual(await kept(), { versions: 0, jobs: [{ attempts: 1, last_error: 'Error' }] });
      assert.equal(await runner.runDue(), 0, 'not at once');
      world.wait(11);
      assert.equal(await runner.runDue(), 1);
      world.wait(11);
      assert.equal(await runner.runDue(), 0);
      world.wait(20);
      assert.equal(await runner.runDue(), 1);
      assert.deepEqual(await kept(), { versions: 1, jobs: [] });
      assert.ok(!world.lines.join('').includes('Ruth'));
    });
  });

  it('of a kind that this process does not know are left for one that does', async () => {
    await withPlace(async (world) => {
      await ask(world, 'a');
      assert.equal(await createJobRunner(world.context, {}).runDue(), 0);
      assert.equal(await createJobRunner(world.context, { 'other/kind': async () => {} }).runDue(), 0);
      assert.equal(await createJobRunner(world.context, { 'test/count': async () => {} }).runDue(), 1);
    });
  });

  it('run when the runner is woken, and stopping waits for the one that runs', async () => {
    await withPlace(async (world) => {
      let done = 0;
      const runner = createJobRunner(world.context, {
        'test/count': async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          done += 1;
        },
      });
      await ask(world, 'a');
      runner.start();
      runner.wake();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await runner.stop();
      assert.equal(done, 1);
    });
  });

  it('cannot be read by those who ask for them', async () => {
    await withPlace(async (world) => {
      await ask(world, 'a');
      await assert.rejects(
        world.db.read(
          { role: 'thread_member', account: newUuid(), place: world.place },
          async (trx) => await trx.selectFrom('job').selectAll().execute(),
        ),
        /permission denied/,
      );
    });
  });
});

describe('jobs of two processes', () => {
  it('are never lost: an insert of the work being done waits for it, and is then done too', async (t) => {
    const source = await sharedSource();
    if (source.kind !== 'postgres') {
      t.skip('needs two connections: set TEST_DATABASE_URL');
      return;
    }
    const db = createDatabase(source);
    const read = readConfig({ NODE_ENV: 'test' });
    assert.ok(read.ok);
    const place = newUuid();
    const seed = { role: 'thread_service', job: 'job-runner', place } as const;
    const now = new Date();
    const log = createLog(
      'silent',
      () => now,
      () => {},
    );
    const context: JobContext = { config: read.value, db, clock: { now: () => now }, newId: newUuid, log };
    async function ask(): Promise<void> {
      await db.write(seed, async (trx) => {
        await queueJob(trx, { place, kind: 'race/count', dedupeKey: 'a' }, now, newUuid);
      });
    }
    await db.write(seed, async (trx) => {
      await trx
        .insertInto('place')
        .values({ id: place, slug: `r-${place}`, name: 'Raceton', tier: 'place', created_at: now })
        .execute();
    });
    try {
      await ask();
      let runs = 0;
      let asked: Promise<void> | undefined;
      const handlers = {
        'race/count': async () => {
          runs += 1;
          // Somebody changes something while the work is done: it has to be done once more.
          if (runs === 1) asked = ask();
          await new Promise((resolve) => setTimeout(resolve, 200));
        },
      };
      const [one, two] = [createJobRunner(context, handlers), createJobRunner(context, handlers)];
      const counts = await Promise.all([one.runDue(), two.runDue()]);
      assert.deepEqual(
        counts.sort((a, b) => a - b),
        [0, 1],
        'one process takes it, the other skips it',
      );
      await asked;
      assert.equal(await one.runDue(), 1);
      assert.equal(runs, 2);
    } finally {
      await db.write(seed, async (trx) => {
        await trx.deleteFrom('job').where('place_id', '=', place).execute();
        await trx.deleteFrom('place').where('id', '=', place).execute();
      });
    }
  });
});
