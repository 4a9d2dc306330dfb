import type { FastifyInstance } from 'fastify';
import { accentOrDefault } from '../../../design/index.ts';
import { page, redirect } from '../../../platform/http/answers.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { allPlaces } from '../../../platform/http/places.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { messages } from '../messages.ts';
import { DescribePlacePage } from './page.tsx';

const body = formSchema({
  name: textField(120),
  summary: textField(500),
  population: textField(12),
  accent: textField(9),
});

/** What a place is called, how it describes itself, and its colour. */
export function describePlaceRoutes(app: FastifyInstance, context: RouteContext): void {
  const back = (slug: string): { text: string; href: string } => ({ text: 'Administration', href: `/${slug}/admin` });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/admin/place',
    ability: ['administrator'],
    query: querySchema({}),
    async handle({ place }) {
      const fields = {
        name: place.name,
        summary: place.summary,
        population: String(place.population ?? ''),
        accent: place.accent ?? '',
      };
      return page({
        title: 'The place',
        body: DescribePlacePage({ place, fields, errors: [] }),
        back: back(place.slug),
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/place',
    ability: ['administrator'],
    body,
    async handle({ place, body: typed, scope, session, now }) {
      const fields = {
        name: (typed.name ?? '').trim(),
        summary: (typed.summary ?? '').trim(),
        population: (typed.population ?? '').replaceAll(/[\s,]/g, ''),
        accent: (typed.accent ?? '').trim(),
      };
      const errors = [
        ...(fields.name === '' ? [{ field: 'name', text: messages.placeNameMissing }] : []),
        ...(/^\d{0,9}$/.test(fields.population) ? [] : [{ field: 'population', text: messages.populationWrong }]),
        ...(fields.accent === '' || accentOrDefault(fields.accent) === fields.accent
          ? []
          : [{ field: 'accent', text: messages.accentWrong }]),
      ];
      if (errors.length > 0)
        return page({
          title: 'The place',
          body: DescribePlacePage({ place, fields, errors }),
          errors,
          back: back(place.slug),
        });
      await context.db.write(scope, async (trx) => {
        await trx
          .updateTable('place')
          .set({
            name: fields.name,
            summary: fields.summary,
            population: fields.population === '' ? null : Number(fields.population),
            accent: fields.accent === '' ? null : fields.accent,
          })
          .where('id', '=', place.id)
          .execute();
        await recordAudit(
          trx,
          { place: place.id, account: session?.account, action: 'place/described', kind: 'place', id: place.id },
          now,
          context.newId,
        );
        await raisePublicVersion(trx, place.id);
      });
      context.places.replace(await context.db.read({ role: 'thread_public' }, allPlaces));
      return redirect(`/${place.slug}/admin/place`, 'place-saved');
    },
  });
}
