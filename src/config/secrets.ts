import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';

/**
 * The secret that signs sessions: the one that was set, or one that is made once and kept in the data folder where only
 * the owner of the process may read it. Losing it signs everybody out and makes authenticator apps be set up again.
 */
export function sessionSecret(config: Pick<Config, 'secret' | 'dataFolder'>): string {
  if (config.secret !== undefined && config.secret !== '') return config.secret;
  const path = join(config.dataFolder, 'secret');
  mkdirSync(config.dataFolder, { recursive: true });
  try {
    // `wx` refuses to overwrite: of two processes that start at once, one makes the secret and both read it.
    writeFileSync(path, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < 32) throw new Error('the file "secret" in the data folder is too short to be one of ours');
  return secret;
}
