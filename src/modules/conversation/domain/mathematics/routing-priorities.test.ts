import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  absentPublished,
  labelsOf,
  matrixOf,
  publishedConversation,
  publishedNames,
  roomByChance,
} from '../../../../../test/support/conversation-mathematics.ts';
import { principalAxes } from './axes.ts';
import { groupVotes } from './group-votes.ts';
import { extremities } from './positions.ts';
import { aboutYouPriority, routingPriorities } from './routing-priorities.ts';

describe('the priorities of statements', () => {
  it('differ, and are high for what few have seen', () => {
    const matrix = roomByChance(1, { groups: 2, separation: 0.4 });
    const votes = groupVotes(matrix, new Int32Array(matrix.people), 1);
    const found = routingPriorities(votes, extremities(principalAxes(matrix, 1)));
    assert.ok(new Set(found).size >= 0.9 * matrix.statements);
    const [rare, common] = routingPriorities(
      groupVotes(matrixOf(Array.from({ length: 30 }, (_, at) => [at < 2 ? 1 : undefined, 1])), new Int32Array(30), 1),
      [0, 0],
    );
    assert.ok((rare ?? 0) > 5 * (common ?? 9));
  });

  it('find rejection as readily as agreement', () => {
    const rows = Array.from({ length: 12 }, () => [1, -1]);
    const votes = groupVotes(matrixOf(rows), new Int32Array(12), 1);
    const [agreed, rejected] = routingPriorities(votes, [1, 1]);
    assert.equal(agreed, rejected);
    const [only, against] = routingPriorities(votes, [1, 1], { twoSided: false });
    assert.ok((only ?? 0) > (against ?? 9));
  });

  for (const name of publishedNames)
    it(`are those of ${name}`, { skip: absentPublished(name) }, () => {
      const { all, allNumbers, kept, keptNumbers, reference, setAside } = publishedConversation(name);
      const published = reference.compatible.publishedGroups;
      const votes = groupVotes(all, labelsOf(reference), published.sizes.length);
      const ofKept = extremities(principalAxes(kept, 1), setAside);
      const extremity = allNumbers.map((number) => ofKept[keptNumbers.indexOf(number)] ?? 0);
      const aboutYou = new Set(reference.setAside.aboutYou);
      const found = routingPriorities(votes, extremity, {
        twoSided: false,
        isAboutYou: (at) => aboutYou.has(allNumbers[at] ?? -1),
      });
      assert.equal(found.length, published.routingPriority.length);
      found.forEach((value, at) => {
        const expected = published.routingPriority[at] ?? 0;
        assert.ok(Math.abs(value / expected - 1) < 1e-6, `${allNumbers[at]}: ${value} ${expected}`);
      });
      assert.equal(found.filter((value) => value === aboutYouPriority).length, aboutYou.size);
    });
});
