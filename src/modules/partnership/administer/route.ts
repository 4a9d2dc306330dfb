import type { FastifyInstance } from 'fastify';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { AdministrationPage } from './page.tsx';

/** Where an administrator begins. */
export function administerRoute(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/admin',
    ability: ['administrator'],
    query: querySchema({}),
    handle: async ({ place }) => page({ title: 'Administration', body: AdministrationPage({ place }) }),
  });
}
