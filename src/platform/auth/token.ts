import { randomBytes } from 'node:crypto';

/** A token of 256 random bits, for an address that opens something once. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
