import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../../lib/random.ts';
import { sharedData } from '../../../../test/support/shared-data.ts';
import {
  countDots,
  countFingers,
  countWords,
  dotsEach,
  ideasToScore,
  nextPair,
  rankPairs,
  scoreIdeas,
  scoringRounds,
  strengthsOf,
  type Comparison,
} from './rounds.ts';

describe('dots', () => {
  it('are one for every four things, and are counted with the people who laid them', () => {
    assert.deepEqual([1, 4, 5, 12].map(dotsEach), [1, 1, 2, 3]);
    assert.deepEqual(countDots(3, [[0, 1], [1], [1, 1]]), [
      { option: 1, dots: 4, people: 3 },
      { option: 0, dots: 1, people: 1 },
      { option: 2, dots: 0, people: 0 },
    ]);
  });
});

describe('pairs', () => {
  const file = sharedData('conversation/formulas.json');
  it('have the strengths of the reference', { skip: file.absent }, () => {
    const { bradleyTerry } = file.json() as { bradleyTerry: { wins: number[][]; logStrength: number[] } };
    const comparisons = bradleyTerry.wins.flatMap((row, winner) =>
      row.flatMap((wins, loser) => Array.from({ length: wins }, () => ({ first: winner, second: loser, winner }))),
    );
    strengthsOf(4, comparisons).forEach((log, at) =>
      assert.ok(Math.abs(log - (bradleyTerry.logStrength[at] ?? 9)) < 1e-9, String(log)),
    );
  });

  it('have equal strengths where nobody can say, and the order in which people prefer', () => {
    const even = strengthsOf(3, [{ first: 0, second: 1, winner: undefined }]);
    for (const log of even) assert.ok(Math.abs(log) < 1e-9);
    const ballots = Array.from({ length: 12 }, (): Comparison[] => [
      { first: 0, second: 1, winner: 1 },
      { first: 1, second: 2, winner: 1 },
      { first: 0, second: 2, winner: 2 },
    ]);
    const ranked = rankPairs(3, ballots, 1);
    assert.deepEqual(
      ranked.map(({ option }) => option),
      [1, 2, 0],
    );
    assert.ok(ranked.every(({ low, high }) => low >= 1 && high <= 3 && low <= high));
    assert.deepEqual(rankPairs(3, ballots, 1), ranked);
  });

  it('are never asked of one person twice, and those that were asked least come first', () => {
    const random = seededRandom(2);
    const own: Comparison[] = [];
    for (;;) {
      const pair = nextPair(5, own, own, random);
      if (pair === undefined) break;
      own.push({ first: pair[0], second: pair[1], winner: undefined });
    }
    assert.equal(new Set(own.map(({ first, second }) => [first, second].toSorted((a, b) => a - b).join())).size, 10);
    const all = own.filter(({ first, second }) => first + second !== 7);
    const next = nextPair(5, [], all, random) ?? [0, 0];
    assert.equal(next[0] + next[1], 7);
  });
});

describe('bold ideas', () => {
  it('are scored five times each, by nobody who wrote them, and twice by nobody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (ideas) => {
        const times = Array.from({ length: ideas }, () => 0);
        for (let person = 0; person < ideas; person += 1) {
          const list = ideasToScore(person, ideas);
          assert.ok(!list.includes(person));
          assert.equal(new Set(list).size, list.length);
          for (const idea of list) times[idea] = (times[idea] ?? 0) + 1;
        }
        assert.ok(times.every((count) => count === scoringRounds(ideas)));
      }),
    );
  });

  it('have totals from 5 to 25, with the mean of the others where a score is missing', () => {
    const scores = [
      ...[5, 5, 5, 5, 5].map((score) => ({ idea: 0, score })),
      ...[4, 2].map((score) => ({ idea: 1, score })),
    ];
    assert.deepEqual(scoreIdeas(6, scores), [
      { idea: 0, total: 25, missing: 0 },
      { idea: 1, total: 15, missing: 3 },
    ]);
  });
});

describe('words and fingers', () => {
  it('show no word of one person alone', () => {
    assert.deepEqual(countWords(['Hope', ' hope', 'tired', 'Home', 'home', 'HOME']), [
      { word: 'Home', people: 3 },
      { word: 'Hope', people: 2 },
    ]);
  });

  it('show how sure people are only where no part is from one to four people', () => {
    assert.deepEqual(countFingers([5, 5, 5, 4, 4, 3, 3, 3, 3, 3]), { people: 10, low: 0, middle: 5, high: 5 });
    for (const fingers of [
      [5, 5, 5, 5, 5, 0],
      [5, 5, 5],
      [3, 3, 3, 3, 3, 5],
    ])
      assert.equal(countFingers(fingers).high, undefined);
  });
});
