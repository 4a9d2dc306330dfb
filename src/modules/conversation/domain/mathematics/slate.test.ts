import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  absentPublished,
  matrixOf,
  publishedConversation,
  publishedNames,
} from '../../../../../test/support/conversation-mathematics.ts';
import { sharedData } from '../../../../../test/support/shared-data.ts';
import { inConversation } from './positions.ts';
import { ballotsOf, equalShares, mostApproved, proportionalSlate, shareServed, type Ballots } from './slate.ts';
import { partOfMatrix } from './vote-matrix.ts';

/** Sides that approve of their own options and nothing else. */
function sides(...list: readonly (readonly [people: number, options: number])[]): Ballots {
  const voters = list.reduce((sum, [people]) => sum + people, 0);
  const options: Ballots['options'] = [];
  let first = 0;
  for (const [people, own] of list) {
    const from = first;
    for (let option = 0; option < own; option += 1)
      options.push({
        option: options.length + 1,
        approvers: Int32Array.from({ length: people }, (_, at) => from + at),
      });
    first += people;
  }
  return { voters, options };
}

describe('a slate of priorities', () => {
  const file = sharedData('conversation/formulas.json');
  it('is that of the hand-sized reference', { skip: file.absent }, () => {
    const { slate } = file.json() as { slate: { sequentialProportional: number[]; equalShares: number[] } };
    const ballots = sides([60, 6], [40, 4]);
    assert.deepEqual(proportionalSlate(ballots, 5), slate.sequentialProportional);
    assert.deepEqual(
      equalShares(ballots, 5).toSorted((a, b) => a - b),
      slate.equalShares,
    );
    assert.deepEqual(mostApproved(ballots, 5), [1, 2, 3, 4, 5]);
  });

  it('gives each side its share of the places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 12 }), (people, places) => {
        const ballots = sides([people, 12], [100 - people, 12]);
        for (const slate of [proportionalSlate(ballots, places), equalShares(ballots, places)]) {
          const first = slate.filter((option) => option <= 12).length;
          assert.ok(first >= Math.floor((places * people) / 100 + 1e-9), `${first} of ${places} for ${people}`);
          assert.ok(slate.length - first >= Math.floor((places * (100 - people)) / 100 + 1e-9));
        }
      }),
    );
  });

  it('is completed by the rule in which places are shared out one by one', () => {
    const ballots = sides([50, 1], [50, 3]);
    const paid = equalShares(ballots, 3);
    assert.ok(paid.length < 3);
    const full = proportionalSlate(ballots, 3, paid);
    assert.deepEqual(full.slice(0, paid.length), paid);
    assert.equal(full.length, 3);
  });

  it('is as long as there are options, and says how many people it serves', () => {
    const ballots = sides([3, 1], [1, 1]);
    assert.deepEqual(proportionalSlate(ballots, 5), [1, 2]);
    assert.equal(shareServed(ballots, [1]), 0.75);
    assert.equal(shareServed(ballots, []), 0);
    assert.deepEqual(proportionalSlate({ voters: 0, options: [] }, 3), []);
    assert.deepEqual(equalShares({ voters: 0, options: [] }, 3), []);
  });

  it('counts agreement only, on what half of the people answered', () => {
    const { options } = ballotsOf(
      matrixOf([
        [1, 1, undefined],
        [0, undefined, undefined],
        [-1, undefined, 1],
        [1, 1, 1],
      ]),
    );
    assert.deepEqual(
      options.map(({ option, approvers }) => [option, [...approvers]]),
      [
        [0, [0, 3]],
        [1, [0, 3]],
        [2, [2, 3]],
      ],
    );
    assert.deepEqual(
      ballotsOf(
        matrixOf([
          [1, 1],
          [1, undefined],
          [1, undefined],
        ]),
      ).options.length,
      1,
    );
  });

  for (const name of publishedNames)
    it(`is the reference for ${name}`, { skip: absentPublished(name) }, () => {
      const { kept, keptNumbers, reference } = publishedConversation(name);
      const everything = keptNumbers.map((_, at) => at);
      const ballots = ballotsOf(partOfMatrix(kept, inConversation(kept), everything));
      const numbers = (slate: readonly number[]) => slate.map((option) => keptNumbers[option]);
      assert.equal(ballots.voters, reference.slate.voters);
      assert.deepEqual(numbers(ballots.options.map(({ option }) => option)), reference.slate.candidates);
      for (const places of [5, 8] as const) {
        const expected = reference.slate[places];
        assert.deepEqual(numbers(mostApproved(ballots, places)), expected.plainMajority);
        assert.deepEqual(numbers(proportionalSlate(ballots, places)), expected.sequentialProportional);
        assert.deepEqual(numbers(equalShares(ballots, places)), expected.equalSharesBeforeCompletion);
      }
    });
});
