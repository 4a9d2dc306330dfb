import { seededRandom, seedFrom } from '../../../lib/random.ts';
import { smoothedShare } from '../../../lib/statistics.ts';
import type { Counts } from './counts.ts';

/** Up to this many statements, everybody is shown everything. */
export const smallConversation = 40;
/** Share of draws in a large conversation that go to the statement with fewest votes. */
export const coverageFloor = 0.3;

/** A statement that may be shown. `extremity` is 0 when no map has been computed. */
export type Candidate = { id: string; number: number; authorId: string | null; counts: Counts; extremity: number };

export type Voter = {
  /** Seeds the voter's own order: the same person sees the same order on every device. */
  id: string;
  votedOn: ReadonlySet<string>;
  /** Statements put off with "later", first put off first. Not votes. */
  later: readonly string[];
};

/**
 * The statement to show next, or null when there is none left. Never the voter's own, never one voted on; those put off
 * come back at the end, in the order in which they were put off.
 * Up to 40 statements: fewest votes first, ties in the voter's own order. Above: a seeded lottery, 30 % of draws to the
 * statement with fewest votes and the rest by `routingPriority`. The same input gives the same answer.
 * Source: note on the conversation, section 2.13.
 */
export function nextStatement(candidates: readonly Candidate[], voter: Voter): Candidate | null {
  const open = candidates.filter(({ id, authorId }) => authorId !== voter.id && !voter.votedOn.has(id));
  const putOff = new Set(voter.later);
  const fresh = open.filter(({ id }) => !putOff.has(id)).sort((a, b) => a.number - b.number);
  if (fresh.length === 0) {
    const waiting = voter.later.map((id) => open.find((candidate) => candidate.id === id));
    return waiting.find((candidate) => candidate !== undefined) ?? null;
  }
  if (candidates.length <= smallConversation) return fewestVotes(fresh, voter.id);
  const random = seededRandom(seedFrom(`${voter.id} ${voter.votedOn.size} ${voter.later.length}`));
  if (random() < coverageFloor) return fewestVotes(fresh, `${voter.id} ${voter.votedOn.size}`);
  return drawByWeight(fresh, (candidate) => routingPriority(candidate.counts, candidate.extremity), random);
}

function fewestVotes(candidates: readonly Candidate[], seed: string): Candidate | null {
  let best: { candidate: Candidate; place: number } | null = null;
  for (const candidate of candidates) {
    const place = seededRandom(seedFrom(`${seed} ${candidate.id}`))();
    const fewer = best === null ? -1 : candidate.counts.seen - best.candidate.counts.seen;
    if (best === null || fewer < 0 || (fewer === 0 && place < best.place)) best = { candidate, place };
  }
  return best?.candidate ?? null;
}

/**
 * How much the conversation gains from one more vote on a statement: high when it is new, when people do not pass, and
 * when many agree or many disagree. `twoSided: false` is Polis's own rule, which looks at agreement alone.
 * Source: note on the conversation, section 2.13.
 */
export function routingPriority(counts: Counts, extremity: number, options: { twoSided?: boolean } = {}): number {
  const agree = smoothedShare(counts.agree, counts.seen);
  const disagree = smoothedShare(counts.disagree, counts.seen);
  const leaning = (options.twoSided ?? true) ? Math.max(agree, disagree) : agree;
  const importance = (1 - smoothedShare(counts.pass, counts.seen)) * (extremity + 1) * leaning;
  return (importance * (1 + 8 * 2 ** (-counts.seen / 5))) ** 2;
}

/** One of `items`, each with a chance in proportion to its weight; null when there are none. Weights must be above 0. */
export function drawByWeight<T>(items: readonly T[], weightOf: (item: T) => number, random: () => number): T | null {
  const weights = items.map(weightOf);
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, item] of items.entries()) {
    left -= weights[index] ?? 0;
    if (left < 0) return item;
  }
  return items.at(-1) ?? null;
}
