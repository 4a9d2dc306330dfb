/**
 * A web address that every reader of the feed takes for one, or nothing: one bad link that somebody typed would turn the
 * whole feed red. Source of the allowed characters: RFC 3986.
 */
export function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2_000) return undefined;
  const isPlain =
    /^https?:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?(?:[/?#]|$)/i;
  const allowed = /^(?:[a-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9a-f]{2})*$/i;
  const hashes = text.split('#').length - 1;
  return isPlain.test(text) && allowed.test(text) && hashes <= 1 ? text : undefined;
}

/** An email address of the plain kind, or nothing. */
export function emailAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 254) return undefined;
  const local = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
  return new RegExp(`^${local}(?:\\.${local})*@(?:${label}\\.)+${label}$`, 'i').test(text) ? text : undefined;
}
