import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { threadKinds, type ThreadKind } from '../../kernel/thread-ref.ts';
import { recordAccess } from '../../platform/audit/audit.ts';
import { page } from '../../platform/http/answers.ts';
import { notFound } from '../../platform/http/errors.ts';
import { idParam, querySchema, slugParam } from '../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../platform/http/routes.ts';
import type { Trx } from '../../platform/database/database.ts';
import type { Asking, Status, ThreadRegistry } from '../kinds.ts';
import { eventsOf, keyOf, surroundings, type SeenCard } from '../store/read.ts';
import { FollowPage } from './page.tsx';

/** The computed statuses of many cards, of those that are of this place. */
async function statusesOf(
  trx: Trx,
  registry: ThreadRegistry,
  cards: readonly SeenCard[],
  asking: Asking,
): Promise<Map<string, Status>> {
  const here = cards.filter((card) => card.place === asking.place.id);
  const statuses = await registry.statusesOf(trx, here, asking);
  return new Map(
    here.flatMap((card) => {
      const status = statuses.get(card.id);
      return status === undefined ? [] : [[keyOf(card), status] as const];
    }),
  );
}

/** "Follow the thread": a record with everything within three steps of it, up and down. */
export function followRoute(app: FastifyInstance, context: RouteContext, registry: ThreadRegistry): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/thread/:kind/:id',
    ability: 'anyone',
    params: Type.Object({
      place: slugParam(),
      kind: Type.Union(threadKinds.map((kind) => Type.Literal(kind))),
      id: idParam(),
    }),
    query: querySchema({}),
    cached: true,
    purpose: 'direct-support',
    async handle({ place, params, scope, now }) {
      const ref = { kind: params.kind as ThreadKind, id: params.id };
      const helper = scope.role === 'thread_member' && scope.organisation !== undefined ? scope : undefined;
      const load = async (trx: Trx) => {
        const around = await surroundings(trx, place.id, ref);
        if (around === undefined) return undefined;
        if (around.centre.person !== undefined && helper !== undefined)
          await recordAccess(
            trx,
            {
              place: place.id,
              account: helper.account,
              organisation: helper.organisation,
              purpose: helper.purpose ?? '',
              route: '/:place/thread/:kind/:id',
              kind: 'person',
              id: around.centre.person,
            },
            now,
            context.newId,
          );
        const cards = [around.centre, ...around.up.flat(), ...around.down.flat()];
        const [statuses, events] = await Promise.all([
          statusesOf(trx, registry, cards, { place, now }),
          eventsOf(trx, place.id, { about: [ref], limit: 20 }),
        ]);
        return { around, statuses, events };
      };
      // Only a look at somebody's record by another leaves a trace: everybody else reads in a transaction that cannot write.
      const found = await (helper === undefined ? context.db.read(scope, load) : context.db.write(scope, load));
      if (found === undefined) throw notFound();
      const places = new Map(context.places.all().map((one) => [one.id, one.name]));
      const body = FollowPage({ ...found, here: place, registry, places });
      return page({
        // A person's own words stand in no title: those stay in the history of the browser.
        title:
          found.around.centre.person === undefined
            ? `Follow the thread: ${found.around.centre.title}`
            : 'Follow the thread',
        personal: found.around.centre.person !== undefined,
        body,
        back: { text: 'Back to the page', href: found.around.centre.address },
      });
    },
  });
}
