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
  const distances = new Float64Array(size);
  for (let one = 0; one < size; one += 1) {
    measure(points, weights, one, distances);
    for (let g = 0; g < groupings.length; g += 1) addUp(distances, groupings[g]!, sums[g]!, one * counts[g]!);
  }
  return groupings.map((labels, g) => meanWidth(sums[g]!, counts[g]!, labels, weights));
}

/** The distances from one point to all, each as often as it has people. */
function measure({ x, y }: Points, weights: Float64Array, one: number, distances: Float64Array): void {
  const fromX = x[one]!;
  const fromY = y[one]!;
  for (let other = 0; other < distances.length; other += 1) {
    const dx = fromX - x[other]!;
    const dy = fromY - y[other]!;
    distances[other] = weights[other]! * Math.sqrt(dx * dx + dy * dy);
  }
}

function addUp(distances: Float64Array, labels: Int32Array, sums: Float64Array, offset: number): void {
  for (let other = 0; other < distances.length; other += 1) sums[offset + labels[other]!]! += distances[other]!;
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
