import { countUse, tooManySentence, type RateLimit } from '../http/rate-limit.ts';
import type { Request } from '../http/routes.ts';

/** Tries at one account: enough for a bad memory, too few for guessing. */
const perAccount: RateLimit = { limit: 10, windowSeconds: 900 };
/** Tries from one address: a whole office may share it. */
const perAddress: RateLimit = { limit: 100, windowSeconds: 900 };

/**
 * Counts a try at `what` for an account and for where it comes from, before anything is checked.
 * @returns the sentence to answer with when there were too many.
 */
export async function tooMany(
  request: Pick<Request, 'context' | 'now' | 'address'>,
  what: string,
  account: string,
): Promise<string | undefined> {
  const { db } = request.context;
  const from = await countUse(db, `${what}/from/${request.address}`, perAddress, request.now);
  if (!from.allowed) return tooManySentence(from);
  const at = await countUse(db, `${what}/at/${account}`, perAccount, request.now);
  return at.allowed ? undefined : tooManySentence(at);
}
