// Brings published indicators into a place as measures: its own area first, England beside it.
import { createHash } from 'node:crypto';
import type { Uuid } from '../../kernel/ids.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import {
  addFigures,
  createMeasure,
  detectPeriodRule,
  measuresWhere,
  needSeries,
  noteImport,
  refusalSentence,
  setPublished,
  type Doing,
  type Measure,
  type Polarity,
} from '../../modules/measures/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Trx } from '../../platform/database/database.ts';
import { readIndicators, type IndicatorSeries, type Indicators } from './read-indicators.ts';

export type IndicatorRequest = {
  place: { id: Uuid; slug: string };
  fileName: string;
  text: string;
  /** Codes of the areas that are wanted; the first is the place's own. England comes with them. */
  areas: readonly string[];
  /** Which way is good is said by a person, never taken from the file. */
  polarity: Polarity;
  sourceId: string | undefined;
  attribution: string | undefined;
  isPublic: boolean;
};

const england = 'E92000001';
const openGovernmentLicence = 'Contains public sector information licensed under the Open Government Licence v3.0.';

/** What would be written, in words; or every problem of the file. */
export function planIndicators(
  request: IndicatorRequest,
): Result<{ indicators: Indicators; wanted: IndicatorSeries[]; summary: string[] }, string[]> {
  const read = readIndicators(request.text);
  if (!read.ok) return read;
  const wantedCodes = [...request.areas, england];
  const wanted = read.value.series.filter((one) => wantedCodes.includes(one.areaCode));
  const absent = request.areas.filter((code) => !wanted.some((one) => one.areaCode === code));
  if (absent.length > 0) return fail([`The file has no rows for the area ${absent.join(', ')}.`]);
  const names = [...new Set(wanted.map((one) => one.indicator))];
  return ok({
    indicators: read.value,
    wanted,
    summary: [
      `${read.value.rows} rows in the shape “${read.value.shape}”, ${read.value.series.length} series; ${wanted.length} of them are wanted.`,
      ...names.map((name) => `${name}: ${ruleOf(wanted.filter((one) => one.indicator === name))}.`),
    ],
  });
}

function ruleOf(series: readonly IndicatorSeries[]): ReturnType<typeof detectPeriodRule> {
  const longest = series.toSorted((a, b) => b.figures.length - a.figures.length)[0];
  return detectPeriodRule(longest?.figures ?? []);
}

function unitOf(series: readonly IndicatorSeries[]): string {
  const unit = series[0]?.unit ?? '';
  if (/percentage/i.test(unit)) return '%';
  if (/years|life expectancy|slope index/i.test(unit)) return 'years';
  return unit === '' ? 'as published' : unit.slice(0, 60);
}

async function measureFor(
  trx: Trx,
  doing: Doing,
  request: IndicatorRequest,
  series: readonly IndicatorSeries[],
): Promise<Measure> {
  const [first] = series;
  const name = (first?.indicator ?? '').slice(0, 200);
  const sourceId = first?.indicatorId || (request.sourceId ?? '');
  const known = (await measuresWhere(trx, request.place.id)).find(
    (one) => one.name === name || (sourceId !== '' && one.sourceId === sourceId),
  );
  if (known !== undefined) return known;
  const made = await createMeasure(trx, doing, {
    name,
    question: '',
    aim: 'population',
    polarity: request.polarity,
    unit: unitOf(series),
    decimals: 1,
    periodRule: ruleOf(series),
    aboutPeople: false,
    source: 'Office for Health Improvement and Disparities, Fingertips',
    sourceId: sourceId.slice(0, 40),
    licence: request.attribution ?? openGovernmentLicence,
    weaknesses: '',
  });
  const [measure] = await measuresWhere(trx, request.place.id, { ids: [made.id] });
  if (measure === undefined) throw new Error('the measure that was made is not there');
  return measure;
}

/**
 * Writes the figures of a file: a measure for each indicator, a series for each area and sex. One transaction: all of it
 * or nothing. The same file again changes nothing; a newer file corrects figures and loses none.
 */
export async function importIndicators(
  tools: { db: Database; clock: Clock; newId: () => Uuid },
  request: IndicatorRequest,
): Promise<Result<{ summary: string[] }, string[]>> {
  const planned = planIndicators(request);
  if (!planned.ok) return planned;
  const { indicators, wanted } = planned.value;
  const doing: Doing = { place: request.place, account: undefined, now: tools.clock.now(), newId: tools.newId };
  const sha256 = createHash('sha256')
    .update(JSON.stringify([request.areas, request.text]))
    .digest('hex');
  const scope = { role: 'thread_service', job: 'import-indicators', place: request.place.id } as const;
  return await tools.db.write(scope, async (trx) => {
    const file = {
      name: request.fileName,
      sha256,
      shape: indicators.shape,
      read: indicators.rows,
      kept: wanted.length,
    };
    if (!(await noteImport(trx, doing, file)))
      return ok({ summary: ['This file was read before: nothing is changed.'] });
    const summary: string[] = [];
    for (const [, series] of Map.groupBy(wanted, (one) => one.indicatorId || one.indicator)) {
      const measure = await measureFor(trx, doing, request, series);
      const ordered = series.toSorted((a, b) => rank(request, a.areaCode) - rank(request, b.areaCode));
      let [added, corrected] = [0, 0];
      for (const [position, one] of ordered.entries()) {
        const id = await needSeries(trx, doing, measure.id, one, position);
        const done = await addFigures(trx, doing, measure, id, one.figures);
        if (!done.ok) throw new Error(`${measure.name}, ${one.areaName}: ${refusalSentence(done.error)}.`);
        added += done.value.added;
        corrected += done.value.corrected;
      }
      if (request.isPublic && measure.status === 'draft') {
        const shown = await setPublished(trx, doing, measure, true);
        if (!shown.ok) throw new Error(`${refusalSentence(shown.error)}.`);
      }
      summary.push(`${measure.name}: ${added} figures added, ${corrected} corrected.`);
    }
    return ok({ summary });
  });
}

function rank(request: IndicatorRequest, code: string): number {
  const at = request.areas.indexOf(code);
  return at === -1 ? request.areas.length : at;
}
