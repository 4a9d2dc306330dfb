import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testDatabaseUrl } from '../../src/config/env.ts';
import {
  PGliteSource,
  PostgresSource,
  type Connection,
  type ConnectionSource,
} from '../../src/platform/database/connections.ts';
import { createDatabase, type Database } from '../../src/platform/database/database.ts';
import { migrate, readMigrations, readRoles } from '../../src/platform/database/migrate.ts';

const cache = 'node_modules/.cache/common-thread';

async function openEmbedded(): Promise<PGliteSource> {
  const hash = createHash('sha256')
    .update(readRoles())
    .update(JSON.stringify(readMigrations()))
    .digest('hex')
    .slice(0, 16);
  const path = join(cache, `migrated-${hash}.tar`);
  if (existsSync(path)) return await PGliteSource.open({ image: new Blob([readFileSync(path)]) });
  const source = await PGliteSource.open();
  await prepare(source);
  mkdirSync(cache, { recursive: true });
  // Two test processes may make it at once: neither reads what the other has half written.
  const half = `${path}.${process.pid}`;
  writeFileSync(half, Buffer.from(await (await source.engine.dumpDataDir('none')).arrayBuffer()));
  renameSync(half, path);
  return source;
}

async function prepare(source: ConnectionSource): Promise<void> {
  const connection = await source.acquire();
  await connection.exec(readRoles());
  await migrate(connection);
  connection.release();
}

let shared: Promise<ConnectionSource> | undefined;

/**
 * The one database of this test process: PGlite from a dump that is made once, or the PostgreSQL of TEST_DATABASE_URL
 * (signed in as a superuser, so that a test can act as the owner).
 */
export function sharedSource(): Promise<ConnectionSource> {
  const url = testDatabaseUrl();
  shared ??=
    url === undefined
      ? openEmbedded()
      : (async () => {
          const source = new PostgresSource({ url, connections: 10, onError: () => {} });
          await prepare(source);
          return source;
        })();
  return shared;
}

/** A source that hands out one connection, on which a transaction is already open, to one taker at a time. */
function oneConnection(kind: ConnectionSource['kind'], connection: Connection): ConnectionSource {
  let queue: Promise<void> = Promise.resolve();
  return {
    kind,
    async acquire() {
      let free: () => void = () => {};
      const before = queue;
      queue = new Promise((resolve) => {
        free = resolve;
      });
      await before;
      return {
        query: async (sql, parameters, role) => await connection.query(sql, parameters, role),
        exec: async (sql) => await connection.exec(sql),
        release: () => free(),
        leave: () => free(),
      };
    },
    async listen() {
      return async () => {};
    },
    async close() {},
  };
}

/** Runs `test` against the shared database inside one transaction that is rolled back: nothing it does stays. */
export async function withRollback<T>(test: (db: Database) => Promise<T>): Promise<T> {
  const source = await sharedSource();
  const connection = await source.acquire();
  try {
    await connection.exec('begin');
    return await test(createDatabase(oneConnection(source.kind, connection), { nested: true }));
  } finally {
    await connection.exec('rollback');
    connection.release();
  }
}
