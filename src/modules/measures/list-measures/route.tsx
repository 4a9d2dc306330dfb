import { Type } from 'typebox';
import { hasRole, isPartner } from '../../../kernel/actor.ts';
import { page } from '../../../platform/http/answers.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { measurers, type Wiring } from '../requests.ts';
import { measuredAims, measuresWhere, withSeries } from '../store/measures.ts';
import { MeasuresPage } from './page.tsx';

const onePage = 25;

/** The measures of a place by what they are for, 25 a page: each with its figures. */
export function listMeasures({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/measures',
    ability: 'anyone',
    query: querySchema({ after: Type.Optional(idParam()) }),
    cached: true,
    handle: async ({ place, scope, query, actor }) => {
      const { measures, measured, next } = await context.db.read(scope, async (trx) => {
        const [found, measured] = await Promise.all([
          measuresWhere(trx, place.id, { page: { after: query.after, limit: onePage + 1 } }),
          measuredAims(trx, place.id),
        ]);
        const shown = found.slice(0, onePage);
        const next = found.length > onePage ? shown.at(-1)?.id : undefined;
        return { measures: await withSeries(trx, place.id, shown), measured, next };
      });
      const home = `/${place.slug}`;
      const body = (
        <MeasuresPage
          measures={measures}
          measured={measured}
          home={home}
          nextHref={next === undefined ? undefined : `${home}/measures?after=${next}`}
          canWrite={hasRole(actor, ...measurers)}
          isPartner={isPartner(actor)}
        />
      );
      return page({ title: 'Measures', back: { text: place.name, href: home }, body });
    },
  });
}
