import type { FastifyInstance } from 'fastify';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { partnersOf } from '../store/organisations.ts';
import { PartnersPage } from './page.tsx';

/** Who promised to improve health together here. */
export function listPartnersRoute(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/partners',
    ability: 'anyone',
    query: querySchema({}),
    cached: true,
    async handle({ place, scope }) {
      const partners = await context.db.read(scope, async (trx) => await partnersOf(trx, place.id));
      return page({ title: 'Partners', body: PartnersPage({ place, partners }) });
    },
  });
}
