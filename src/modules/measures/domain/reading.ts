import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { formatNumber } from '../../../lib/text.ts';
import { periodLabel, type Period, type PeriodRule } from './period.ts';
import { meaningOf, processChart, type Polarity, type ProcessPoint, type Signal } from './process-chart.ts';

/** What has to be known of a measure to read its figures. */
export type Reckoning = { unit: string; decimals: number; polarity: Polarity; periodRule: PeriodRule };

/** A figure for a period. `value` is null when it is missing or held back. */
export type Figure = Period & {
  value: number | null;
  lower: number | null;
  upper: number | null;
  note: string;
  status: 'final' | 'suppressed' | 'missing';
};

/** From when to when the limits are reckoned, and for which commitment. */
export type Baseline = { from: LocalDate; to: LocalDate; commitmentId: string | undefined; reason: string };

export type Mark = 'common' | 'better' | 'worse' | 'high' | 'low';

/** How a series may be drawn, why so, and what it says in a sentence. */
export type SeriesReading = {
  chart: 'process' | 'line';
  /** Why this chart and not another. */
  why: string;
  sentence: string;
  /** Only for a process chart: a point for each figure from the start of the baseline on. */
  points: readonly (ProcessPoint & { mark: Mark; figure: Figure })[];
  /** What the last figure says; `unknown` where no limits can be drawn. */
  last: Mark | 'unknown';
  notes: readonly string[];
};

/** A value as people read it, with its unit. */
export function valueText(value: number, reckoning: Pick<Reckoning, 'unit' | 'decimals'>): string {
  const number = formatNumber(value, reckoning.decimals);
  if (reckoning.unit === '%') return `${number}%`;
  return reckoning.unit.startsWith('£') ? `£${number}` : `${number} ${reckoning.unit}`;
}

/** A value where its unit stands nearby, as on the axis of a chart. */
export function shortValueText(value: number, reckoning: Pick<Reckoning, 'unit' | 'decimals'>): string {
  const { unit, decimals } = reckoning;
  return unit === '%' || unit.startsWith('£') ? valueText(value, reckoning) : formatNumber(value, decimals);
}

const fewest = 10;

function whyLine(rule: PeriodRule, known: number): string | undefined {
  if (rule === 'rolling')
    return 'The periods overlap, so neighbouring figures share most of their data. Limits of expected variation would cry wolf: a plain line is shown.';
  if (rule === 'cumulative')
    return 'Each figure includes the one before it, so it can only grow. Limits of expected variation would say nothing: a plain line is shown.';
  if (known < fewest) return `There are fewer than ${fewest} figures: too few to say what variation is usual.`;
  return undefined;
}

const refusals = {
  'too-few': 'There are too few figures to say what variation is usual.',
  constant: 'Every figure is the same, so there is no variation to judge by.',
  irregular: 'Too many figures are missing to say what variation is usual.',
  'moves-too-rarely': 'The figure moves too rarely for limits of expected variation.',
} as const;

const signalWords: Readonly<Record<Exclude<Signal, 'none'>, string>> = {
  'above-upper': 'above its usual range',
  'below-lower': 'below its usual range',
  rising: 'part of seven rises in a row',
  falling: 'part of seven falls in a row',
  'two-of-three-high': 'one of two in three near the top of its usual range',
  'two-of-three-low': 'one of two in three near the bottom of its usual range',
  'run-high': 'one of seven in a row above the mean',
  'run-low': 'one of seven in a row below the mean',
};

const meaningWords: Readonly<Record<Exclude<Mark, 'common'>, string>> = {
  better: ', a change for the better',
  worse: ', a change for the worse',
  high: ', a change upwards',
  low: ', a change downwards',
};

/** Reads the figures of a series: which chart is honest, and what it says. No claim about a cause is ever made. */
export function readSeries(
  figures: readonly Figure[],
  reckoning: Reckoning,
  baseline: Baseline | undefined,
  missing: readonly Period[] = [],
): SeriesReading {
  const known = figures.filter((figure) => figure.value !== null);
  const last = known.at(-1);
  const gaps =
    missing.length === 0
      ? []
      : [
          `${missing.length === 1 ? 'One period is' : `${missing.length} periods are`} missing: ${missing.slice(0, 6).map(periodLabel).join(', ')}.`,
        ];
  const asLine = (why: string): SeriesReading => ({
    chart: 'line',
    why,
    sentence: plainSentence(known, reckoning),
    points: [],
    last: 'unknown',
    notes: gaps,
  });
  if (last === undefined) return asLine('There is no figure yet.');
  const why = whyLine(reckoning.periodRule, known.length);
  if (why !== undefined) return asLine(why);
  const drawn = figures.filter((figure) => baseline === undefined || figure.from >= baseline.from);
  const fix = baseline === undefined ? undefined : drawn.filter((figure) => figure.to <= baseline.to).length;
  const chart = processChart(
    drawn.map((figure) => figure.value),
    { fix },
  );
  if (chart.status !== 'ok') return asLine(refusals[chart.status]);
  const points = chart.points.map((point, index) => ({
    ...point,
    mark: meaningOf(point.signal, reckoning.polarity),
    figure: drawn[index] ?? last,
  }));
  const final = points.findLast((point) => point.value !== null);
  const text = (value: number): string => valueText(value, reckoning);
  const found =
    final === undefined || final.signal === 'none' || final.mark === 'common'
      ? 'within its usual range'
      : signalWords[final.signal] + meaningWords[final.mark];
  const range =
    final === undefined ? '' : ` Mean ${text(final.mean)}, usual range ${text(final.lower)} to ${text(final.upper)}.`;
  return {
    chart: 'process',
    why:
      baseline === undefined
        ? 'The figures do not overlap and there are enough of them: the chart shows which variation is usual.'
        : `The limits are reckoned from ${formatDate(baseline.from)} to ${formatDate(baseline.to)} and do not move with later figures. ${baseline.reason}`,
    sentence: `${periodLabel(last)}: ${text(last.value ?? 0)}, ${found}.${range}`,
    points,
    last: final?.mark ?? 'unknown',
    notes: [
      ...gaps,
      ...(chart.trial ? ['Fewer than twelve figures make the limits: they are provisional.'] : []),
      ...(chart.screened ? ['Unusually large moves were left out when the limits were reckoned.'] : []),
    ],
  };
}

function plainSentence(known: readonly Figure[], reckoning: Reckoning): string {
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return 'There is no figure yet.';
  const now = `${periodLabel(last)}: ${valueText(last.value ?? 0, reckoning)}`;
  return first === last
    ? `${now}.`
    : `${now}. At the start, ${periodLabel(first)}, it was ${valueText(first.value ?? 0, reckoning)}.`;
}

/** What moved since a commitment began: the words a card may use, by how much is known. Level 4 is "over time". */
export type WhatChanged = { level: 0 | 4; sentence: string; mark: Mark | 'unknown' };

/** The sentence that stands under every card: nothing here says why. */
export const notTheCause = 'This does not show what caused it.';

/** Fewest figures before and after a commitment for the words "moved alongside". Source: note on measures, section 10. */
const [fewestBefore, fewestAfter] = [12, 7];

/** Reads a series with a fixed baseline for what moved after it. Undefined when the series has no process chart. */
export function whatChanged(
  reading: SeriesReading,
  reckoning: Reckoning,
  baseline: Baseline,
  commitment: string,
): WhatChanged | undefined {
  if (reading.chart !== 'process') return undefined;
  const before = reading.points.filter((point) => point.figure.to <= baseline.to && point.value !== null);
  const after = reading.points.filter((point) => point.figure.from > baseline.to && point.value !== null);
  if (before.length < fewestBefore || after.length < fewestAfter)
    return {
      level: 0,
      mark: 'unknown',
      sentence: `It is too early to say what moved alongside “${commitment}”: there are ${before.length} figures before it and ${after.length} after it.`,
    };
  const mean = (points: typeof after): number =>
    points.reduce((sum, point) => sum + (point.value ?? 0), 0) / points.length;
  // A run or a trend that began before the commitment is no news of it: only the newest seven are asked.
  const signalled = after.slice(-fewestAfter).filter((point) => point.mark !== 'common');
  const mark = signalled.length * 2 > fewestAfter ? (signalled.at(-1)?.mark ?? 'common') : 'common';
  const means = `the mean was ${valueText(mean(before), reckoning)} before and ${valueText(mean(after), reckoning)} since`;
  return {
    level: 4,
    mark,
    sentence:
      mark === 'common'
        ? `Since “${commitment}” began it has stayed within its usual range: ${means}.`
        : `It moved alongside “${commitment}”: ${means}.`,
  };
}
