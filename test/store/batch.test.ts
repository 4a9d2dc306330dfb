import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testDatabaseUrl } from '../../src/config/env.ts';
import { PostgresSource, type Connection } from '../../src/platform/database/connections.ts';

const url = testDatabaseUrl();

async function withConnection(test: (connection: Connection) => Promise<void>): Promise<void> {
  const source = new PostgresSource({ url: url ?? '', connections: 1, onError: () => {} });
  const connection = await source.acquire();
  try {
    await test(connection);
  } finally {
    connection.release();
    await source.close();
  }
}

/** Long enough to be kept prepared, and new each time that a test asks for one. */
let made = 0;
function fresh(expression: string): string {
  made += 1;
  return `select ${expression} as value -- a statement of the test of batches, number ${made} of ${process.pid}`;
}

describe(
  'statements that are asked in one turn',
  { skip: url === undefined && 'needs a served database: set TEST_DATABASE_URL' },
  () => {
    it('are answered each with its own rows, in any mixture of new and known', async () => {
      await withConnection(async (connection) => {
        const known = fresh('$1::integer * 2');
        const ask = async (sql: string, value: unknown): Promise<unknown> =>
          (await connection.query(sql, [value])).rows.map((row) => (row as { value: unknown }).value)[0];
        assert.equal(await ask(known, 4), 8);
        const text = fresh('$1::text || $1::text');
        assert.deepEqual(
          await Promise.all([
            ask(known, 5),
            ask(text, 'a'),
            ask(known, 6),
            ask(text, 'b'),
            ask('select $1::date as value', '2026-03-01'),
          ]),
          [10, 'aa', 12, 'bb', '2026-03-01'],
        );
        assert.deepEqual(await Promise.all([ask(text, 'c'), ask(known, 7)]), ['cc', 14]);
        const none = await connection.query(`${fresh('1')}\nwhere $1::boolean`, [false]);
        assert.deepEqual([none.rows, none.affected, none.command], [[], 0, 'SELECT']);
      });
    });

    it('fail from the first that fails on, and the connection goes on after the rollback', async () => {
      await withConnection(async (connection) => {
        const [before, failing, after] = [fresh('$1::integer'), fresh('1 / $1::integer'), fresh('$1::integer + 1')];
        await connection.exec('begin');
        const [first, second, third] = await Promise.allSettled([
          connection.query(before, [1]),
          connection.query(failing, [0]),
          connection.query(after, [2]),
        ]);
        assert.deepEqual([first.status, second.status, third.status], ['fulfilled', 'rejected', 'rejected']);
        assert.equal((second as PromiseRejectedResult).reason.code, '22012');
        await connection.exec('rollback');
        // Whether they were prepared when it failed or not, all of them can be asked again.
        const again = await Promise.all([before, failing, after].map(async (sql) => await connection.query(sql, [1])));
        assert.deepEqual(
          again.map(({ rows }) => rows),
          [[{ value: 1 }], [{ value: 1 }], [{ value: 2 }]],
        );
      });
    });

    it('are kept prepared once for each role: a plan under row security is made for one', async () => {
      await withConnection(async (connection) => {
        const statement = fresh('$1::integer');
        for (const role of ['thread_public', 'thread_member', 'thread_public', 'thread_member'])
          assert.deepEqual((await connection.query(statement, [1], role)).rows, [{ value: 1 }]);
        const kept = await connection.query('select name from pg_prepared_statements where statement = $1', [
          statement,
        ]);
        assert.equal(kept.rows.length, 2);
      });
    });

    it('fail where one cannot be understood, each time anew', async () => {
      await withConnection(async (connection) => {
        const wrong = fresh('no_such_column_at_all');
        for (let time = 0; time < 3; time += 1) await assert.rejects(connection.query(wrong, []), /no_such_column/);
        assert.deepEqual((await connection.query(fresh('$1::integer'), [3])).rows, [{ value: 3 }]);
      });
    });

    it('keep their answers where a row of another cannot be read', async () => {
      await withConnection(async (connection) => {
        const [wide, fine] = await Promise.allSettled([
          connection.query(fresh('9007199254740993::int8'), []),
          connection.query(fresh('7::int8'), []),
        ]);
        assert.ok(wide.status === 'rejected' && wide.reason instanceof RangeError);
        assert.ok(fine.status === 'fulfilled');
        assert.deepEqual(fine.value.rows, [{ value: 7 }]);
      });
    });

    it('leave in the order in which they were asked, with what has no parameters', async () => {
      await withConnection(async (connection) => {
        await connection.exec('create temporary table ordered (n integer)');
        const insert = 'insert into ordered (n) values ($1) -- long enough to be kept prepared';
        const asked = [
          connection.exec('begin'),
          connection.query(insert, [1]),
          connection.exec('insert into ordered values (2); insert into ordered values (3)'),
          connection.query(insert, [4]),
          connection.query('commit', []),
        ];
        await Promise.all(asked);
        const { rows } = await connection.query('select array_agg(n order by ctid) as n from ordered', []);
        assert.deepEqual(rows, [{ n: [1, 2, 3, 4] }]);
      });
    });

    it('leave before the next taker of the connection asks anything', async () => {
      const source = new PostgresSource({ url: url ?? '', connections: 1, onError: () => {} });
      try {
        const first = await source.acquire();
        await first.exec('create temporary table kept (n integer)');
        await first.exec('begin; insert into kept values (1)');
        const committed = first.query('commit', []);
        first.release();
        const second = await source.acquire();
        const begun = second.exec('begin');
        await second.exec('rollback');
        await Promise.all([committed, begun]);
        assert.deepEqual((await second.query('select n from kept', [])).rows, [{ n: 1 }]);
        second.release();
      } finally {
        await source.close();
      }
    });

    it('begin with the end of the reading that was left open on the connection, which also ends by itself', async () => {
      const source = new PostgresSource({ url: url ?? '', connections: 1, onError: () => {} });
      const watcher = new PostgresSource({ url: url ?? '', connections: 1, onError: () => {} });
      const others = await watcher.acquire();
      async function leaveReading(): Promise<unknown> {
        const connection = await source.acquire();
        await connection.query('begin read only', []);
        const { rows } = await connection.query('select pg_backend_pid() as pid', []);
        connection.leave();
        return (rows as { pid: unknown }[])[0]?.pid;
      }
      try {
        const pid = await leaveReading();
        const next = await source.acquire();
        const { rows } = await next.query(`select current_setting('transaction_read_only') as value`, []);
        assert.deepEqual(rows, [{ value: 'off' }]);
        next.release();

        assert.equal(await leaveReading(), pid, 'the connection stays open');
        let state: unknown;
        for (let tries = 0; tries < 100 && state !== 'idle'; tries += 1) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          const seen = await others.query('select state from pg_stat_activity where pid = $1', [pid]);
          state = (seen.rows as { state: unknown }[])[0]?.state;
        }
        assert.equal(state, 'idle');
      } finally {
        others.release();
        await Promise.all([source.close(), watcher.close()]);
      }
    });
  },
);
