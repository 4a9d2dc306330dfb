import { makeRoom } from '../../lib/make-room.ts';
import { tokenHash } from '../../lib/token-hash.ts';

/**
 * Which session a cookie of ours names, for cookies whose signature was checked before: checking it takes longer than the
 * question whether the session still exists, which is asked every time. Cookies that were not ours are not kept, so that
 * nobody can fill it with them; what is kept of a cookie is its hash.
 */
export class KnownTokens {
  readonly #known = new Map<string, string>();
  readonly #most: number;

  constructor(most = 10_000) {
    this.#most = most;
  }

  /** The token that the cookie names, as `check` finds it the first time; null when it is not one of ours. */
  async of(cookie: string, check: () => Promise<string | null>): Promise<string | null> {
    const key = tokenHash(cookie);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const token = await check();
    if (token === null) return null;
    makeRoom(this.#known, this.#most);
    this.#known.set(key, token);
    return token;
  }
}
