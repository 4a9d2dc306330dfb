import { createHash } from 'node:crypto';
import type { Answer } from '../../platform/http/answers.ts';

/** What every answer of the feed carries, refusals too: anybody's page may read it. */
export const openHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Last-Modified',
  'cross-origin-resource-policy': 'cross-origin',
};

/** JSON with its fingerprint, or that the caller's own copy is still right. */
export function feedAnswer(body: unknown, sent: { ifNoneMatch: unknown; modified?: Date | undefined }): Answer {
  const text = JSON.stringify(body);
  // Weak: the same facts may be sent compressed or not.
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const headers = {
    etag,
    'cache-control': 'public, max-age=60',
    ...(sent.modified === undefined ? {} : { 'last-modified': sent.modified.toUTCString() }),
  };
  const tags = typeof sent.ifNoneMatch === 'string' ? sent.ifNoneMatch.split(',').map((tag) => tag.trim()) : [];
  const type = 'application/json; charset=utf-8';
  return tags.includes(etag) || tags.includes('*')
    ? { kind: 'file', status: 304, type, body: '', headers }
    : { kind: 'file', type, body: text, headers };
}
