import type { Trx } from '../../platform/database/database.ts';
import type { Asking, PopulationShare } from '../../thread/kinds.ts';
import { sharesIn } from './domain/share.ts';
import { measuresWhere, withSeries } from './store/measures.ts';

/** What the measures of a place say of who lives there: those about people's health that are percentages, and counts of people by group. */
export async function populationShares(trx: Trx, { place }: Asking): Promise<PopulationShare[]> {
  const wanted = (await measuresWhere(trx, place.id)).filter((one) => one.aim === 'population');
  const measures = await withSeries(trx, place.id, wanted);
  return measures.flatMap((measure) =>
    sharesIn(measure, measure.series).map(({ series, label, percent, period }) => ({
      series,
      label,
      percent,
      source: `${measure.name}, ${period}`,
      href: `/${place.slug}/measures/${measure.slug}`,
    })),
  );
}
