import type { Config } from '../config/config.ts';
import { rolePasswords } from '../config/env.ts';
import { migrateServed, openDatabase } from '../open.ts';
import { PostgresSource } from '../platform/database/connections.ts';
import { readRoles } from '../platform/database/migrate.ts';
import type { Log } from '../platform/log.ts';

/** Brings the schema up to date and says what ran. */
export async function migrateCommand(config: Config, log: Log): Promise<void> {
  let ran: string[];
  if (config.database.kind === 'pglite') {
    const opened = await openDatabase(config, log);
    ran = opened.migrated;
    await opened.close();
  } else {
    const done = await migrateServed(config.database.ownerUrl ?? config.database.url, log);
    if (done === undefined)
      throw new Error('This role may not migrate: set DATABASE_OWNER_URL to the address of thread_owner.');
    ran = done.migrated;
  }
  console.log(ran.length === 0 ? 'The schema is up to date.' : `Ran ${ran.join(', ')}.`);
}

/** Makes the database roles, as a superuser, with the passwords that are set for the two that sign in. */
export async function bootstrapRoles(config: Config, log: Log): Promise<void> {
  if (config.database.kind === 'pglite') {
    console.log('The embedded database makes its roles itself.');
    return;
  }
  const source = new PostgresSource({
    url: config.database.url,
    connections: 1,
    onError: (error) => log.warn(error.name),
  });
  const connection = await source.acquire();
  try {
    await connection.exec(readRoles());
    const passwords = rolePasswords();
    for (const [role, password] of [
      ['thread_owner', passwords.owner],
      ['thread_login', passwords.login],
    ] as const) {
      if (password === undefined) continue;
      const { rows } = await connection.query('select quote_literal($1::text) as quoted', [password]);
      await connection.exec(`alter role ${role} login password ${(rows as { quoted: string }[])[0]?.quoted ?? ''}`);
    }
    console.log(
      'The roles are there. thread_owner and thread_login can sign in when OWNER_PASSWORD and LOGIN_PASSWORD were set.',
    );
  } finally {
    connection.release();
    await source.close();
  }
}
