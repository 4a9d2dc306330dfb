/**
 * The address within this site that `next` names, or the home page: a link to sign in must never lead to another site.
 * Browsers read `//host`, `/\host` and control characters in ways of their own, so the path is parsed as they would.
 */
export function localPath(next: string | undefined): string {
  if (next === undefined || next.length > 500 || !next.startsWith('/')) return '/';
  const base = 'http://here.invalid';
  if (!URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  if (url.origin !== base || url.pathname.startsWith('//')) return '/';
  if (/^\/(sign-in|sign-out|api)(\/|$)/.test(url.pathname)) return '/';
  return `${url.pathname}${url.search}`;
}
