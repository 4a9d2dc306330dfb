/** Which way is good. `no-judgement` when neither is. */
export type Polarity = 'high-good' | 'low-good' | 'no-judgement';

/** Why a point stands out, or that it does not. Signals are looked for in this order; the first that applies names the point. */
export type Signal =
  | 'above-upper'
  | 'below-lower'
  | 'rising'
  | 'falling'
  | 'two-of-three-high'
  | 'two-of-three-low'
  | 'run-high'
  | 'run-low'
  | 'none';

export type ProcessPoint = {
  value: number | null;
  mean: number;
  lower: number;
  upper: number;
  signal: Signal;
};

/**
 * What a series of values says of itself. Only `ok` carries limits; the others say why there are none.
 * `screened` tells whether unusually large moves were left out of the limits.
 */
export type ProcessChart =
  | { status: 'ok'; points: ProcessPoint[]; screened: boolean; trial: boolean }
  | { status: 'too-few' | 'constant' | 'irregular' | 'moves-too-rarely'; points: [] };

export type ProcessOptions = {
  /** The limits of a segment come from its first so many values; all when left out. */
  fix?: number | undefined;
  /** Places at which a new segment begins, each with its own limits. */
  rebases?: readonly number[] | undefined;
  /** Leave out moves larger than 3.267 times the average move (default), or not. */
  screen?: boolean | undefined;
};

const limitFactor = 2.66;
const screenFactor = 3.267;
const runLength = 7;
/** More missing than this in the values that make the limits, and they are not worth drawing. A setting of ours. */
const mostMissing = 0.25;

/**
 * Mean, limits and signals of an individuals chart (XmR). A missing value breaks ranges, runs and trends.
 * Units of the result are those of the values; limits are not cut at zero.
 * Source: Making Data Count, NHS England; Nelson 1982 for the screening; note on measures, section 3.
 */
export function processChart(values: readonly (number | null)[], options: ProcessOptions = {}): ProcessChart {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return { status: 'too-few', points: [] };
  if (known.every((value) => value === known[0])) return { status: 'constant', points: [] };
  const starts = [0, ...(options.rebases ?? []).filter((at) => at > 0 && at < values.length)];
  const points: ProcessPoint[] = [];
  let screened = false;
  let trial = false;
  for (const [index, start] of starts.entries()) {
    const segment = values.slice(start, starts[index + 1] ?? values.length);
    const fixed = segment.slice(0, options.fix);
    const found = fixed.filter((value) => value !== null).length;
    if (found < 2) return { status: 'too-few', points: [] };
    if (found < fixed.length * (1 - mostMissing)) return { status: 'irregular', points: [] };
    const limits = limitsOf(fixed, options.screen ?? true);
    if (limits === undefined) return { status: 'moves-too-rarely', points: [] };
    screened ||= limits.screened;
    trial ||= found < 12;
    points.push(...signalsOf(segment, limits));
  }
  return { status: 'ok', points, screened, trial };
}

type Limits = { mean: number; amr: number; screened: boolean };

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean and the average move; undefined when the values move too rarely for either to mean anything. */
function limitsOf(fixed: readonly (number | null)[], screen: boolean): Limits | undefined {
  const known = fixed.filter((value) => value !== null);
  const ranges: number[] = [];
  for (let index = 1; index < fixed.length; index += 1) {
    const [before, value] = [fixed[index - 1], fixed[index]];
    if (typeof before === 'number' && typeof value === 'number') ranges.push(Math.abs(value - before));
  }
  if (ranges.length === 0) return undefined;
  if (ranges.filter((range) => range === 0).length * 2 > ranges.length) return undefined;
  const mean = average(known);
  const amr = average(ranges);
  const kept = ranges.filter((range) => range < screenFactor * amr);
  if (!screen || kept.length === ranges.length) return { mean, amr, screened: false };
  // Screening that leaves nothing to judge by is not done.
  if (kept.length < 2 || average(kept) === 0) return { mean, amr, screened: false };
  return { mean, amr: average(kept), screened: true };
}

function signalsOf(values: readonly (number | null)[], { mean, amr }: Limits): ProcessPoint[] {
  const reach = limitFactor * amr;
  const near = (2 * reach) / 3;
  const sides = values.map((value) => (value === null ? null : Math.sign(value - mean)));
  const outside = values.map((value) => value !== null && (value > mean + reach || value < mean - reach));
  const close = values.map(
    (value, index) => value !== null && !outside[index] && (value > mean + near || value < mean - near),
  );
  const trend = trendsOf(values);
  const run = runsOf(sides);
  const pairs = twoOfThree(sides, close);
  return values.map((value, index) => {
    let signal: Signal = 'none';
    const side = sides[index] ?? 0;
    if (outside[index]) signal = side > 0 ? 'above-upper' : 'below-lower';
    else if (trend[index] !== 0) signal = (trend[index] ?? 0) > 0 ? 'rising' : 'falling';
    else if (pairs[index]) signal = side > 0 ? 'two-of-three-high' : 'two-of-three-low';
    else if (run[index]) signal = side > 0 ? 'run-high' : 'run-low';
    return { value, mean, lower: mean - reach, upper: mean + reach, signal };
  });
}

/** 1 or -1 for points of a trend of seven, 0 for others. A peak that two trends share belongs to the second. */
function trendsOf(values: readonly (number | null)[]): number[] {
  const moves = values.slice(1).map((value, index) => {
    const before = values[index];
    return value === null || typeof before !== 'number' ? 0 : Math.sign(value - before);
  });
  const trends = values.map(() => 0);
  for (let start = 0; start + runLength - 1 <= moves.length; start += 1) {
    const way = moves[start] ?? 0;
    const window = moves.slice(start, start + runLength - 1);
    if (way !== 0 && window.every((move) => move === way)) trends.fill(way, start, start + runLength);
  }
  return trends;
}

/** Points of a run of seven on one side of the mean; a point on the mean, or a missing one, breaks it. */
function runsOf(sides: readonly (number | null)[]): boolean[] {
  const inRun = sides.map(() => false);
  for (let start = 0; start + runLength <= sides.length; start += 1) {
    const window = sides.slice(start, start + runLength);
    if (window[0] !== null && window[0] !== 0 && window.every((side) => side === window[0]))
      inRun.fill(true, start, start + runLength);
  }
  return inRun;
}

/** Points near a limit, where two of three in a row are and all three lie on one side. */
function twoOfThree(sides: readonly (number | null)[], close: readonly boolean[]): boolean[] {
  const found = sides.map(() => false);
  for (let start = 0; start + 3 <= sides.length; start += 1) {
    const window = sides.slice(start, start + 3);
    const isOneSided = window[0] !== null && window[0] !== 0 && window.every((side) => side === window[0]);
    const near = [start, start + 1, start + 2].filter((index) => close[index]);
    if (isOneSided && near.length >= 2) for (const index of near) found[index] = true;
  }
  return found;
}

/** What a signal means when it is known which way is good. */
export function meaningOf(signal: Signal, polarity: Polarity): 'common' | 'better' | 'worse' | 'high' | 'low' {
  if (signal === 'none') return 'common';
  const up = ['above-upper', 'rising', 'two-of-three-high', 'run-high'].includes(signal);
  if (polarity === 'no-judgement') return up ? 'high' : 'low';
  return up === (polarity === 'high-good') ? 'better' : 'worse';
}
