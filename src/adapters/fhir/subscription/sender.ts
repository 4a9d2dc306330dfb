import type { Context } from '../../../context.ts';
import { errorFields } from '../../../platform/log.ts';
import type { Place, Places } from '../../../platform/http/places.ts';
import { readScopes } from '../access/scopes.ts';
import { kinds } from '../resources/index.ts';
import { taskKind } from '../resources/task.ts';
import type { Work } from '../resources/kind.ts';
import { readSearch } from '../search/parse.ts';
import { changedSince } from '../search/run.ts';
import { clientScope, clientsOf, serviceScope, type Client } from '../store/clients.ts';
import { noteTold, subscriptions, type Subscription } from '../store/subscriptions.ts';

const pollMs = 30_000;
/** After so many failures in a row a subscription ends with an error, which the client reads. */
const mostFailures = 5;

export type SubscriptionSender = {
  start(): void;
  stop(): Promise<void>;
  /** Tells what is due once, and says how many notices went. */
  runDue(): Promise<number>;
};

/**
 * Tells clients that something changed. What changed is asked under the client's own policies each time: what it may not see
 * (any more) leads to no notice. No transaction is open while a notice is sent.
 */
export function createSubscriptionSender(
  context: Pick<Context, 'db' | 'clock' | 'newId' | 'log'> & { places: Places },
  post: (endpoint: string) => Promise<void>,
): SubscriptionSender {
  const { db, clock, log } = context;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;

  async function latest(place: Place, client: Client, one: Subscription): Promise<Date | undefined> {
    const scopes = readScopes(client.scopes);
    if (!scopes.ok) return undefined;
    const words = [...new URLSearchParams(one.criteria.replace(/^Task\?/, ''))];
    return await db.read(clientScope(place.id, client), async (trx) => {
      const work: Work = {
        trx,
        place,
        client,
        scopes: scopes.value,
        now: clock.now(),
        newId: context.newId,
        base: '',
        looked: new Set(),
        going: [],
      };
      return await changedSince(work, taskKind, readSearch(kinds, taskKind, words, false).criteria, one.since);
    });
  }

  async function tell(place: Place, client: Client, one: Subscription): Promise<boolean> {
    const since = await latest(place, client, one);
    if (since === undefined) return false;
    const scope = serviceScope(place.id);
    try {
      await post(one.endpoint);
      await db.write(scope, async (trx) => await noteTold(trx, place.id, one, { since }, clock.now()));
      return true;
    } catch (error) {
      const failure = error instanceof Error ? error.message : 'failed';
      const isLast = one.failures + 1 >= mostFailures;
      await db.write(scope, async (trx) => await noteTold(trx, place.id, one, { failure, isLast }, clock.now()));
      return false;
    }
  }

  async function tellAll(): Promise<number> {
    let told = 0;
    for (const place of context.places.all()) {
      const { open, clients } = await db.read(serviceScope(place.id), async (trx) => {
        const active = await subscriptions(trx, place.id, { status: 'active' });
        return { open: active, clients: active.length === 0 ? [] : await clientsOf(trx, place.id) };
      });
      for (const one of open) {
        const client = clients.find((known) => known.id === one.client && known.revokedAt === undefined);
        if (client !== undefined && (await tell(place, client, one))) told += 1;
      }
    }
    return told;
  }

  /** One round at a time: while addresses are slow, the next waits for no second notice of the same change. */
  async function runDue(): Promise<number> {
    running ??= tellAll().finally(() => {
      running = undefined;
    });
    return await running;
  }

  function tick(): void {
    runDue().catch((error: unknown) => log.error('notices could not be sent', errorFields(error)));
  }
  return {
    start() {
      timer ??= setInterval(tick, pollMs).unref();
    },
    async stop() {
      clearInterval(timer);
      await running?.catch(() => {});
    },
    runDue,
  };
}
