import { hasRole, isPartner } from '../../../kernel/actor.ts';
import { writeCsvForSpreadsheet } from '../../../lib/csv.ts';
import { file, page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { linksTo } from '../../../thread/store/find.ts';
import { cardsOf } from '../../../thread/store/read.ts';
import { measurers, needMeasure, slugParams, type Wiring } from '../requests.ts';
import { figureRows } from './figure-rows.ts';
import { MeasurePage } from './page.tsx';

/** One measure with its charts, and the figures that they draw as a file. */
export function showMeasure({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/measures/:slug',
    ability: 'anyone',
    params: slugParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ place, scope, actor, params }) => {
      const found = await context.db.read(scope, async (trx) => {
        const measure = await needMeasure(trx, place.id, params.slug);
        const links = await linksTo(trx, place.id, 'measure', [measure.id], 'measured-by');
        const commitments = measure.series.flatMap(({ baseline }) =>
          baseline?.commitmentId === undefined ? [] : [{ kind: 'commitment' as const, id: baseline.commitmentId }],
        );
        const cards = await cardsOf(trx, place.id, [...links.map((one) => one.from), ...commitments]);
        return {
          measure,
          outcomes: cards.filter((card) => card.kind === 'outcome'),
          commitments: cards.filter((card) => card.kind === 'commitment'),
        };
      });
      const home = `/${place.slug}`;
      const can = {
        write: hasRole(actor, ...measurers),
        seeFigures: !found.measure.aboutPeople || isPartner(actor),
      };
      return page({
        title: found.measure.name,
        back: { text: 'All measures', href: `${home}/measures` },
        body: <MeasurePage {...found} home={home} can={can} />,
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/measures/:slug/figures.csv',
    ability: 'anyone',
    params: slugParams,
    handle: async ({ place, scope, params }) => {
      const measure = await context.db.read(scope, (trx) => needMeasure(trx, place.id, params.slug));
      return file('text/csv; charset=utf-8', writeCsvForSpreadsheet(figureRows(measure)), `${measure.slug}.csv`);
    },
  });
}
