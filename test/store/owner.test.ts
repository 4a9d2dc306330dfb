import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { seedDemo } from '../../src/cli/seed.ts';
import { readConfig } from '../../src/config/config.ts';
import { testDatabaseUrl } from '../../src/config/env.ts';
import { openDatabase } from '../../src/open.ts';
import { PostgresSource } from '../../src/platform/database/connections.ts';
import { migrate, readMigrations, readRoles } from '../../src/platform/database/migrate.ts';
import { createService } from '../../src/start.ts';
import { silentLog } from '../support/silent-log.ts';

const url = testDatabaseUrl();

async function as<T>(
  address: URL,
  work: (exec: (sql: string) => Promise<void>, query: (sql: string) => Promise<unknown[]>) => Promise<T>,
): Promise<T> {
  const source = new PostgresSource({ url: address.href, connections: 1, onError: () => {} });
  const connection = await source.acquire();
  try {
    return await work(
      async (sql) => await connection.exec(sql),
      async (sql) => (await connection.query(sql, [])).rows,
    );
  } finally {
    connection.release();
    await source.close();
  }
}

describe(
  'an ordinary owner, as in a real installation',
  { skip: url === undefined && 'needs a served database: set TEST_DATABASE_URL' },
  () => {
    it(
      'migrates an empty database, and one that is full, where forced row security would hide the rows from anybody else',
      { timeout: 600_000 },
      async () => {
        const admin = new URL(url ?? '');
        const name = `owner_${process.pid}`;
        const fresh = new URL(admin.href);
        fresh.pathname = `/${name}`;
        const folder = mkdtempSync(join(tmpdir(), 'common-thread-owner-'));
        await as(admin, async (exec) => await exec(`create database ${name}`));
        try {
          // Once, as a superuser: what `cli bootstrap-roles` does.
          await as(fresh, async (exec) => {
            await exec(readRoles());
            await exec(
              `alter role thread_owner login password 'owner-of-the-test'; alter role thread_login login password 'login-of-the-test'`,
            );
          });
          const owner = new URL(fresh.href);
          owner.username = 'thread_owner';
          owner.password = 'owner-of-the-test';
          const login = new URL(fresh.href);
          login.username = 'thread_login';
          login.password = 'login-of-the-test';

          const config = readConfig({
            DATABASE_URL: login.href,
            DATABASE_OWNER_URL: owner.href,
            DATA_FOLDER: folder,
            PORT: '0',
          });
          assert.ok(config.ok);
          const opened = await openDatabase(config.value, silentLog);
          assert.equal(opened.migrated.length, readMigrations().length);
          const service = await createService(
            config.value,
            opened,
            { css: '', js: '', room: { css: '', js: '' } },
            silentLog,
          );
          await seedDemo(service.context, service.auth);
          await service.stop();

          // A later migration that changes rows changes all of them.
          const sql = "update priority set summary = summary || ' '";
          const later = { number: 9_999, name: '9999-a-later-backfill', sql, checksum: 'x' };
          await as(owner, async (_exec, query) => {
            const before = await query('select count(*)::int as count from priority');
            assert.deepEqual(before, [{ count: 5 }]);
          });
          const source = new PostgresSource({ url: owner.href, connections: 1, onError: () => {} });
          const connection = await source.acquire();
          assert.deepEqual(await migrate(connection, [...readMigrations(), later]), [later.name]);
          const { rows } = await connection.query(
            "select count(*)::int as count from priority where summary like '% '",
            [],
          );
          assert.deepEqual(rows, [{ count: 5 }]);
          connection.release();
          await source.close();

          // The application's own role has no rights of its own.
          await as(login, async (_exec, query) => {
            await assert.rejects(query('select * from priority'), /permission denied/);
            await assert.rejects(query('select * from auth.user'), /permission denied/);
          });
        } finally {
          await as(admin, async (exec) => await exec(`drop database ${name} with (force)`));
          rmSync(folder, { recursive: true, force: true });
        }
      },
    );
  },
);
