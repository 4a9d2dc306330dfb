import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  absentPublished,
  anyRows,
  matrixOf,
  publishedConversation,
  publishedNames,
  roomByChance,
} from '../../../../../test/support/conversation-mathematics.ts';
import { seededRandom, shuffled } from '../../../../lib/random.ts';
import { acrossGroups, analyse } from './analysis.ts';
import { groupVotes } from './group-votes.ts';
import { voteMatrix, type VoteMatrix } from './vote-matrix.ts';

/** The votes of a matrix as a list in some order, each told once before with another value. */
function retold(matrix: VoteMatrix, seed: number): VoteMatrix {
  const votes = [...matrix.statement].map((statement, at) => ({ statement, value: matrix.value[at] ?? 0, person: 0 }));
  for (let person = 0; person < matrix.people; person += 1)
    for (const vote of votes.slice(matrix.start[person], matrix.start[person + 1])) vote.person = person;
  const earlier = votes.map((vote) => ({ ...vote, value: vote.value === 1 ? 0 : 1 }));
  const all = [...shuffled(earlier, seededRandom(seed)), ...shuffled(votes, seededRandom(seed + 1))];
  return voteMatrix({
    people: matrix.people,
    statements: matrix.statements,
    person: all.map((vote) => vote.person),
    statement: all.map((vote) => vote.statement),
    value: all.map((vote) => vote.value),
  });
}

describe('the analysis', () => {
  for (const name of publishedNames)
    it(
      `of ${name} is byte for byte the same again, in whatever order people voted`,
      {
        skip: absentPublished(name),
      },
      () => {
        const { kept } = publishedConversation(name);
        const once = JSON.stringify(analyse(kept, 3));
        assert.equal(JSON.stringify(analyse(kept, 3)), once);
        assert.equal(JSON.stringify(analyse(retold(kept, 5), 3)), once);
      },
    );

  it(
    'of London has one group, because two of the three would be too small',
    {
      skip: absentPublished('london.youth.policing'),
    },
    () => {
      const { kept } = publishedConversation('london.youth.policing');
      const { grouping } = analyse(kept, 1);
      assert.equal(grouping.count, 1);
      assert.deepEqual(grouping.representative, []);
      assert.equal(grouping.labels.filter((label) => label === -1).length, 4);
    },
  );

  it('finds two groups that differ, and what each stands for', () => {
    const { grouping } = analyse(roomByChance(1, { groups: 2, separation: 0.8 }), 1);
    assert.equal(grouping.count, 2);
    const mixed = grouping.labels.filter((label, person) => (label === grouping.labels[0]) !== (person % 2 === 0));
    assert.ok(mixed.length <= 2, String(mixed.length));
    for (const list of grouping.representative) assert.ok(list.length > 0);
  });

  it('of any room has numbers everywhere, one line for each person and statement', () => {
    fc.assert(
      fc.property(anyRows({ people: 20 }), (rows) => {
        const matrix = matrixOf(rows);
        const found = analyse(matrix, 1, { labels: rows.map((_, at) => at % 3), count: 3 });
        const text = JSON.stringify(found);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(found)));
        assert.equal(text.includes('null'), false);
        assert.equal(found.positions.x.length, rows.length);
        assert.equal(found.priorities.length, matrix.statements);
        assert.equal(found.sectors?.across.length, matrix.statements);
        assert.equal(found.grouping.labels.length, rows.length);
      }),
    );
  });

  it('moves with the people when they come in another order', () => {
    const matrix = roomByChance(2, { groups: 2, separation: 0.8 });
    const order = shuffled(
      Array.from({ length: matrix.people }, (_, person) => person),
      seededRandom(4),
    );
    const rows = Array.from({ length: matrix.people }, (_, person) => {
      const row: (number | undefined)[] = Array.from({ length: matrix.statements }, () => undefined);
      for (let vote = matrix.start[person] ?? 0; vote < (matrix.start[person + 1] ?? 0); vote += 1)
        row[matrix.statement[vote] ?? 0] = matrix.value[vote];
      return row;
    });
    const before = analyse(matrix, 1);
    const after = analyse(matrixOf(order.map((person) => rows[person] ?? [])), 1);
    order.forEach((person, at) => {
      assert.ok(Math.abs((after.positions.x[at] ?? 9) - (before.positions.x[person] ?? 0)) < 1e-7);
    });
    const together = (labels: readonly number[], a: number, b: number) => labels[a] === labels[b];
    order.forEach((person, at) =>
      assert.equal(together(after.grouping.labels, at, 0), together(before.grouping.labels, person, order[0] ?? 0)),
    );
    assert.deepEqual(after.consensus, before.consensus);
  });

  it('of a room without votes, people or statements says nothing', () => {
    for (const matrix of [matrixOf([], 0), matrixOf([], 3), matrixOf([[undefined], [undefined]])]) {
      const found = analyse(matrix, 1);
      assert.equal(found.grouping.count, 1);
      assert.deepEqual(found.consensus, { agree: [], disagree: [] });
      assert.equal(found.axes.hasMap, false);
    }
  });
});

describe('consensus across sectors', () => {
  it('names the sector that agrees least, or those that said too little', () => {
    const rows = Array.from({ length: 20 }, (_, at) => [at % 4 === 0 && at < 10 ? -1 : 1, at < 12 ? 1 : undefined]);
    const votes = groupVotes(
      matrixOf(rows),
      rows.map((_, at) => Math.floor(at / 10)),
      2,
    );
    const [first, second] = acrossGroups(votes);
    assert.ok(first?.known === true);
    assert.equal(first.weakest, 0);
    assert.ok(Math.abs(first.agree - Math.sqrt((8 / 12) * (11 / 12))) < 1e-9);
    assert.deepEqual(second, { known: false, notEnoughFrom: [1] });
  });
});
