import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { FhirError, problem } from '../core/outcome.ts';

/** Makes a value unreadable and unchangeable for whoever carries it, and opens what was closed here. */
export type Seal = { close(value: unknown): string; open(text: string): unknown };

/** A seal for one use of the service's secret (AES-256-GCM; the key by HKDF, RFC 5869). */
export function createSeal(secret: string, use: string): Seal {
  // Made into a key once: to make one of its bytes each time costs more than to seal.
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', use, 32)));
  return {
    close(value) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
    },
    open(text) {
      try {
        const bytes = Buffer.from(text, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
        decipher.setAuthTag(bytes.subarray(12, 28));
        const plain = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
        return JSON.parse(plain.toString('utf8')) as unknown;
      } catch {
        throw new FhirError(400, [problem('value', 'This page is not one of ours: begin the search again.')]);
      }
    },
  };
}
