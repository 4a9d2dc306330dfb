import type { Uuid } from '../../../kernel/ids.ts';
import { tokenHash } from '../../../lib/token-hash.ts';
import type { Database } from '../../../platform/database/database.ts';
import { countUse } from '../../../platform/http/rate-limit.ts';
import { FhirError, problem } from '../core/outcome.ts';
import { clientOfToken, clientScope, serviceScope, whetherHolds, type Client } from '../store/clients.ts';
import { readScopes, type Scopes } from './scopes.ts';

/** Who asks, as the token says. Whether it still holds is asked anew in every transaction that it opens. */
export type Session = { client: Client; scopes: Scopes; hash: string; expiresAt: Date };

const mostKnown = 2_000;
/**
 * A client's share of a minute is taken from the database in so many parts, each of them so many uses at most: counting each use by itself
 * would cost as much as answering it.
 */
const leases = 20;
const mostLeased = 200;

function loginNeeded(text: string): FhirError {
  return new FhirError(401, [problem('login', text)], {
    'www-authenticate': 'Bearer realm="fhir", error="invalid_token"',
  });
}

/** Knows clients by their tokens, and counts what they ask. */
export class Sessions {
  readonly #db: Database;
  readonly #known = new Map<string, Session>();
  readonly #leases = new Map<Uuid, { left: number; minute: number }>();
  readonly #taking = new Map<Uuid, Promise<void>>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** @throws 401 where there is no token, or one that opens nothing. */
  async of(authorization: string | undefined, place: Uuid, now: Date): Promise<Session> {
    const [, token] = /^Bearer ([A-Za-z0-9_-]{20,200})$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) throw loginNeeded('Send a token: Authorization: Bearer …');
    const hash = tokenHash(token);
    const key = `${place}/${hash}`;
    const known = this.#known.get(key);
    if (known !== undefined && known.expiresAt > now) return known;
    this.#known.delete(key);
    const found = await this.#db.read(serviceScope(place), async (trx) => await clientOfToken(trx, place, hash, now));
    const scopes = readScopes(found?.scopes ?? []);
    if (found === undefined || !scopes.ok) throw loginNeeded('This token opens nothing: it may have ended.');
    if (this.#known.size >= mostKnown) this.#known.clear();
    const session = { client: found.client, scopes: scopes.value, hash, expiresAt: found.expiresAt };
    this.#known.set(key, session);
    return session;
  }

  /** Forgets one whose token holds no longer. @returns what is answered to it. */
  ended(session: Session, place: Uuid): FhirError {
    this.#known.delete(`${place}/${session.hash}`);
    return loginNeeded('This token opens nothing any more.');
  }

  /** What is answered where something is refused: that the token opens nothing any more comes before all else. */
  async refused(error: unknown, session: Session, place: Uuid): Promise<unknown> {
    if (!(error instanceof FhirError) || error.status === 401) return error;
    const { client, hash } = session;
    const [asked] = await this.#db.once(clientScope(place, client), 'read only', whetherHolds(hash));
    return asked?.holds === true ? error : this.ended(session, place);
  }

  /** Counts a request. @throws 429 where a client sends more than its share. */
  async count(client: Uuid, perMinute: number, now: Date): Promise<void> {
    const minute = Math.floor(now.getTime() / 60_000);
    for (;;) {
      const held = this.#leases.get(client);
      if (held !== undefined && held.minute >= minute && held.left > 0) {
        held.left -= 1;
        return;
      }
      // Those that come while uses are taken share them: each would take as many for itself.
      let taking = this.#taking.get(client);
      if (taking === undefined) {
        taking = this.#take(client, perMinute, now).finally(() => this.#taking.delete(client));
        this.#taking.set(client, taking);
      }
      await taking;
    }
  }

  async #take(client: Uuid, perMinute: number, now: Date): Promise<void> {
    const many = Math.min(mostLeased, Math.max(1, Math.floor(perMinute / leases)));
    const { allowed, retryAfterSeconds } = await countUse(
      this.#db,
      `fhir/${client}`,
      { limit: perMinute, windowSeconds: 60 },
      now,
      many,
    );
    if (!allowed)
      throw new FhirError(429, [problem('throttled', 'You asked too often. Wait, then try again.')], {
        'retry-after': String(retryAfterSeconds),
      });
    this.#leases.set(client, { left: many, minute: Math.floor(now.getTime() / 60_000) });
  }
}
