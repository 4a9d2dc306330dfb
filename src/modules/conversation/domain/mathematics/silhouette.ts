import type { Points } from './positions.ts';

/**
 * How well each way of grouping the same points fits, from -1 to 1: the mean over people of (b - a) / max(a, b), where a is the
 * mean distance to the others of one's own group and b that to the nearest other group; 0 for somebody alone.
 * `weights` says how many people a point stands for. Every distance is measured once. Source: Rousseeuw 1987.
 */
export function silhouettes(points: Points, weights: Float64Array, groupings: readonly Int32Array[]): number[] {
  const size = points.x.length;
  const counts = groupings.map((labels) => labels.reduce((most, label) => Math.max(most, label + 1), 0));
  const sums = counts.map((count) => new Float64Array(size * count));
  for (let one = 0; one < size; one += 1) {
    const [x, y] = [points.x[one]!, points.y[one]!];
    for (let other = one + 1; other < size; other += 1) {
      const [dx, dy] = [x - points.x[other]!, y - points.y[other]!];
      const distance = Math.sqrt(dx * dx + dy * dy);
      for (let g = 0; g < groupings.length; g += 1) {
        const labels = groupings[g]!;
        const sum = sums[g]!;
        const count = counts[g]!;
        sum[one * count + labels[other]!]! += weights[other]! * distance;
        sum[other * count + labels[one]!]! += weights[one]! * distance;
      }
    }
  }
  return groupings.map((labels, g) => meanWidth(sums[g]!, counts[g]!, labels, weights));
}

function meanWidth(sums: Float64Array, count: number, labels: Int32Array, weights: Float64Array): number {
  const people = new Float64Array(count);
  let everybody = 0;
  for (let at = 0; at < labels.length; at += 1) {
    people[labels[at]!]! += weights[at]!;
    everybody += weights[at]!;
  }
  let total = 0;
  for (let at = 0; at < labels.length; at += 1) {
    const own = labels[at]!;
    const others = people[own]! - weights[at]!;
    if (others <= 0) continue;
    const within = sums[at * count + own]! / others;
    let outside = Infinity;
    for (let group = 0; group < count; group += 1)
      if (group !== own && people[group]! > 0) outside = Math.min(outside, sums[at * count + group]! / people[group]!);
    const larger = Math.max(within, outside);
    if (larger > 0 && outside < Infinity) total += (weights[at]! * (outside - within)) / larger;
  }
  return everybody === 0 ? 0 : total / everybody;
}
