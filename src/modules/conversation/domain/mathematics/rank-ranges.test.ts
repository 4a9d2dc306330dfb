import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  absentPublished,
  labelsOf,
  matrixOf,
  publishedConversation,
} from '../../../../../test/support/conversation-mathematics.ts';
import { rankRanges } from './rank-ranges.ts';

describe('rank ranges', () => {
  it('hold the rank, and are one place where everybody answers alike', () => {
    const rows = Array.from({ length: 10 }, () => [-1, 1, 0]);
    const found = rankRanges(matrixOf(rows), new Int32Array(10), 1, 1);
    assert.deepEqual(found, [
      { statement: 1, rank: 1, low: 1, high: 1 },
      { statement: 0, rank: 2, low: 2, high: 2 },
      { statement: 2, rank: 3, low: 3, high: 3 },
    ]);
  });

  it('are wide where little is known', () => {
    const rows = Array.from({ length: 10 }, (_, person) => [person < 5 ? 1 : -1, person < 5 ? -1 : 1]);
    for (const { low, high } of rankRanges(matrixOf(rows), new Int32Array(10), 1, 1)) {
      assert.equal(low, 1);
      assert.equal(high, 2);
    }
  });

  it('leave out what fewer than half have seen, and say nothing of nobody', () => {
    const rows = Array.from({ length: 10 }, (_, person) => [1, person < 4 ? 1 : undefined]);
    assert.deepEqual(
      rankRanges(matrixOf(rows), new Int32Array(10), 1, 1).map(({ statement }) => statement),
      [0],
    );
    assert.deepEqual(rankRanges(matrixOf(rows), new Int32Array(10).fill(-1), 0, 1), []);
  });

  const expected = {
    'london.youth.policing': { 17: [1, 5], 27: [2, 5], 32: [3, 8], 26: [2, 10] },
    'scoop-hivemind.taxes': { 80: [1, 3], 39: [1, 3], 46: [1, 4], 40: [2, 5], 76: [4, 8] },
  } as const;
  for (const name of ['london.youth.policing', 'scoop-hivemind.taxes'] as const)
    it(`are those of ${name}, give or take a place`, { skip: absentPublished(name) }, () => {
      const { kept, keptNumbers, reference } = publishedConversation(name);
      const groups = reference.compatible.publishedGroups.sizes.length;
      const found = rankRanges(kept, labelsOf(reference), groups, 1);
      assert.deepEqual(found, rankRanges(kept, labelsOf(reference), groups, 1));
      for (const [number, [low, high]] of Object.entries(expected[name])) {
        const range = found.find(({ statement }) => keptNumbers[statement] === Number(number));
        assert.ok(range !== undefined);
        assert.ok(
          Math.abs(range.low - low) <= 1 && Math.abs(range.high - high) <= 1,
          JSON.stringify({ number, range }),
        );
      }
    });
});
