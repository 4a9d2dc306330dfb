import type { Request } from '../http/routes.ts';
import type { CookieToSet } from './auth.ts';

/** Puts the cookies of sign-in on the answer. */
export function setCookies(request: Pick<Request, 'setCookie'>, cookies: readonly CookieToSet[]): void {
  for (const { name, value, maxAgeSeconds } of cookies) request.setCookie(name, value, { maxAgeSeconds });
}
