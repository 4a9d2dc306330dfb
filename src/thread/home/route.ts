import type { FastifyInstance } from 'fastify';
import { page } from '../../platform/http/answers.ts';
import { querySchema } from '../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../platform/http/routes.ts';
import type { ThreadRegistry } from '../kinds.ts';
import { eventsOf } from '../store/read.ts';
import { isTrailOf, trailAddress, type Trail } from '../trail/trail.ts';
import { HomePage } from './page.tsx';

/** A place's home: what we said, what we did, what changed. */
export function homeRoute(app: FastifyInstance, context: RouteContext, registry: ThreadRegistry, trail: Trail): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place',
    ability: 'anyone',
    query: querySchema({}),
    cached: true,
    async handle({ place, scope, now }) {
      const [parts, events] = await context.db.read(
        scope,
        async (trx) => await Promise.all([registry.home(trx, { place, now }), eventsOf(trx, place.id, { limit: 6 })]),
      );
      const parent = place.parentId === undefined ? undefined : context.places.byId(place.parentId);
      const below = context.places.below(place.id);
      const way = isTrailOf(trail, place) ? trailAddress(trail) : undefined;
      const body = HomePage({ place, parent, below, trail: way, parts, events });
      return page({ title: 'What we said, what we did, what changed', body });
    },
  });
}
