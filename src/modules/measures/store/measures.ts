import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { isLinkedTo } from '../../../thread/store/find.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { missingPeriods, type PeriodRule } from '../domain/period.ts';
import type { Polarity } from '../domain/process-chart.ts';
import type { Baseline, Figure } from '../domain/reading.ts';

/** What a measure is for: the three aims, and those that watch for harm elsewhere. */
export const aims = ['population', 'experience', 'sustainability', 'staff', 'balancing'] as const;
export type Aim = (typeof aims)[number];

export type Measure = {
  id: Uuid;
  slug: string;
  name: string;
  question: string;
  aim: Aim;
  polarity: Polarity;
  unit: string;
  decimals: number;
  periodRule: PeriodRule;
  aboutPeople: boolean;
  source: string;
  sourceId: string;
  licence: string;
  weaknesses: string;
  status: 'draft' | 'published';
  version: number;
};

/** One line of a measure with its newest figures, in the order of their last days. */
export type Series = {
  id: Uuid;
  areaName: string;
  sex: string;
  age: string;
  breakdown: string;
  figures: Figure[];
  missing: ReturnType<typeof missingPeriods>;
  baseline: Baseline | undefined;
};

export type MeasureWithSeries = Measure & { series: Series[] };

type Which = {
  slug?: string;
  ids?: readonly Uuid[];
  /** A page by name, after the measure with the id `after`. */
  page?: { after: Uuid | undefined; limit: number };
};

/** The measures of a place that this reader may see, by aim and name. */
export async function measuresWhere(trx: Trx, place: Uuid, which: Which = {}): Promise<Measure[]> {
  if (which.ids?.length === 0) return [];
  let query = trx.selectFrom('measure').selectAll().where('place_id', '=', place).orderBy('name').orderBy('id');
  if (which.page !== undefined) {
    const { after, limit } = which.page;
    query = query.limit(limit);
    if (after !== undefined)
      query = query.where(
        sql<boolean>`(name, id) > (select x.name, x.id from measure x where x.place_id = ${place} and x.id = ${after})`,
      );
  }
  if (which.slug !== undefined) query = query.where('slug', '=', which.slug);
  if (which.ids !== undefined) query = query.where('id', 'in', [...which.ids]);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    question: row.question,
    aim: row.aim as Aim,
    polarity: row.polarity as Polarity,
    unit: row.unit,
    decimals: row.decimals,
    periodRule: row.period_rule as PeriodRule,
    aboutPeople: row.about_people,
    source: row.source,
    sourceId: row.source_id,
    licence: row.licence,
    weaknesses: row.weaknesses,
    status: row.status as Measure['status'],
    version: row.version,
  }));
}

/** How many measures are published, and so followed. */
export async function countFollowed(trx: Trx, place: Uuid): Promise<number> {
  const row = await trx
    .selectFrom('measure')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('place_id', '=', place)
    .where('status', '=', 'published')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Which aims have a measure at all. */
export async function measuredAims(trx: Trx, place: Uuid): Promise<ReadonlySet<string>> {
  const rows = await trx.selectFrom('measure').select('aim').distinct().where('place_id', '=', place).execute();
  return new Set(rows.map((row) => row.aim));
}

/** What each measure of a place that this reader may see is about. */
export async function aimsOf(trx: Trx, place: Uuid): Promise<ReadonlyMap<Uuid, Aim>> {
  const rows = await trx.selectFrom('measure').select(['id', 'aim']).where('place_id', '=', place).execute();
  return new Map(rows.map((row) => [row.id, row.aim as Aim]));
}

/** Published measures that no outcome is measured by: the first `limit` by name. */
export async function measuresOfNothing(
  trx: Trx,
  place: Uuid,
  limit: number,
): Promise<{ slug: string; name: string }[]> {
  return await trx
    .selectFrom('measure')
    .select(['slug', 'name'])
    .where('place_id', '=', place)
    .where('status', '=', 'published')
    .where((eb) => eb.not(isLinkedTo(place, 'measure', 'measure.id', 'measured-by')))
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The same with every series and figure: three queries at once, however many measures. */
export async function withSeries(
  trx: Trx,
  place: Uuid,
  found: readonly Measure[] | { ids: readonly Uuid[] },
): Promise<MeasureWithSeries[]> {
  const measureIds = 'ids' in found ? [...found.ids] : found.map((measure) => measure.id);
  if (measureIds.length === 0) return [];
  const seriesIds = trx
    .selectFrom('measure_series')
    .select('id')
    .where('place_id', '=', place)
    .where('measure_id', 'in', measureIds);
  const [measures, series, figuresBySeries, baselines] = await Promise.all([
    'ids' in found ? measuresWhere(trx, place, found) : found,
    trx
      .selectFrom('measure_series')
      .selectAll()
      .where('place_id', '=', place)
      .where('measure_id', 'in', measureIds)
      .orderBy('position')
      .orderBy('area_name')
      .orderBy('sex')
      .orderBy('id')
      .execute(),
    figuresOf(trx, place, measureIds),
    trx
      .selectFrom('measure_baseline')
      .select(['series_id', 'from_on', 'to_on', 'commitment_id', 'reason'])
      .where('place_id', '=', place)
      .where('series_id', 'in', seriesIds)
      .execute(),
  ]);
  const baselineOf = new Map(baselines.map((one) => [one.series_id, one]));
  const byMeasure = Map.groupBy(series, (one) => one.measure_id);
  return measures.map((measure) => ({
    ...measure,
    series: (byMeasure.get(measure.id) ?? []).map((one) => {
      const figures = figuresBySeries.get(one.id) ?? [];
      const baseline = baselineOf.get(one.id);
      return {
        id: one.id,
        areaName: one.area_name,
        sex: one.sex,
        age: one.age,
        breakdown: one.breakdown,
        figures,
        missing: missingPeriods(figures, measure.periodRule),
        baseline:
          baseline === undefined
            ? undefined
            : {
                from: baseline.from_on as LocalDate,
                to: baseline.to_on as LocalDate,
                commitmentId: baseline.commitment_id ?? undefined,
                reason: baseline.reason,
              },
      };
    }),
  }));
}

type PointOfSeries = [
  from: string,
  to: string,
  value: number | null,
  lower: number | null,
  upper: number | null,
  note: string,
  status: string,
];

/** The figures of each series as they were last told, in the order of time: a row for each series, not for each figure. */
async function figuresOf(trx: Trx, place: Uuid, measureIds: readonly Uuid[]): Promise<Map<Uuid, Figure[]>> {
  const { rows } = await sql<{ series_id: Uuid; points: PointOfSeries[] }>`
    select p.series_id,
           json_agg(json_build_array(p.from_on, p.to_on, p.value, p.lower, p.upper, p.note, p.status) order by p.to_on, p.from_on) as points
      from (select distinct on (series_id, to_on, from_on) series_id, from_on, to_on, value, lower, upper, note, status
              from measure_point
             where place_id = ${place} and series_id in (select id from measure_series where place_id = ${place} and measure_id = any(${[...measureIds]}::uuid[]))
             order by series_id, to_on, from_on, vintage desc) p
     group by p.series_id`.execute(trx);
  return new Map(
    rows.map(({ series_id, points }) => [
      series_id,
      points.map(([from, to, value, lower, upper, note, status]) => ({
        from: from as LocalDate,
        to: to as LocalDate,
        value,
        lower,
        upper,
        note,
        status: status as Figure['status'],
      })),
    ]),
  );
}

/** "Wrenmouth", "Wrenmouth, women": what a line is called where there are several. */
export function seriesName(series: Pick<Series, 'areaName' | 'sex' | 'age' | 'breakdown'>): string {
  return [series.areaName, series.sex, series.age, series.breakdown].filter((part) => part !== '').join(', ');
}

/** A measure by its address with everything it knows; undefined when this reader may not see it. */
export async function findMeasure(trx: Trx, place: Uuid, slug: string): Promise<MeasureWithSeries | undefined> {
  const [found] = await withSeries(trx, place, await measuresWhere(trx, place, { slug }));
  return found;
}
