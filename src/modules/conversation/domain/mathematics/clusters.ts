import type { Points } from './positions.ts';

/** `labels` are the clusters of the points; `squaredError` sums the weighted squares of their distances to the centres. */
export type Clusters = { labels: Int32Array; centres: Points; squaredError: number };

export type ClusterSearch = { restarts: number; mostRounds: number };
/** Twenty starts, of which the best is kept. */
export const thorough: ClusterSearch = { restarts: 20, mostRounds: 100 };

const still = 1e-9;

/**
 * `count` clusters with as small a squared error as some seeded starts find (k-means with k-means++ starts). A cluster that loses
 * everybody starts again at the point that is farthest from its centre. `weights` says how many people a point stands for.
 * Source: note on the conversation, section 2.6.
 */
export function clusters(
  points: Points,
  weights: Float64Array,
  count: number,
  random: () => number,
  search = thorough,
): Clusters {
  let best: Clusters | undefined;
  for (let start = 0; start < search.restarts; start += 1) {
    const found = settle(points, weights, spreadCentres(points, weights, count, random), search.mostRounds);
    if (best === undefined || found.squaredError < best.squaredError - 1e-12 * best.squaredError) best = found;
  }
  return best ?? settle(points, weights, { x: new Float64Array(count), y: new Float64Array(count) }, 1);
}

/** Moves centres to the middle of their points until none moves, or for so many rounds. */
export function settle(points: Points, weights: Float64Array, from: Points, mostRounds: number): Clusters {
  const centres = { x: from.x.slice(), y: from.y.slice() };
  const labels = new Int32Array(points.x.length);
  for (let round = 0; round < mostRounds; round += 1) {
    nearest(points, centres, labels);
    if (moveCentres(points, weights, labels, centres) <= still) break;
  }
  nearest(points, centres, labels);
  moveCentres(points, weights, labels, centres);
  return { labels, centres, squaredError: squaredErrorOf(points, weights, labels, centres) };
}

function nearest(points: Points, centres: Points, labels: Int32Array): void {
  const { x, y } = points;
  const { x: toX, y: toY } = centres;
  for (let at = 0; at < labels.length; at += 1) {
    const fromX = x[at]!;
    const fromY = y[at]!;
    let least = Infinity;
    let label = 0;
    for (let k = 0; k < toX.length; k += 1) {
      const dx = fromX - toX[k]!;
      const dy = fromY - toY[k]!;
      const distance = dx * dx + dy * dy;
      if (distance < least) {
        least = distance;
        label = k;
      }
    }
    labels[at] = label;
  }
}

/** Puts each centre in the middle of its points; gives the farthest move. */
function moveCentres(points: Points, weights: Float64Array, labels: Int32Array, centres: Points): number {
  const count = centres.x.length;
  const [x, y, weight] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let at = 0; at < labels.length; at += 1) {
    const k = labels[at]!;
    x[k]! += weights[at]! * points.x[at]!;
    y[k]! += weights[at]! * points.y[at]!;
    weight[k]! += weights[at]!;
  }
  let farthest = 0;
  for (let k = 0; k < count; k += 1) {
    const lost = weight[k] === 0 ? farthestPoint(points, labels, centres) : undefined;
    const [toX, toY] =
      lost === undefined ? [x[k]! / weight[k]!, y[k]! / weight[k]!] : [points.x[lost]!, points.y[lost]!];
    farthest = Math.max(farthest, Math.hypot(toX - centres.x[k]!, toY - centres.y[k]!));
    centres.x[k] = toX;
    centres.y[k] = toY;
  }
  return farthest;
}

function farthestPoint(points: Points, labels: Int32Array, centres: Points): number | undefined {
  let found: number | undefined;
  let most = 0;
  for (let at = 0; at < labels.length; at += 1) {
    const k = labels[at]!;
    const distance = Math.hypot(points.x[at]! - centres.x[k]!, points.y[at]! - centres.y[k]!);
    if (found === undefined || distance > most) {
      found = at;
      most = distance;
    }
  }
  return found;
}

function squaredErrorOf(points: Points, weights: Float64Array, labels: Int32Array, centres: Points): number {
  let sum = 0;
  for (let at = 0; at < labels.length; at += 1) {
    const k = labels[at]!;
    const dx = points.x[at]! - centres.x[k]!;
    const dy = points.y[at]! - centres.y[k]!;
    sum += weights[at]! * (dx * dx + dy * dy);
  }
  return sum;
}

/** Starts far from one another: each next centre is a point, drawn by the square of its distance to those chosen. */
function spreadCentres(points: Points, weights: Float64Array, count: number, random: () => number): Points {
  const size = points.x.length;
  const centres = { x: new Float64Array(count), y: new Float64Array(count) };
  const chances = weights.slice();
  const distances = new Float64Array(size).fill(Infinity);
  for (let k = 0; k < count; k += 1) {
    const chosen = drawn(chances, random);
    const [x, y] = [points.x[chosen] ?? 0, points.y[chosen] ?? 0];
    centres.x[k] = x;
    centres.y[k] = y;
    for (let at = 0; at < size; at += 1) {
      const dx = points.x[at]! - x;
      const dy = points.y[at]! - y;
      const distance = dx * dx + dy * dy;
      if (distance < distances[at]!) distances[at] = distance;
      chances[at] = weights[at]! * distances[at]!;
    }
  }
  return centres;
}

function drawn(chances: Float64Array, random: () => number): number {
  let sum = 0;
  for (const chance of chances) sum += chance;
  let left = random() * sum;
  let last = 0;
  for (let at = 0; at < chances.length; at += 1) {
    if (chances[at] === 0) continue;
    last = at;
    left -= chances[at]!;
    if (left < 0) return at;
  }
  return last;
}
