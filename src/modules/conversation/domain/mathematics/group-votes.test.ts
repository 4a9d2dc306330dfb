import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  absentPublished,
  anyRows,
  labelsOf,
  matrixOf,
  publishedConversation,
  publishedNames,
} from '../../../../../test/support/conversation-mathematics.ts';
import { consensusOf, countsOf, countsOfRest, groupVotes, speaksFor } from './group-votes.ts';

describe('the votes of groups', () => {
  it('are counted for each, and for nobody outside', () => {
    const votes = groupVotes(
      matrixOf([
        [1, -1],
        [0, undefined],
        [-1, 1],
        [1, 1],
      ]),
      [0, 0, 1, -1],
      2,
    );
    assert.deepEqual(votes.people, [2, 1]);
    assert.deepEqual(countsOf(votes, 0, 0), { agree: 1, disagree: 0, pass: 1, seen: 2 });
    assert.deepEqual(countsOf(votes, 0, 1), { agree: 0, disagree: 1, pass: 0, seen: 1 });
    assert.deepEqual(countsOfRest(votes, 0), { agree: 1, disagree: 1, pass: 1, seen: 3 });
    assert.deepEqual(countsOfRest(votes, 0, 0), countsOf(votes, 1, 0));
  });

  it('of a person counted twice are those of two people', () => {
    fc.assert(
      fc.property(anyRows(), (rows) => {
        const times = rows.map((_, person) => person % 3);
        const repeated = rows.flatMap((row, person) => Array.from({ length: person % 3 }, () => row));
        const labels = rows.map((_, person) => person % 2);
        const many = labels.flatMap((label, person) => Array.from({ length: person % 3 }, () => label));
        const width = rows[0]?.length ?? 0;
        assert.deepEqual(groupVotes(matrixOf(rows), labels, 2, times), groupVotes(matrixOf(repeated, width), many, 2));
      }),
    );
  });

  it('swap agreement and rejection when every vote is turned round', () => {
    fc.assert(
      fc.property(anyRows(), (rows) => {
        const labels = rows.map((_, person) => person % 3);
        const turned = rows.map((row) => row.map((vote) => (vote === undefined ? undefined : 0 - vote)));
        const [one, other] = [groupVotes(matrixOf(rows), labels, 3), groupVotes(matrixOf(turned), labels, 3)];
        for (let at = 0; at < one.statements; at += 1) {
          assert.equal(consensusOf(one, at).agreeMean, consensusOf(other, at).disagreeMean);
          assert.equal(consensusOf(one, at).disagreeMean, consensusOf(other, at).agreeMean);
        }
      }),
    );
  });

  it('give the same consensus however many groups answer alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 5 }), (groups, agree) => {
        const rows = Array.from({ length: groups * 5 }, (_, at) => [at % 5 < agree ? 1 : -1]);
        const votes = groupVotes(
          matrixOf(rows),
          rows.map((_, at) => Math.floor(at / 5)),
          groups,
        );
        assert.ok(Math.abs(consensusOf(votes, 0).agreeMean - (agree + 1) / 7) < 1e-12);
      }),
    );
  });

  it('speak for a group from three of its people and 30 % of them', () => {
    const rows = Array.from({ length: 20 }, (_, at) => [at < 6 ? 1 : undefined, at < 5 ? 1 : undefined]);
    const large = groupVotes(matrixOf(rows), new Int32Array(20), 1);
    assert.equal(speaksFor(large, 0, 0), true);
    assert.equal(speaksFor(large, 0, 1), false);
    assert.equal(speaksFor(groupVotes(matrixOf([[1], [1]]), [0, 0], 1), 0, 0), false);
  });
});

for (const name of publishedNames)
  describe(`the group votes of ${name}`, { skip: absentPublished(name) }, () => {
    it('are the published ones, with their consensus', () => {
      const { all, reference } = publishedConversation(name);
      const published = reference.compatible.publishedGroups;
      const votes = groupVotes(all, labelsOf(reference), published.sizes.length);
      assert.deepEqual(votes.people, published.sizes);
      assert.deepEqual(
        votes.agree.map((list) => [...list]),
        published.agree,
      );
      assert.deepEqual(
        votes.disagree.map((list) => [...list]),
        published.disagree,
      );
      assert.deepEqual(
        votes.seen.map((list) => [...list]),
        published.seen,
      );
      for (let at = 0; at < votes.statements; at += 1) {
        const found = consensusOf(votes, at);
        const near = (value: number, expected: number | undefined) =>
          assert.ok(Math.abs(value - (expected ?? 9)) < 1e-9, `${value} ${expected}`);
        near(found.agree, published.groupAwareConsensus[at]);
        near(found.agreeMean, published.groupAwareConsensusGeometricMean[at]);
        near(found.disagreeMean, published.groupAwareRejectionGeometricMean[at]);
      }
    });
  });
