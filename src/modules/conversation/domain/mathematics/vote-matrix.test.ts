import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  absentPublished,
  anyRows,
  matrixOf,
  publishedConversation,
  publishedNames,
} from '../../../../../test/support/conversation-mathematics.ts';
import { partOfMatrix, statementMeans, voteMatrix, votesOfPeople, votesOnStatements } from './vote-matrix.ts';

describe('the matrix of votes', () => {
  it('has each person’s votes by rising statement, the last of two counting', () => {
    const matrix = voteMatrix({
      people: 3,
      statements: 4,
      person: [2, 0, 2, 0, 2],
      statement: [3, 1, 0, 1, 3],
      value: [1, 1, -1, 0, -1],
    });
    assert.deepEqual([...matrix.start], [0, 1, 1, 3]);
    assert.deepEqual([...matrix.statement], [1, 0, 3]);
    assert.deepEqual([...matrix.value], [0, -1, -1]);
    assert.deepEqual([...votesOfPeople(matrix)], [1, 0, 2]);
    assert.deepEqual([...votesOnStatements(matrix)], [1, 1, 0, 1]);
  });

  it('is the same in whatever order the votes come', () => {
    fc.assert(
      fc.property(anyRows(), fc.infiniteStream(fc.nat()), (rows, keys) => {
        const votes = rows.flatMap((row, person) =>
          row.flatMap((value, statement) => (value === undefined ? [] : [{ person, statement, value }])),
        );
        const mixed = votes
          .map((vote) => ({ vote, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ vote }) => vote);
        const found = voteMatrix({
          people: rows.length,
          statements: rows[0]?.length ?? 0,
          person: mixed.map((vote) => vote.person),
          statement: mixed.map((vote) => vote.statement),
          value: mixed.map((vote) => vote.value),
        });
        assert.deepEqual(found, matrixOf(rows));
      }),
    );
  });

  it('refuses a vote that cannot be', () => {
    const one = { people: 1, statements: 1, person: [0], statement: [0], value: [1] };
    assert.throws(() => voteMatrix({ ...one, value: [2] }), RangeError);
    assert.throws(() => voteMatrix({ ...one, person: [1] }), RangeError);
    assert.throws(() => voteMatrix({ ...one, statement: [-1] }), RangeError);
    assert.throws(() => voteMatrix({ ...one, statement: [] }), RangeError);
  });

  it('has parts', () => {
    const part = partOfMatrix(
      matrixOf([
        [1, 0, -1],
        [1, undefined, 1],
        [undefined, 1, 0],
      ]),
      [0, 2],
      [1, 2],
    );
    assert.deepEqual(
      part,
      matrixOf([
        [0, -1],
        [1, 0],
      ]),
    );
  });
});

describe('the mean answer', () => {
  it('is among those who voted, and 0 where nobody did', () => {
    assert.deepEqual(
      [
        ...statementMeans(
          matrixOf([
            [1, undefined, 1],
            [0, undefined, -1],
            [undefined, undefined, -1],
          ]),
        ),
      ],
      [0.5, 0, -1 / 3],
    );
  });

  for (const name of publishedNames)
    it(`is that of ${name}`, { skip: absentPublished(name) }, () => {
      const { kept, reference } = publishedConversation(name);
      const means = statementMeans(kept);
      assert.equal(means.length, reference.dropped.columnMeans.length);
      reference.dropped.columnMeans.forEach((mean, at) => assert.ok(Math.abs((means[at] ?? 9) - mean) < 1e-9));
    });
});
