import { readConfig, type Config } from './config.ts';

/**
 * The configuration of this process; the only reader of `process.env`.
 * @throws Error that lists every variable that is wrong.
 */
export function configFromEnvironment(): Config {
  const read = readConfig(process.env);
  if (!read.ok) throw new Error(`The settings are not right:\n- ${read.error.join('\n- ')}`);
  return read.value;
}

/** The address of the PostgreSQL that the tests may use beside the embedded database, if one is given. */
export function testDatabaseUrl(): string | undefined {
  return process.env['TEST_DATABASE_URL'];
}

/** The passwords that `cli bootstrap-roles` gives to the two roles that sign in. */
export function rolePasswords(): { owner: string | undefined; login: string | undefined } {
  return { owner: process.env['OWNER_PASSWORD'], login: process.env['LOGIN_PASSWORD'] };
}
