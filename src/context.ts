import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from './config/config.ts';
import type { Actor, Membership } from './kernel/actor.ts';
import type { Uuid } from './kernel/ids.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database/database.ts';
import type { Assets } from './design/index.ts';
import type { PublicCache } from './platform/http/public-cache.ts';
import type { Log } from './platform/log.ts';

/** A signed-in person, as the session says, with what they are in the place that was asked for. */
export type Session = { account: Uuid; name: string; email: string; memberships: readonly Membership[] };

/** Everything a request may need, made once. */
export type Context = {
  config: Config;
  db: Database;
  clock: Clock;
  newId: () => Uuid;
  log: Log;
  cache: PublicCache;
  assets: Assets;
  /** Finds the session of a request from its cookies, and what its person is in `place`. */
  findSession: (headers: IncomingHttpHeaders, place?: Uuid) => Promise<Session | undefined>;
  /** Wakes whoever waits for jobs or mail. */
  wake: (what: 'jobs' | 'mail') => void;
};

export type { Actor };
