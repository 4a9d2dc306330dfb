import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config/config.ts';
import { PGliteSource, PostgresSource } from './platform/database/connections.ts';
import { createDatabase, type Database } from './platform/database/database.ts';
import { lockFolder } from './platform/database/folder-lock.ts';
import { migrate, pendingMigrations, readRoles } from './platform/database/migrate.ts';
import { errorFields, type Log } from './platform/log.ts';

/** A database that is open and up to date, and how to let go of it. */
export type Opened = { db: Database; migrated: string[]; close: () => Promise<void> };

async function openEmbedded(folder: string): Promise<Opened> {
  mkdirSync(folder, { recursive: true });
  const lock = lockFolder(folder);
  if (!lock.ok) throw new Error(lock.error);
  try {
    const source = await PGliteSource.open({ folder: join(folder, 'database') });
    const connection = await source.acquire();
    let migrated: string[];
    try {
      await connection.exec(readRoles());
      migrated = await migrate(connection);
    } finally {
      connection.release();
    }
    const db = createDatabase(source);
    return {
      db,
      migrated,
      async close() {
        await db.close();
        lock.value.release();
      },
    };
  } catch (error) {
    lock.value.release();
    throw error;
  }
}

/** Brings a served database up to date through `url`, when its role may: the owner, or a superuser who makes the roles too. */
export async function migrateServed(
  url: string,
  log: Log,
): Promise<{ migrated: string[]; isSuperuser: boolean } | undefined> {
  const source = new PostgresSource({
    url,
    connections: 1,
    onError: (error) => log.warn('a database connection was lost', errorFields(error)),
  });
  const connection = await source.acquire();
  try {
    const { rows } = await connection.query(
      `select r.rolsuper as super, pg_has_role(current_user, 'thread_owner', 'member') as owner from pg_roles r where r.rolname = current_user and exists (select 1 from pg_roles where rolname = 'thread_owner')
       union all select r.rolsuper, false from pg_roles r where r.rolname = current_user and not exists (select 1 from pg_roles where rolname = 'thread_owner')`,
      [],
    );
    const [role] = rows as { super: boolean; owner: boolean }[];
    if (role?.super === true) await connection.exec(readRoles());
    else if (role?.owner !== true) return undefined;
    return { migrated: await migrate(connection), isSuperuser: role.super };
  } finally {
    connection.release();
    await source.close();
  }
}

async function openServed(config: Extract<Config['database'], { kind: 'postgres' }>, log: Log): Promise<Opened> {
  const prepared = await migrateServed(config.ownerUrl ?? config.url, log);
  // A superuser's address is for trying things out: the sessions of the application still have only the rights of thread_login.
  const actAs = config.ownerUrl === undefined && prepared?.isSuperuser === true ? 'thread_login' : undefined;
  if (actAs !== undefined)
    log.warn('DATABASE_URL is a superuser: fine for trying out, not for real data. See docs/operations.md');
  const source = new PostgresSource({
    url: config.url,
    directUrl: config.directUrl,
    connections: config.connections,
    onError: (error) => log.warn('a database connection was lost', errorFields(error)),
    actAs,
  });
  const db = createDatabase(source);
  const pending = await pendingMigrations(db);
  if (pending.length > 0) {
    await db.close();
    throw new Error(
      `the database has not run ${pending.join(', ')}: run "npm run cli -- migrate" with DATABASE_OWNER_URL set`,
    );
  }
  return { db, migrated: prepared?.migrated ?? [], close: async () => await db.close() };
}

/** Opens the database that the configuration names, brings its schema up to date where it may, and refuses one that is behind. */
export async function openDatabase(config: Config, log: Log): Promise<Opened> {
  return config.database.kind === 'pglite'
    ? await openEmbedded(config.database.folder)
    : await openServed(config.database, log);
}
