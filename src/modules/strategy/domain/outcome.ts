import { compareDates, formatDate, formatMonth, type LocalDate } from '../../../lib/dates.ts';
import { formatNumber } from '../../../lib/text.ts';
import type { Standing } from './standing.ts';

/** A figure on a day. */
export type Reading = { value: number; on: LocalDate };

/** What is measured, where it began, where it should come to, and what was found since. */
export type OutcomeFacts = {
  unit: string;
  better: 'higher' | 'lower';
  baseline: Reading | undefined;
  target: Reading | undefined;
  readings: readonly Reading[];
};

/** Which way the figure went since the baseline. Never why. */
export type Direction = 'improving' | 'worse' | 'no-change' | 'cannot-say';

export type Progress = {
  direction: Direction;
  /** The latest reading after the baseline, if there is one. */
  latest: Reading | undefined;
  /** The latest reading is at the target or beyond it. */
  isAtTarget: boolean;
  /** The share of the way from baseline to target, in whole per cent from 0 to 100; only while it improves. */
  percentOfWay: number | undefined;
  standing: Standing;
  /** One sentence with the figures; it makes no claim about the cause. */
  sentence: string;
};

/** "34%" or "120 people": a figure with its unit. */
export function withUnit(value: number, unit: string): string {
  const number = formatNumber(value);
  if (unit === '%' || unit === 'per cent') return `${number}%`;
  return unit.startsWith('£') ? `£${number}` : `${number} ${unit}`.trim();
}

/**
 * Compares the latest reading with the baseline. Readings from the day of the baseline or before it say nothing about
 * change. Without a baseline or a later reading we cannot say.
 */
export function outcomeProgress(facts: OutcomeFacts): Progress {
  const { baseline, target, unit } = facts;
  const latest = facts.readings
    .filter((reading) => baseline === undefined || compareDates(reading.on, baseline.on) > 0)
    .toSorted((a, b) => compareDates(a.on, b.on))
    .at(-1);
  const sign = facts.better === 'higher' ? 1 : -1;
  const aim = target === undefined ? '' : ` The aim is ${withUnit(target.value, unit)} by ${formatMonth(target.on)}.`;
  if (baseline === undefined || latest === undefined) {
    const why =
      latest === undefined
        ? baseline === undefined
          ? 'Nothing has been measured yet.'
          : `It was ${withUnit(baseline.value, unit)} on ${formatDate(baseline.on)}. Nothing has been measured since.`
        : `It was ${withUnit(latest.value, unit)} on ${formatDate(latest.on)}. There is no figure from the start to compare it with.`;
    return {
      direction: 'cannot-say',
      latest,
      isAtTarget: false,
      percentOfWay: undefined,
      standing: { text: 'Cannot say yet', tone: 'plain' },
      sentence: `${why}${aim}`,
    };
  }
  const moved = (latest.value - baseline.value) * sign;
  const direction = moved > 0 ? 'improving' : moved < 0 ? 'worse' : 'no-change';
  const isAtTarget = target !== undefined && (latest.value - target.value) * sign >= 0;
  const way = target === undefined ? 0 : (target.value - baseline.value) * sign;
  const percentOfWay =
    direction === 'improving' && way > 0 ? Math.min(100, Math.floor((moved / way) * 100 + 1e-9)) : undefined;
  const words: Record<Exclude<Direction, 'cannot-say'>, Standing> = {
    improving: { text: isAtTarget ? 'Better, and at the target' : 'Better than at the start', tone: 'good' },
    worse: { text: 'Worse than at the start', tone: 'late' },
    'no-change': { text: 'No change yet', tone: 'waiting' },
  };
  return {
    direction,
    latest,
    isAtTarget,
    percentOfWay,
    standing: words[direction],
    sentence:
      `It was ${withUnit(baseline.value, unit)} on ${formatDate(baseline.on)} and ${withUnit(latest.value, unit)} on ` +
      `${formatDate(latest.on)}.${aim}`,
  };
}
