/** Everything that can be set from outside, checked and complete. */
export type Config = {
  mode: 'development' | 'production' | 'test';
  host: string;
  port: number;
  /** The address people use, without a final slash: links in mail and the origin that forms must come from. */
  baseUrl: string;
  database:
    | { kind: 'pglite'; folder: string }
    | {
        kind: 'postgres';
        url: string;
        directUrl: string | undefined;
        ownerUrl: string | undefined;
        connections: number;
      };
  /** Signs sessions. Undefined: one is made and kept in the data folder. */
  secret: string | undefined;
  dataFolder: string;
  mail: { kind: 'outbox' } | { kind: 'smtp'; url: string; from: string };
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Seed the demo place into an empty database, and offer its sign-ins. */
  demo: boolean;
  /** Trust X-Forwarded-* from this proxy. */
  trustProxy: boolean;
  /** Requests that one client of another system may send in a minute. */
  fhirPerMinute: number;
};

type Env = Record<string, string | undefined>;

function wholeNumber(
  env: Env,
  name: string,
  fallback: number,
  lowest: number,
  highest: number,
  problems: string[],
): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= lowest && value <= highest) return value;
  problems.push(`${name} must be a whole number from ${lowest} to ${highest}, not "${text}"`);
  return fallback;
}

function choice<T extends string>(env: Env, name: string, choices: readonly T[], fallback: T, problems: string[]): T {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const found = choices.find((one) => one === text);
  if (found === undefined) problems.push(`${name} must be one of ${choices.join(', ')}, not "${text}"`);
  return found ?? fallback;
}

/**
 * Reads the configuration from environment variables. Pure: the same variables give the same configuration.
 * @returns the configuration, or every problem found, each in a sentence that names its variable.
 */
export function readConfig(env: Env): { ok: true; value: Config } | { ok: false; error: string[] } {
  const problems: string[] = [];
  const mode = choice(env, 'NODE_ENV', ['development', 'production', 'test'], 'development', problems);
  const port = wholeNumber(env, 'PORT', 3000, 0, 65_535, problems);
  const connections = wholeNumber(env, 'DATABASE_CONNECTIONS', 10, 1, 200, problems);
  const baseUrl = (env['BASE_URL'] ?? `http://localhost:${port}`).replace(/\/+$/, '');
  if (!URL.canParse(baseUrl))
    problems.push(`BASE_URL must be an address such as https://thread.example.org, not "${baseUrl}"`);
  const url = env['DATABASE_URL'];
  if (url !== undefined && url !== '' && !/^postgres(ql)?:\/\//.test(url))
    problems.push('DATABASE_URL must begin with postgres://');
  const secret = env['SECRET'];
  if (secret !== undefined && secret.length < 32) problems.push('SECRET must have at least 32 characters');
  if (mode === 'production' && secret === undefined && url !== undefined)
    problems.push('SECRET must be set when several processes share a database');
  const dataFolder = env['DATA_FOLDER'] ?? './data';
  const smtp = env['SMTP_URL'];
  if (smtp !== undefined && smtp !== '' && env['MAIL_FROM'] === undefined)
    problems.push('MAIL_FROM must be set when SMTP_URL is');
  const config: Config = {
    mode,
    host: env['HOST'] ?? (mode === 'production' ? '0.0.0.0' : 'localhost'),
    port,
    baseUrl,
    database:
      url === undefined || url === ''
        ? { kind: 'pglite', folder: dataFolder }
        : {
            kind: 'postgres',
            url,
            directUrl: env['DATABASE_DIRECT_URL'],
            ownerUrl: env['DATABASE_OWNER_URL'],
            connections,
          },
    secret,
    dataFolder,
    mail:
      smtp === undefined || smtp === ''
        ? { kind: 'outbox' }
        : { kind: 'smtp', url: smtp, from: env['MAIL_FROM'] ?? '' },
    logLevel: choice(
      env,
      'LOG_LEVEL',
      ['debug', 'info', 'warn', 'error', 'silent'],
      mode === 'test' ? 'silent' : 'info',
      problems,
    ),
    demo: choice(env, 'DEMO', ['yes', 'no'], mode === 'production' ? 'no' : 'yes', problems) === 'yes',
    trustProxy: choice(env, 'TRUST_PROXY', ['yes', 'no'], 'no', problems) === 'yes',
    fhirPerMinute: wholeNumber(env, 'FHIR_PER_MINUTE', 3_000, 1, 10_000_000, problems),
  };
  return problems.length === 0 ? { ok: true, value: config } : { ok: false, error: problems };
}
