import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import { testDatabaseUrl } from '../../src/config/env.ts';
import { newUuid } from '../../src/kernel/ids.ts';
import { PostgresSource } from '../../src/platform/database/connections.ts';
import { createDatabase, type Database, type Scope } from '../../src/platform/database/database.ts';
import { written } from '../../src/platform/database/prepared.ts';
import { sharedSource } from '../support/database.ts';

const url = testDatabaseUrl();
type Counted = { lent: number; close: () => Promise<void> };

/** A database with one connection, and how often that was lent. */
async function withOne(test: (db: Database, counted: Counted) => Promise<void>): Promise<void> {
  await sharedSource(); // with its roles
  const source = new PostgresSource({ url: url ?? '', connections: 1, onError: () => {} });
  const acquire = source.acquire.bind(source);
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await source.close();
    isOpen = false;
  };
  const counted = { lent: 0, close };
  source.acquire = async () => {
    counted.lent += 1;
    return await acquire();
  };
  try {
    await test(createDatabase(source), counted);
  } finally {
    await close();
  }
}

const [here, there] = [newUuid(), newUuid()].map((place) => ({ role: 'thread_public', place }) as const) as [
  Scope,
  Scope,
];
type Who = { number: string; role: string; place: string };
const who = written(sql<Who>`
  select pg_current_xact_id()::text as number, current_user::text as role, current_setting('thread.place', true) as place`);

async function make(db: Database, columns: string): Promise<void> {
  await db.once(here, 'read write', written(sql.raw(`create temporary table made (${columns})`)));
}

async function ask<R>(db: Database, statement: RawBuilder<R>): Promise<R[]> {
  return await db.onceTogether(here, written(statement));
}

async function kept(db: Database): Promise<number[]> {
  const rows = await db.once(here, 'read only', written(sql<{ one: number }>`select one from made order by 1`));
  return rows.map(({ one }) => one);
}

/** Ends a process of the database while it works. */
async function end(pid: number): Promise<void> {
  const source = new PostgresSource({ url: url ?? '', connections: 1, onError: () => {} });
  const connection = await source.acquire();
  const statement = `select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and wait_event = 'PgSleep'`;
  while ((await connection.query(statement, [pid])).rows.length === 0);
  connection.release();
  await source.close();
}

describe(
  'statements that are asked together',
  { skip: url === undefined && 'needs a served database: set TEST_DATABASE_URL' },
  () => {
    it('are one transaction where they are asked under the same scope, eight at most, and act for whom they say', async () => {
      await withOne(async (db, counted) => {
        const asked = Array.from({ length: 13 }, (_, index) => (index % 4 === 3 ? there : here));
        const rows = (await Promise.all(asked.map((scope) => db.onceTogether(scope, who)))).flat();
        assert.deepEqual(
          rows.map(({ role, place }) => ({ role, place })),
          asked,
        );
        assert.deepEqual(
          [here, there].map((scope) => {
            const of = rows.filter((_, index) => asked[index] === scope).map(({ number }) => number);
            return [...new Set(of)].map((one) => of.filter((number) => number === one).length);
          }),
          [[8, 2], [3]],
        );
        assert.equal(counted.lent, 3);
        // Whoever comes when all is done begins anew.
        const [later] = await db.onceTogether(here, who);
        assert.ok(rows.every(({ number }) => number !== later?.number));
      });
    });

    it('are one transaction after another where they go in turn: none waits for what another has locked', async () => {
      await sharedSource();
      const source = new PostgresSource({ url: url ?? '', connections: 4, onError: () => {} });
      try {
        const db = createDatabase(source);
        // Asked in this order by two transactions at once, the locks would be waited for crosswise, and the database would end one of them.
        const lock = (one: number) =>
          written(sql<{ number: string }>`
            select pg_current_xact_id()::text as number from (select pg_advisory_xact_lock(${one}), pg_sleep(0.02)) x`);
        const ask = (order: readonly number[]) =>
          order.map(async (one) => await db.onceTogether(here, lock(one), true));
        const first = ask([1, 2, 3, 4]);
        await setTimeout(10);
        const rows = await Promise.all([...first, ...ask([4, 3, 2, 1])]);
        const numbers = rows.map(([row]) => row?.number);
        assert.deepEqual(
          numbers.map((one) => numbers.indexOf(one)),
          [0, 0, 0, 0, 4, 4, 4, 4],
        );
      } finally {
        await source.close();
      }
    });

    it('fail alone, and undo nothing of the others', async () => {
      await withOne(async (db) => {
        await make(db, 'one integer primary key');
        const came = await Promise.allSettled(
          [1, 2, 1, 3].map((one) => ask(db, sql<{ one: number }>`insert into made values (${one}) returning one`)),
        );
        assert.deepEqual(
          came.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.code)),
          [[{ one: 1 }], [{ one: 2 }], '23505', [{ one: 3 }]],
        );
        assert.deepEqual(await kept(db), [1, 2, 3]);
        const unsayable: Record<string, unknown> = {};
        unsayable['itself'] = unsayable;
        const [, other] = await Promise.allSettled([
          ask(db, sql`insert into made values (4)`),
          ask(db, sql`select ${unsayable}::jsonb`),
          ask(db, sql`insert into made values (5)`),
        ]);
        assert.ok(other.status === 'rejected' && other.reason instanceof TypeError);
        assert.deepEqual(await kept(db), [1, 2, 3, 4, 5]);
      });
    });

    it('are not done before their transaction has ended: what fails at the end fails', async () => {
      await withOne(async (db) => {
        await make(db, 'one integer unique deferrable initially deferred');
        const came = await Promise.allSettled([1, 1, 2].map((one) => ask(db, sql`insert into made values (${one})`)));
        assert.deepEqual(
          came.map((one) => (one.status === 'fulfilled' ? 'kept' : one.reason.code)),
          ['kept', '23505', 'kept'],
        );
        assert.deepEqual(await kept(db), [1, 2]);
      });
    });

    it('fail all, and are not asked again, where the connection is lost: what became of them is not known', async () => {
      await withOne(async (db, counted) => {
        const [backend] = await ask(db, sql<{ pid: number }>`select pg_backend_pid() as pid`);
        const lent = counted.lent;
        const asked = [ask(db, sql`select 1 as one`), ask(db, sql`select pg_sleep(60)`), ask(db, sql`select 2`)];
        const coming = Promise.allSettled(asked);
        await end(backend?.pid ?? 0);
        const came = await coming;
        assert.deepEqual(
          came.map((one) => one.status),
          ['rejected', 'rejected', 'rejected'],
        );
        assert.equal(counted.lent, lent + 1);
        assert.deepEqual(await ask(db, sql`select 3 as one`), [{ one: 3 }]);
      });
    });

    it('fail where there is no connection', async () => {
      await withOne(async (db, { close }) => {
        await close();
        const came = await Promise.allSettled([ask(db, sql`select 1`), ask(db, sql`select 2`)]);
        assert.deepEqual(
          came.map((one) => one.status),
          ['rejected', 'rejected'],
        );
      });
    });

    it('fail by themselves where who asks is not well said', async () => {
      await withOne(async (db) => {
        const wrong = { role: 'thread_public', place: 'no id at all' } as const;
        await assert.rejects(db.onceTogether(wrong, who), TypeError);
        assert.equal((await db.onceTogether(here, who)).length, 1);
      });
    });
  },
);
