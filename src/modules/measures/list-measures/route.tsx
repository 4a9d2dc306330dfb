import { hasRole } from '../../../kernel/actor.ts';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { measurers, type Wiring } from '../requests.ts';
import { measuresWhere, withSeries } from '../store/measures.ts';
import { MeasuresPage } from './page.tsx';

/** Every measure of a place, by what it is for. */
export function listMeasures({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/measures',
    ability: 'anyone',
    query: querySchema({}),
    cached: true,
    handle: async ({ place, scope, actor }) => {
      const measures = await context.db.read(scope, async (trx) =>
        withSeries(trx, place.id, await measuresWhere(trx, place.id)),
      );
      const home = `/${place.slug}`;
      const body = <MeasuresPage measures={measures} home={home} canWrite={hasRole(actor, ...measurers)} />;
      return page({ title: 'Measures', back: { text: place.name, href: home }, body });
    },
  });
}
