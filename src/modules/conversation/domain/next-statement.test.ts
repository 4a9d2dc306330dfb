import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../../lib/random.ts';
import { sharedData } from '../../../../test/support/shared-data.ts';
import type { Counts } from './counts.ts';
import { drawByWeight, nextStatement, routingPriority, type Candidate } from './next-statement.ts';

function counts(agree: number, disagree: number, pass: number): Counts {
  return { agree, disagree, pass, seen: agree + disagree + pass };
}
function statements(count: number, seenOf: (index: number) => number = () => 0): Candidate[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    number: index,
    authorId: null,
    counts: counts(seenOf(index), 0, 0),
    extremity: 0,
  }));
}
/** The whole way of one person through the candidates, answering each. */
function journey(candidates: readonly Candidate[], id: string, later: readonly string[] = []): string[] {
  const votedOn = new Set<string>();
  for (;;) {
    const next = nextStatement(candidates, { id, votedOn, later });
    if (next === null) return [...votedOn];
    votedOn.add(next.id);
  }
}

describe('the next statement in a small conversation', () => {
  it('has fewest votes, and everybody sees everything once', () => {
    const candidates = statements(40, (index) => (index === 7 ? 0 : 5));
    const seen = journey(candidates, 'ann');
    assert.equal(seen[0], 's7');
    assert.equal(seen.length, 40);
  });

  it('comes in an order of one’s own that stays the same', () => {
    const candidates = statements(20);
    assert.deepEqual(journey(candidates, 'ann'), journey(candidates.toReversed(), 'ann'));
    assert.notDeepEqual(journey(candidates, 'ann'), journey(candidates, 'ben'));
  });

  it('is never one’s own', () => {
    const candidates = statements(5).map((each) => ({ ...each, authorId: each.id === 's2' ? 'ann' : null }));
    assert.equal(journey(candidates, 'ann').includes('s2'), false);
    assert.ok(journey(candidates, 'ben').includes('s2'));
  });

  it('comes back at the end when put off', () => {
    const seen = journey(statements(6), 'ann', ['s3', 's1']);
    assert.deepEqual(seen.slice(-2), ['s3', 's1']);
    assert.equal(seen.length, 6);
  });

  it('is none when all are answered', () => {
    assert.equal(nextStatement([], { id: 'ann', votedOn: new Set(), later: [] }), null);
  });
});

describe('the next statement in a large conversation', () => {
  it('leaves nobody’s statement unseen: the least seen gets at least half of the mean', () => {
    const candidates = statements(60).map((each, index) => ({ ...each, extremity: index % 5 }));
    for (let person = 0; person < 120; person += 1) {
      const votedOn = new Set<string>();
      for (let vote = 0; vote < 15; vote += 1) {
        const next = nextStatement(candidates, { id: `p${person}`, votedOn, later: [] });
        assert.ok(next !== null);
        votedOn.add(next.id);
        next.counts = counts(next.counts.agree + 1, 0, 0);
      }
    }
    const seen = candidates.map((each) => each.counts.seen);
    assert.equal(
      seen.reduce((a, b) => a + b, 0),
      1800,
    );
    assert.ok(Math.min(...seen) >= 15, String(Math.min(...seen)));
  });

  it('offers a new statement to at least half of the next twenty people', () => {
    const candidates = [
      ...statements(60, () => 30),
      ...statements(1).map((each) => ({ ...each, id: 'new', number: 99 })),
    ];
    const offered = Array.from({ length: 200 }, (_, person) => {
      const votedOn = new Set<string>();
      for (let vote = 0; vote < 15; vote += 1) {
        votedOn.add(nextStatement(candidates, { id: `p${person}`, votedOn, later: [] })?.id ?? '');
      }
      return votedOn.has('new');
    });
    assert.ok(offered.filter(Boolean).length >= 100);
  });
});

describe('priority', () => {
  const reference = sharedData('conversation/formulas.json');
  it('matches the reference in its one-sided form', { skip: reference.absent }, () => {
    const rows = (reference.json() as { routingPriority: Partial<Record<string, number>>[] }).routingPriority;
    const votes = rows.filter((row) => row['aboutYou'] === undefined);
    assert.equal(votes.length, 6);
    for (const { agree = 0, pass = 0, seen = 0, extremity = 0, priority = 0 } of votes) {
      const found = routingPriority({ agree, pass, seen, disagree: seen - agree - pass }, extremity, {
        twoSided: false,
      });
      assert.ok(Math.abs(found / priority - 1) < 1e-6, `${found} ${priority}`);
    }
  });

  it('finds “this is not us” as readily as “we agree”', () => {
    assert.equal(routingPriority(counts(18, 0, 2), 1), routingPriority(counts(0, 18, 2), 1));
    assert.ok(routingPriority(counts(0, 18, 2), 1) > routingPriority(counts(0, 18, 2), 1, { twoSided: false }));
  });

  it('is not the same for every statement', () => {
    const found = Array.from({ length: 50 }, (_, index) =>
      routingPriority(counts(index, 50 - index, index % 7), index / 10),
    );
    assert.ok(new Set(found).size >= 45);
  });
});

describe('the lottery', () => {
  it('draws each item as often as its weight says', () => {
    const weights = [1, 2, 5, 12];
    const random = seededRandom(3);
    const drawn = [0, 0, 0, 0];
    for (let draw = 0; draw < 100_000; draw += 1) {
      const index = drawByWeight([0, 1, 2, 3], (item) => weights[item] ?? 0, random) ?? 0;
      drawn[index] = (drawn[index] ?? 0) + 1;
    }
    weights.forEach((weight, index) => {
      const share = weight / 20;
      const error = Math.sqrt(share * (1 - share) * 100_000);
      assert.ok(Math.abs((drawn[index] ?? 0) - share * 100_000) < 4 * error);
    });
  });
});
