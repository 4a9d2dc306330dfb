import { isObject, parseJson } from '../core/json.ts';
import type { Sent, SentRequest } from '../store/as-sent.ts';
import { requestStatus } from './referral-map.ts';

const metaFirst = '{"meta":{';

/**
 * The text of a resource, from the text that is kept of it: what the server says of it is put before the rest. What is kept
 * begins with its `meta`, if it has one, which then has something in it (`contentOf` in `kind.ts`).
 */
export function resourceText(type: string, fields: Omit<Sent, 'content'>, content: string): string {
  const meta = `"versionId":"${fields.version}","lastUpdated":"${fields.at.toISOString()}"`;
  const head = `{"resourceType":"${type}","id":"${fields.id}","meta":{${meta}`;
  return content.startsWith(metaFirst) ? `${head},${content.slice(metaFirst.length)}` : `${head}},${content.slice(1)}`;
}

/** What was sent of a request, with the status that its referral gives it since. */
export function requestContent({ status, isRead, content }: SentRequest): string {
  if (status === undefined) return content;
  const now = requestStatus(status, isRead);
  // Nothing else in a request has one of these words as its status.
  if (content.includes(`"status":"${now}"`)) return content;
  const parsed = parseJson(content);
  return JSON.stringify({ ...(isObject(parsed) ? parsed : {}), status: now });
}
