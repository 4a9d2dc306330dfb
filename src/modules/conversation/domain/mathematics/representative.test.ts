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
import { groupVotes } from './group-votes.ts';
import { representativeStatements } from './representative.ts';

describe('the statements that tell a group from the others', () => {
  it('are those on which it answers differently', () => {
    const rows = Array.from({ length: 20 }, (_, at) => (at < 10 ? [1, 1, -1, 1] : [-1, 1, 1, 1]));
    const votes = groupVotes(
      matrixOf(rows),
      rows.map((_, at) => Math.floor(at / 10)),
      2,
    );
    const said = (group: number) =>
      representativeStatements(votes, group).map(({ statement, direction }) => `${direction} ${statement}`);
    assert.deepEqual(said(0), ['agree 0', 'disagree 2']);
    assert.deepEqual(said(1), ['agree 2', 'disagree 0']);
  });

  it('are at most five, agreement first, each seen by the group, none a best agreed one that it disagrees with', () => {
    fc.assert(
      fc.property(anyRows({ people: 20, statements: 10 }), (rows) => {
        const votes = groupVotes(
          matrixOf(rows),
          rows.map((_, at) => at % 2),
          2,
        );
        for (const group of [0, 1]) {
          const found = representativeStatements(votes, group);
          assert.ok(found.length <= 5);
          assert.equal(new Set(found.map(({ statement }) => statement)).size, found.length);
          const directions = found.map(({ direction }) => direction);
          assert.deepEqual(directions, directions.toSorted());
          for (const { statement, isBestAgreed, direction } of found) {
            assert.ok((votes.seen[group]?.[statement] ?? 0) > 0);
            assert.ok(!isBestAgreed || direction === 'agree');
          }
        }
      }),
    );
  });

  it('are none for a group that saw nothing', () => {
    const votes = groupVotes(matrixOf([[1], [undefined]]), [0, 1], 2);
    assert.deepEqual(representativeStatements(votes, 1), []);
  });
});

for (const name of publishedNames)
  describe(`the representative statements of ${name}`, { skip: absentPublished(name) }, () => {
    it('are the published ones, in order', () => {
      const { kept, keptNumbers, reference } = publishedConversation(name);
      const published = reference.compatible.publishedGroups;
      const votes = groupVotes(kept, labelsOf(reference), published.sizes.length);
      for (const [group, expected] of Object.entries(published.representative)) {
        const found = representativeStatements(votes, Number(group), { compatible: true });
        assert.deepEqual(
          found.map((one) => ({
            statement: keptNumbers[one.statement],
            direction: one.direction,
            best: one.isBestAgreed,
          })),
          expected.map((one) => ({ statement: one.statement, direction: one.direction, best: one.bestAgree })),
        );
        found.forEach(({ metric }, at) => assert.ok(Math.abs(metric / (expected[at]?.metric ?? 0) - 1) < 1e-9));
      }
    });
  });

describe('the group that Polis shows disagreeing with what it agrees with most', () => {
  const name = 'london.youth.policing';
  it('is not shown so here', { skip: absentPublished(name) }, () => {
    const { kept, keptNumbers, reference } = publishedConversation(name);
    const votes = groupVotes(kept, labelsOf(reference), 3);
    const shown = (compatible: boolean) =>
      representativeStatements(votes, 0, { compatible }).map(({ statement }) => keptNumbers[statement]);
    assert.ok(shown(true).includes(17));
    assert.ok(!shown(false).includes(17));
  });
});
