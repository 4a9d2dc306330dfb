/** A linear scale from values to places on a drawing, both ways. */
export type LinearScale = {
  (value: number): number;
  readonly ticks: readonly number[];
  readonly domain: readonly [number, number];
};

/**
 * Maps `domain` linearly to `range`. The domain is widened to round numbers, and `ticks` holds the round numbers in it.
 * @param domain lowest and highest value; equal values are widened by one on both sides
 * @param range  where they are drawn (may run downwards)
 * @param count  about how many ticks
 */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
  count = 5,
): LinearScale {
  const ticks = niceTicks(domain[0], domain[1], count);
  const low = ticks[0] ?? domain[0];
  const high = ticks.at(-1) ?? domain[1];
  const [from, to] = range;
  function scale(value: number): number {
    return from + ((value - low) / (high - low)) * (to - from);
  }
  return Object.assign(scale, { ticks, domain: [low, high] as const });
}

/**
 * Round numbers (1, 2 or 5 times a power of ten apart) that enclose `low` to `high`; about `count`, at least two.
 * @throws {RangeError} when a bound is not a finite number
 */
export function niceTicks(low: number, high: number, count = 5): readonly number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) throw new RangeError('A scale needs finite bounds.');
  const [from, to] = low === high ? [low - 1, high + 1] : [Math.min(low, high), Math.max(low, high)];
  const step = niceStep((to - from) / Math.max(1, count));
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const digits = Math.max(0, Math.min(15, -Math.floor(Math.log10(step))));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(digits)));
}

/** Evenly spaced bands: the start of each and their width, with `padding` (0 to 1) of a band left between. */
export function bands(
  count: number,
  range: readonly [number, number],
  padding = 0.3,
): { readonly starts: readonly number[]; readonly width: number } {
  const step = (range[1] - range[0]) / Math.max(1, count);
  const width = step * (1 - padding);
  return { starts: Array.from({ length: count }, (_, index) => range[0] + index * step + (step - width) / 2), width };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
}
