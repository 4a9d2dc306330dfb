import { seededRandom } from '../../../../lib/random.ts';
import { clusters, settle, thorough, type Clusters } from './clusters.ts';
import type { Points } from './positions.ts';
import { silhouettes } from './silhouette.ts';

/** A way of grouping people by where they stand. One group means that no more can be told apart. */
export type Groups = {
  count: number;
  /** The group of each point: 0 is the largest. */
  labels: Int32Array;
  sizes: number[];
  squaredError: number;
  silhouette: number;
};

/** Up to this many people are grouped one by one; above, by way of so many small clusters. */
const oneByOne = 500;
const baseClusters = 100;
/** Where the small clusters lie is found from so many people, drawn evenly. */
const sampled = 5000;
const smallestGroup = 5;
const quick = { restarts: 1, mostRounds: 5 };

/**
 * The groups of people that stand together: for 2 to 5 groups the best that k-means finds, and of those the number with the
 * largest silhouette, of equal ones the smaller. A group has at least 5 people and 5 % of all; where no number allows that there
 * is one group. Deterministic for a seed. It does not ask whether there is any division: `divisionOf` does, and is asked first.
 * Source: note on the conversation, section 2.6.
 */
export function groupsOf(points: Points, seed: number): Groups {
  const people = points.x.length;
  const rounded = { x: points.x.map(nineDigits), y: points.y.map(nineDigits) };
  const ones = new Float64Array(people).fill(1);
  const together = ordered(settle(rounded, ones, { x: new Float64Array(1), y: new Float64Array(1) }, 2), 0);
  const most = Math.min(5, 2 + Math.floor(people / 12));
  const found = people > oneByOne ? groupsByBase(rounded, ones, most, seed) : groupsOneByOne(rounded, ones, most, seed);
  const smallest = Math.max(smallestGroup, 0.05 * people);
  let best: Groups | undefined;
  for (const groups of found) {
    const isLarge = groups.sizes.every((size) => size >= smallest);
    if (isLarge && (best === undefined || groups.silhouette > best.silhouette + 1e-9)) best = groups;
  }
  return best ?? together;
}

/** The best grouping found into exactly `count` groups, whatever their sizes. Same source. */
export function groupsInto(points: Points, count: number, seed: number): Groups {
  const rounded = { x: points.x.map(nineDigits), y: points.y.map(nineDigits) };
  const ones = new Float64Array(points.x.length).fill(1);
  const found = clusters(rounded, ones, count, seededRandom(seed + count));
  return ordered(found, silhouettes(rounded, ones, [found.labels])[0] ?? 0);
}

function nineDigits(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

function groupsOneByOne(points: Points, ones: Float64Array, most: number, seed: number): Groups[] {
  const found: Clusters[] = [];
  for (let count = 2; count <= Math.min(most, ones.length); count += 1)
    found.push(clusters(points, ones, count, seededRandom(seed + count)));
  const widths = silhouettes(
    points,
    ones,
    found.map(({ labels }) => labels),
  );
  return found.map((each, at) => ordered(each, widths[at] ?? 0));
}

function groupsByBase(points: Points, ones: Float64Array, most: number, seed: number): Groups[] {
  const sample = evenly(points, sampled);
  const middles = clusters(sample, ones.subarray(0, sample.x.length), baseClusters, seededRandom(seed), quick);
  const base = settle(points, ones, middles.centres, 1);
  const weights = new Float64Array(baseClusters);
  for (const label of base.labels) weights[label]! += 1;
  const found: Clusters[] = [];
  for (let count = 2; count <= most; count += 1)
    found.push(clusters(base.centres, weights, count, seededRandom(seed + count), thorough));
  const widths = silhouettes(
    base.centres,
    weights,
    found.map(({ labels }) => labels),
  );
  return found.map((each, at) => ordered(settle(points, ones, each.centres, 3), widths[at] ?? 0));
}

/** Up to so many of the points, each as far from the next in the list. */
function evenly({ x, y }: Points, most: number): Points {
  if (x.length <= most) return { x, y };
  const some = Int32Array.from({ length: most }, (_, at) => Math.floor((at * x.length) / most));
  return { x: Float64Array.from(some, (at) => x[at]!), y: Float64Array.from(some, (at) => y[at]!) };
}

/** Names groups by size, the largest 0; of equal ones that with the earliest person. */
function ordered({ labels, centres, squaredError }: Clusters, silhouette: number): Groups {
  const count = centres.x.length;
  const sizes = new Int32Array(count);
  const first = new Int32Array(count).fill(labels.length);
  labels.forEach((label, at) => {
    sizes[label]! += 1;
    first[label] = Math.min(first[label]!, at);
  });
  const order = Array.from({ length: count }, (_, k) => k).sort(
    (a, b) => sizes[b]! - sizes[a]! || first[a]! - first[b]!,
  );
  const place = new Int32Array(count);
  order.forEach((from, to) => (place[from] = to));
  return {
    count,
    labels: labels.map((label) => place[label]!),
    sizes: order.map((k) => sizes[k]!),
    squaredError,
    silhouette,
  };
}
