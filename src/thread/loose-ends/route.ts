import type { FastifyInstance } from 'fastify';
import { page } from '../../platform/http/answers.ts';
import { querySchema } from '../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../platform/http/routes.ts';
import type { ThreadRegistry } from '../kinds.ts';
import { LooseEndsPage } from './page.tsx';

/** Where the thread breaks off: what nobody answers, carries or measures yet. */
export function looseEndsRoute(app: FastifyInstance, context: RouteContext, registry: ThreadRegistry): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/loose-ends',
    ability: 'anyone',
    query: querySchema({}),
    cached: true,
    async handle({ place, scope, now }) {
      const lists = await context.db.read(
        scope,
        async (trx) =>
          await Promise.all(
            registry.looseEnds().map(async ({ heading, find }) => ({ heading, ends: await find(trx, { place, now }) })),
          ),
      );
      return page({ title: 'Loose ends', body: LooseEndsPage({ lists }) });
    },
  });
}
