import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from './connections.ts';
import type { Database } from './database.ts';

const folder = join(import.meta.dirname, 'migrations');
/** Any constant will do: it only has to be the same in every process. */
const lockNumber = 7_268_437;

/** A numbered `.sql` file, forward only. */
export type Migration = { number: number; name: string; sql: string; checksum: string };

/** Every migration in the order in which they run. */
export function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8');
      return {
        number: Number(file.slice(0, 4)),
        name: file.slice(0, -4),
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
      };
    });
}

/** The statements that make the database roles; a superuser runs them. */
export function readRoles(): string {
  return readFileSync(join(import.meta.dirname, 'roles.sql'), 'utf8');
}

/**
 * Brings the schema up to date and says which migrations ran. `connection` is the owner's: each migration is one
 * transaction as `thread_owner`, under an advisory lock, and a file that changed after it ran is refused.
 * @throws Error naming the migration that differs or failed.
 */
export async function migrate(
  connection: Connection,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const ran: string[] = [];
  await connection.exec(`select pg_advisory_lock(${lockNumber})`);
  try {
    await connection.exec(
      `begin; set local role thread_owner;
       create table if not exists migration (number integer not null, name text not null, checksum text not null, applied_at timestamptz not null default now(), constraint migration_pk primary key (number));
       alter table migration enable row level security; alter table migration force row level security;
       drop policy if exists migration_read on migration; create policy migration_read on migration for select to thread_public using (true);
       grant select on migration to thread_public;
       commit`,
    );
    const { rows } = await connection.query('select number, checksum from migration', []);
    const applied = new Map((rows as { number: number; checksum: string }[]).map((row) => [row.number, row.checksum]));
    for (const migration of migrations) {
      const checksum = applied.get(migration.number);
      if (checksum === migration.checksum) continue;
      if (checksum !== undefined)
        throw new Error(`migration ${migration.name} was changed after it had run: add a new one instead`);
      try {
        await connection.exec(
          `begin; set local role thread_owner; ${migration.sql};
           insert into migration (number, name, checksum) values (${migration.number}, '${migration.name}', '${migration.checksum}');
           commit`,
        );
      } catch (error) {
        await connection.exec('rollback');
        throw new Error(
          `migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
      }
      ran.push(migration.name);
    }
  } finally {
    await connection.exec(`select pg_advisory_unlock(${lockNumber})`);
  }
  return ran;
}

/** The migrations that this database has not run: the application does not start on a schema that is behind it. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const applied = await db.read(
    { role: 'thread_public' },
    async (trx) => await trx.selectFrom('migration').select('number').execute(),
  );
  const numbers = new Set(applied.map((row) => row.number));
  return readMigrations()
    .filter((migration) => !numbers.has(migration.number))
    .map((migration) => migration.name);
}
