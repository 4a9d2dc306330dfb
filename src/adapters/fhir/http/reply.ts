import type { JsonObject } from '../core/json.ts';
import { outcome, type Issue } from '../core/outcome.ts';
import type { Stored } from '../resources/kind.ts';
import type { Prefer } from './negotiate.ts';

/** An answer, before it is text; one that was put together of texts is one already. */
export type Reply = {
  status: number;
  headers: Record<string, string>;
  body: JsonObject | undefined;
  text?: string | undefined;
};

export function textOf({ body, text }: Reply): string {
  return text ?? (body === undefined ? '' : JSON.stringify(body));
}

export function etag(version: number): string {
  return `W/"${version}"`;
}

export function versionHeaders(one: Pick<Stored, 'version' | 'at'>): Record<string, string> {
  return { etag: etag(one.version), 'last-modified': one.at.toUTCString() };
}

export function refusal(status: number, issues: readonly Issue[], headers: Record<string, string> = {}): Reply {
  return { status, headers, body: outcome(issues) };
}

/** What a write answers, as the client prefers it. */
export function written(
  base: string,
  type: string,
  one: Stored,
  options: { status: 200 | 201; prefer: Prefer; warnings: readonly Issue[] },
): Reply {
  const { status, prefer, warnings } = options;
  const headers = {
    ...versionHeaders(one),
    ...(status === 201 ? { location: `${base}/${type}/${one.id}/_history/${one.version}` } : {}),
  };
  if (prefer.returns === 'minimal') return { status, headers, body: undefined };
  if (prefer.returns === 'representation') return { status, headers, body: one.resource };
  const said = {
    severity: 'information',
    code: 'informational',
    text: status === 201 ? 'Created.' : 'Changed.',
  } as const;
  return { status, headers, body: outcome([said, ...warnings]) };
}
