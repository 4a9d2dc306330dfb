import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../../lib/random.ts';
import { noCounts } from './counts.ts';
import { drawByWeight, nextStatement, routingPriority, type Candidate } from './next-statement.ts';

type Town = { candidates: Candidate[]; offers: Map<string, number>; offeredTo: Map<string, number> };

/**
 * A town of 60 statements where each of so many people votes 15 times on what they are shown. `flat` gives all statements the same
 * priority, as a fault would that nobody notices because people still see statements.
 */
function townOf(seed: number, flat = false): Town & { visit: (people: number) => void; add: (id: string) => void } {
  const random = seededRandom(seed);
  const candidates: Candidate[] = [];
  const chances = new Map<string, { agree: number; pass: number }>();
  const offers = new Map<string, number>();
  const offeredTo = new Map<string, number>();
  let people = 0;
  function add(id: string): void {
    candidates.push({
      id,
      number: candidates.length + 1,
      authorId: null,
      counts: noCounts(),
      extremity: -Math.log(1 - random()),
    });
    chances.set(id, { agree: 0.1 + 0.8 * random(), pass: 0.05 + 0.3 * random() });
  }
  function visit(count: number): void {
    for (let person = 0; person < count; person += 1) {
      people += 1;
      const votedOn = new Set<string>();
      while (votedOn.size < 15) {
        const shown = flat ? candidates.map((one) => ({ ...one, counts: noCounts(), extremity: 0 })) : candidates;
        const next = nextStatement(shown, { id: `person ${seed} ${people}`, votedOn, later: [] });
        const found = candidates.find((one) => one.id === next?.id);
        if (found === undefined) break;
        votedOn.add(found.id);
        offers.set(found.id, (offers.get(found.id) ?? 0) + 1);
        const { agree, pass } = chances.get(found.id) ?? { agree: 0.5, pass: 0 };
        const answer = random() < pass ? 'pass' : random() < agree ? 'agree' : 'disagree';
        found.counts = { ...found.counts, seen: found.counts.seen + 1, [answer]: found.counts[answer] + 1 };
      }
      for (const id of votedOn) offeredTo.set(id, (offeredTo.get(id) ?? 0) + 1);
    }
  }
  for (let at = 0; at < 60; at += 1) add(`s${at}`);
  return { candidates, offers, offeredTo, visit, add };
}
function priorityOf(one: Candidate): number {
  return routingPriority(one.counts, one.extremity);
}
function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))];
  const of = (pick: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((sum, pair) => sum + pick(pair), 0);
  const along = of(([a, b]) => (a - x) * (b - y));
  const spread = Math.sqrt(of(([a]) => (a - x) ** 2) * of(([, b]) => (b - y) ** 2));
  return spread === 0 ? 0 : along / spread;
}
/** Of the next 20 people after 100, the share that is shown a statement which came late; the mean of 20 towns. */
function shareShownLate(flat: boolean): number {
  let share = 0;
  for (let seed = 1; seed <= 20; seed += 1) {
    const town = townOf(seed, flat);
    town.visit(100);
    town.add('late');
    town.visit(20);
    share += (town.offeredTo.get('late') ?? 0) / 20 / 20;
  }
  return share;
}
/** How closely the offers to 20 people follow the priorities before them; the mean of 10 towns. */
function following(flat: boolean): number {
  let sum = 0;
  for (let seed = 1; seed <= 10; seed += 1) {
    const town = townOf(seed, flat);
    town.visit(60);
    for (let late = 0; late < 6; late += 1) town.add(`late ${late}`);
    const before = town.candidates.map((one) => [one.id, priorityOf(one)] as const);
    town.offers.clear();
    town.visit(20);
    sum += correlation(before.map(([id, priority]) => [priority, town.offers.get(id) ?? 0] as const)) / 10;
  }
  return sum;
}

describe('what people are shown next', () => {
  it('is drawn as often as its weight says, within four standard errors', () => {
    const random = seededRandom(3);
    const weights = [1, 2, 3, 10, 0.5];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const draws = 100_000;
    const counts = weights.map(() => 0);
    for (let draw = 0; draw < draws; draw += 1) {
      const at = drawByWeight([0, 1, 2, 3, 4], (item) => weights[item] ?? 0, random) ?? 0;
      counts[at] = (counts[at] ?? 0) + 1;
    }
    counts.forEach((count, at) => {
      const share = (weights[at] ?? 0) / total;
      assert.ok(Math.abs(count / draws - share) < 4 * Math.sqrt((share * (1 - share)) / draws), `${at} ${count}`);
    });
  });

  it('differs from statement to statement: priorities are neither equal nor nearly so', () => {
    const town = townOf(5);
    town.visit(120);
    const priorities = town.candidates.map(priorityOf).sort((a, b) => a - b);
    assert.ok(new Set(priorities.map((one) => one.toFixed(9))).size >= 54);
    assert.ok((priorities.at(-1) ?? 0) / (priorities[30] ?? 1) >= 5);
  });

  it('starves no statement: the least seen has at least half of an equal share', () => {
    const town = townOf(6);
    town.visit(120);
    assert.ok(Math.min(...town.candidates.map((one) => one.counts.seen)) >= 15);
  });

  it('is a statement that came late for at least half of the next people, and by the priorities', () => {
    const late = shareShownLate(false);
    assert.ok(late >= 0.5, String(late));
    const follows = following(false);
    assert.ok(follows >= 0.6, String(follows));
  });

  it('would be seen to be broken: with equal priorities both fail', () => {
    assert.ok(shareShownLate(true) < 0.5);
    assert.ok(following(true) < 0.6);
  });
});
