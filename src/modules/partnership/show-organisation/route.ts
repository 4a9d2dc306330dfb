import type { FastifyInstance } from 'fastify';
import { formatDate, parseLocalDate } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { partnerBySlug } from '../store/organisations.ts';
import { OrganisationPage } from './page.tsx';

/** One partner: what it is, and where to see what it promised. */
export function showOrganisationRoute(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/partners/:slug',
    ability: 'anyone',
    query: querySchema({}),
    cached: true,
    async handle({ place, params, scope }) {
      const { slug } = params as { slug: string };
      const partner = await context.db.read(scope, async (trx) => await partnerBySlug(trx, place.id, slug));
      if (partner === undefined) throw notFound();
      const since = parseLocalDate(partner.joinedOn);
      const until = partner.leftOn === undefined ? undefined : parseLocalDate(partner.leftOn);
      return page({
        title: partner.name,
        body: OrganisationPage({
          place,
          partner,
          since: since.ok ? formatDate(since.value) : '',
          until: until?.ok === true ? formatDate(until.value) : undefined,
        }),
        back: { text: 'All partners', href: `/${place.slug}/partners` },
      });
    },
  });
}
