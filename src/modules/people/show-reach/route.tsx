import { writeCsvForSpreadsheet } from '../../../lib/csv.ts';
import { file, page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { reachDimensionWords, reachStepWords } from '../domain/reach.ts';
import { placeParams, type Wiring } from '../requests.ts';
import { reachOf, type Reach } from '../store/reach.ts';
import { ReachPage } from './page.tsx';

/** The figures as a file: what is not told is an empty cell, with the reason beside it. */
export function reachRows(reach: Reach): (string | number | null)[][] {
  const rows = [
    { group: 'Everybody', row: reach.all },
    ...reach.tables.flatMap(({ dimension, rows: list }) =>
      list.map((row) => ({ group: reachDimensionWords[dimension], row })),
    ),
  ];
  return [
    ['From', 'To', 'Grouped', 'Who', ...Object.values(reachStepWords), 'Note'],
    ...rows.map(({ group, row }) => [
      reach.from,
      reach.asOf,
      group,
      row.label,
      ...row.cells.map((cell) => cell ?? null),
      row.cells.includes(undefined) ? 'Empty: not told, to protect people' : '',
    ]),
  ];
}

/** Whom help reaches, and whom it does not: for partners, after the gate. */
export function showReach({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/reach',
    ability: 'partner',
    params: placeParams,
    query: querySchema({}),
    handle: async ({ place, scope, context }) => {
      const reach = await context.db.read(scope, async (trx) => await reachOf(trx, place.id));
      return page({
        title: 'Whom help reaches',
        back: { text: 'Home', href: `/${place.slug}` },
        body: <ReachPage home={`/${place.slug}`} reach={reach} />,
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/reach/figures.csv',
    ability: 'partner',
    params: placeParams,
    handle: async ({ place, scope, context }) => {
      const reach = await context.db.read(scope, async (trx) => await reachOf(trx, place.id));
      if (reach === undefined) throw notFound();
      return file('text/csv; charset=utf-8', writeCsvForSpreadsheet(reachRows(reach)), 'whom-help-reaches.csv');
    },
  });
}
