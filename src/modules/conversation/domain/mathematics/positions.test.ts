import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  absentPublished,
  matrixOf,
  publishedConversation,
  publishedNames,
} from '../../../../../test/support/conversation-mathematics.ts';
import { principalAxes } from './axes.ts';
import { inConversation, positions } from './positions.ts';

/** Somebody who agreed with the first so many of 20 statements. */
function row(votes: number): (number | undefined)[] {
  return Array.from({ length: 20 }, (_, at) => (at < votes ? 1 : undefined));
}

describe('who is in the conversation', () => {
  it('has voted seven times', () => {
    const people = inConversation(matrixOf([...Array.from({ length: 15 }, () => row(7)), row(6)]));
    assert.deepEqual(
      [...people],
      Array.from({ length: 15 }, (_, at) => at),
    );
  });

  it('is among the fifteen most active where few have', () => {
    const rows = [row(1), row(3), ...Array.from({ length: 13 }, () => row(9)), row(3), row(0)];
    assert.deepEqual([...inConversation(matrixOf(rows))], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  });

  it('has voted at all', () => {
    assert.deepEqual([...inConversation(matrixOf([row(0), row(2)]))], [1]);
    assert.deepEqual([...inConversation(matrixOf([], 0))], []);
  });

  for (const name of publishedNames)
    it(`is the same as the reference for ${name}`, { skip: absentPublished(name) }, () => {
      const { all, kept, reference } = publishedConversation(name);
      const numbers = (people: Int32Array) => Array.from(people, (person) => reference.participantIds[person]);
      assert.deepEqual(numbers(inConversation(kept)), reference.dropped.statelessGrouping.inConversation);
      assert.deepEqual(numbers(inConversation(all)), reference.compatible.statelessGrouping.inConversation);
    });
});

describe('where a person stands', () => {
  it('is the middle without votes, and turns round when all votes do', () => {
    const rows = [
      [1, 1, -1],
      [-1, 0, 1],
      [1, -1, -1],
      [undefined, undefined, undefined],
    ];
    const turned = rows.map((votes) => votes.map((value) => (value === undefined ? undefined : 0 - value)));
    const place = (of: (number | undefined)[][]) => {
      const matrix = matrixOf(of);
      return positions(matrix, principalAxes(matrix, 1));
    };
    const [one, other] = [place(rows), place(turned)];
    assert.equal(one.x[3], 0);
    assert.equal(one.y[3], 0);
    one.x.forEach((value, at) => assert.ok(Math.abs(value + (other.x[at] ?? 9)) < 1e-9));
  });
});
