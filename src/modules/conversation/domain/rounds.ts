import { seededRandom } from '../../../lib/random.ts';

/** Most dots that one person may lay on one option. */
export const mostDotsOnOne = 1;

/** How many dots each has: one for every four options, at least one. */
export function dotsEach(options: number): number {
  return Math.max(1, Math.ceil(options / 4));
}

export type DotsResult = { option: number; dots: number; people: number }[];

/** Dots and people by option, most dots first; of equal ones the earlier. Ballots are lists of options. */
export function countDots(options: number, ballots: readonly (readonly number[])[]): DotsResult {
  const counts = Array.from({ length: options }, (_, option) => ({ option, dots: 0, people: 0 }));
  for (const ballot of ballots) {
    for (const one of counts) {
      const dots = ballot.filter((option) => option === one.option).length;
      one.dots += dots;
      if (dots > 0) one.people += 1;
    }
  }
  return counts.sort((a, b) => b.dots - a.dots || b.people - a.people || a.option - b.option);
}

/** One answer to "which matters more?": two options and which of them; undefined where the person cannot say. */
export type Comparison = { first: number; second: number; winner: number | undefined };
export type PairsResult = { option: number; strength: number; chance: number; low: number; high: number }[];

/**
 * How options stand when people say which of two matters more: the chance of each to be preferred to an ordinary one, with the places
 * between which it lies in nine of ten samples of people. "Cannot say" is half a win for each; a weak prior keeps everything finite.
 * Source: Bradley and Terry 1952; note on the conversation, section 8.2.
 */
export function rankPairs(options: number, ballots: readonly (readonly Comparison[])[], seed: number): PairsResult {
  const logs = strengthsOf(options, ballots.flat());
  const random = seededRandom(seed);
  const samples = 200;
  const places = Array.from({ length: options }, () => new Float64Array(samples));
  for (let sample = 0; sample < samples; sample += 1) {
    const drawn = ballots.flatMap(() => ballots[Math.floor(random() * ballots.length)] ?? []);
    ranksOf(strengthsOf(options, drawn)).forEach((rank, option) => {
      const list = places[option];
      if (list !== undefined) list[sample] = rank;
    });
  }
  return logs
    .map((log, option) => {
      const sorted = (places[option] ?? new Float64Array(1)).toSorted();
      const at = (share: number): number => sorted[Math.round(share * (samples - 1))] ?? 1;
      const strength = Math.exp(log);
      return { option, strength: log, chance: strength / (strength + 1), low: at(0.05), high: at(0.95) };
    })
    .sort((a, b) => b.strength - a.strength || a.option - b.option);
}

function ranksOf(logs: readonly number[]): number[] {
  const order = logs.map((_, option) => option).sort((a, b) => (logs[b] ?? 0) - (logs[a] ?? 0) || a - b);
  const ranks = logs.map(() => 0);
  order.forEach((option, place) => (ranks[option] = place + 1));
  return ranks;
}

/** The logarithms of the strengths. */
export function strengthsOf(options: number, comparisons: readonly Comparison[]): number[] {
  const wins = new Float64Array(options);
  const met = new Float64Array(options * options);
  for (const { first, second, winner } of comparisons) {
    if (first === second || first >= options || second >= options) continue;
    met[first * options + second] = (met[first * options + second] ?? 0) + 1;
    met[second * options + first] = (met[second * options + first] ?? 0) + 1;
    if (winner === undefined) {
      wins[first] = (wins[first] ?? 0) + 0.5;
      wins[second] = (wins[second] ?? 0) + 0.5;
    } else wins[winner] = (wins[winner] ?? 0) + 1;
  }
  let strengths = new Float64Array(options).fill(1);
  for (let round = 0; round < 10_000; round += 1) {
    const from = strengths;
    const next = from.map((strength, at) => {
      let sum = 1 / (strength + 1);
      for (let other = 0; other < options; other += 1) {
        const times = met[at * options + other] ?? 0;
        if (times > 0) sum += times / (strength + (from[other] ?? 1));
      }
      return ((wins[at] ?? 0) + 0.5) / sum;
    });
    const moved = Math.max(0, ...next.map((strength, at) => Math.abs(Math.log(strength / (from[at] ?? 1)))));
    strengths = next;
    if (moved < 1e-12) break;
  }
  return Array.from(strengths, Math.log);
}

/** The pair to ask next: that which this person has not met and that was compared least; undefined when all were. */
export function nextPair(
  options: number,
  own: readonly Comparison[],
  all: readonly Comparison[],
  random: () => number,
): [number, number] | undefined {
  const key = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;
  const met = new Set(own.map(({ first, second }) => key(first, second)));
  const times = new Map<string, number>();
  for (const { first, second } of all) times.set(key(first, second), (times.get(key(first, second)) ?? 0) + 1);
  let best: { pair: [number, number]; times: number; place: number } | undefined;
  for (let a = 0; a < options; a += 1)
    for (let b = a + 1; b < options; b += 1) {
      if (met.has(key(a, b))) continue;
      const found = { pair: [a, b] as [number, number], times: times.get(key(a, b)) ?? 0, place: random() };
      if (best === undefined || found.times < best.times || (found.times === best.times && found.place < best.place))
        best = found;
    }
  if (best === undefined) return undefined;
  return random() < 0.5 ? best.pair : [best.pair[1], best.pair[0]];
}

/** How many scores an idea gets: five, or fewer where there are too few people. */
export function scoringRounds(ideas: number): number {
  return Math.max(0, Math.min(5, ideas - 1));
}

/** The ideas that the writer of idea `own` scores, one after the other: five others, nobody their own, each idea five times. */
export function ideasToScore(own: number, ideas: number): number[] {
  return Array.from({ length: scoringRounds(ideas) }, (_, round) => (own + round + 1) % ideas);
}

export type IdeaScore = { idea: number; total: number; missing: number };

/**
 * Totals from 5 to 25, best first; of equal ones the earlier. A score that is missing counts as the mean of the others of its idea, and is
 * said; an idea without any score is left out.
 */
export function scoreIdeas(ideas: number, scores: readonly { idea: number; score: number }[]): IdeaScore[] {
  const rounds = scoringRounds(ideas);
  return Array.from({ length: ideas }, (_, idea) => {
    const own = scores.filter((one) => one.idea === idea).map((one) => one.score);
    const mean = own.reduce((sum, score) => sum + score, 0) / own.length;
    return { idea, total: Math.round(mean * 5 * 10) / 10, missing: rounds - own.length, known: own.length > 0 };
  })
    .filter(({ known }) => known)
    .map(({ idea, total, missing }) => ({ idea, total, missing }))
    .sort((a, b) => b.total - a.total || a.idea - b.idea);
}

/** Words by how often they were said, whatever the capitals; only those of two people or more, so that no one is picked out. */
export function countWords(words: readonly string[]): { word: string; people: number }[] {
  const counts = new Map<string, { word: string; people: number }>();
  for (const word of words) {
    const key = word.trim().toLocaleLowerCase('en-GB');
    const known = counts.get(key) ?? { word: word.trim(), people: 0 };
    counts.set(key, { ...known, people: known.people + 1 });
  }
  return [...counts.values()]
    .filter(({ people }) => people >= 2)
    .sort((a, b) => b.people - a.people || a.word.localeCompare(b.word, 'en-GB'));
}

export type FistResult = {
  people: number;
  low: number | undefined;
  middle: number | undefined;
  high: number | undefined;
};

/**
 * How sure people are: how many showed 0 to 2, 3, and 4 or 5; all three withheld when one of them is 1 to 4 people.
 * Fewer than five people are not shown at all.
 */
export function countFingers(fingers: readonly number[]): FistResult {
  const count = (low: number, high: number): number => fingers.filter((one) => one >= low && one <= high).length;
  const cells = { low: count(0, 2), middle: count(3, 3), high: count(4, 5) };
  const isSafe = fingers.length >= 5 && Object.values(cells).every((cell) => cell === 0 || cell >= 5);
  if (!isSafe) return { people: fingers.length, low: undefined, middle: undefined, high: undefined };
  return { people: fingers.length, ...cells };
}
