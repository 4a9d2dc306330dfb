import { hash, randomBytes } from 'node:crypto';

/** A token of 256 random bits, for what opens something to whoever has it. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token that opens something: whoever reads the database cannot use it. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'hex');
}
