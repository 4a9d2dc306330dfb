import { isObject, parseJson, withoutGaps, type JsonObject } from '../core/json.ts';
import type { SentRequest } from '../store/as-sent.ts';
import { requestStatus } from './referral-map.ts';

const metaFirst = '{"meta":{';

/**
 * The text of a resource, from the text that is kept of it: what the server says of it is put before the rest. What is kept
 * begins with its `meta`, if it has one, which then has something in it (`contentOf` in `kind.ts`).
 */
export function resourceText(type: string, fields: { id: string; version: number; at: Date }, content: string): string {
  const meta = `"versionId":"${fields.version}","lastUpdated":"${fields.at.toISOString()}"`;
  const head = `{"resourceType":"${type}","id":"${fields.id}","meta":{${meta}`;
  return content.startsWith(metaFirst) ? `${head},${content.slice(metaFirst.length)}` : `${head}},${content.slice(1)}`;
}

/** What was sent of a request, with the status that its referral gives it since. */
export function requestContent(row: Pick<SentRequest, 'status' | 'is_read'>, content: string): string {
  if (row.status === null) return content;
  const status = requestStatus(row.status, row.is_read);
  // Nothing else in a request has one of these words as its status.
  if (content.includes(`"status":"${status}"`)) return content;
  const parsed = parseJson(content);
  return JSON.stringify(withoutGaps({ ...(isObject(parsed) ? parsed : ({} as JsonObject)), status }));
}
