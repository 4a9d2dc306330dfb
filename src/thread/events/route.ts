import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { page } from '../../platform/http/answers.ts';
import { idParam, querySchema } from '../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../platform/http/routes.ts';
import { eventsOf } from '../store/read.ts';
import { EventsPage } from './page.tsx';

const pageSize = 50;

/** Everything that happened in a place, newest first. */
export function eventsRoute(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/events',
    ability: 'anyone',
    query: querySchema({ after: Type.Optional(idParam()) }),
    cached: true,
    async handle({ place, query, scope }) {
      const events = await context.db.read(
        scope,
        async (trx) => await eventsOf(trx, place.id, { after: query.after, limit: pageSize + 1 }),
      );
      const next = events.length > pageSize ? events[pageSize - 1]?.id : undefined;
      return page({ title: 'What happened', body: EventsPage({ place, events: events.slice(0, pageSize), next }) });
    },
  });
}
