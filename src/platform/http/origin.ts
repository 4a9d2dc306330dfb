import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request that changes something was sent from a page of this site. Browsers say so by `Sec-Fetch-Site`, older
 * ones by `Origin`; a request that says neither is refused, so that pages need no token and can be kept in a cache.
 */
export function isFromThisSite(headers: IncomingHttpHeaders, baseUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return site === 'same-origin';
  const { origin, host } = headers;
  if (typeof origin !== 'string' || !URL.canParse(origin)) return false;
  return origin === new URL(baseUrl).origin || new URL(origin).host === host;
}
