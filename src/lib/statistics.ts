/** z of a one-sided test at 90 %: what Polis calls significant. */
export const significantAt90 = 1.2816;
/** z of a one-sided test at 95 %. */
export const significantAt95 = 1.6449;

/**
 * The 95 % interval of a share (two-sided), as fractions in 0..1. With `total` 0 nothing is known: 0 to 1.
 * Source: Wilson 1927; the z of 97.5 %.
 */
export function wilsonInterval(successes: number, total: number): { low: number; high: number } {
  if (total === 0) return { low: 0, high: 1 };
  const z = 1.959963984540054;
  const share = successes / total;
  const scale = 1 + (z * z) / total;
  const centre = (share + (z * z) / (2 * total)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total))) / scale;
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * How far a share stands from one half, in standard errors, with one success and one trial added.
 * `oneSampleZ(0, 0)` is 1: never show a figure that nobody answered. Source: note on the conversation, section 2.8.
 */
export function oneSampleZ(successes: number, total: number): number {
  const trials = total + 1;
  return 2 * Math.sqrt(trials) * ((successes + 1) / trials - 0.5);
}

/**
 * How far two shares stand apart, in standard errors, with 1 added to all four counts; 0 when both are certain.
 * Positive when the first share is larger. Source: note on the conversation, section 2.8.
 */
export function twoSampleZ(
  first: { successes: number; total: number },
  second: { successes: number; total: number },
): number {
  const s1 = first.successes + 1;
  const n1 = first.total + 1;
  const s2 = second.successes + 1;
  const n2 = second.total + 1;
  const pooled = (s1 + s2) / (n1 + n2);
  if (pooled === 1) return 0;
  return (s1 / n1 - s2 / n2) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
}

/** A share pulled gently towards one half: (count + 1) / (total + 2), always strictly between 0 and 1. Source: Laplace. */
export function smoothedShare(count: number, total: number): number {
  return (count + 1) / (total + 2);
}
