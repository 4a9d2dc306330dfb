import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { anyRows, roomByChance, type Rows } from '../../../../test/support/conversation-mathematics.ts';
import { findingsOf, findingsWithLetters, type FindingsInput } from './findings.ts';
import type { VoteMatrix } from './mathematics/vote-matrix.ts';
import { publicInsight } from './public-insight.ts';

function inputOf(matrix: VoteMatrix, sectors = 0): FindingsInput {
  const person = new Int32Array(matrix.value.length);
  for (let at = 0; at < matrix.people; at += 1) person.fill(at, matrix.start[at], matrix.start[at + 1]);
  return {
    seed: 5,
    numbers: Array.from({ length: matrix.statements }, (_, at) => at + 1),
    sectorOf: Array.from({ length: matrix.people }, (_, at) => (sectors === 0 ? null : `s${at % sectors}`)),
    sectors: Array.from({ length: sectors }, (_, at) => ({ id: `s${at}`, label: `Sector ${at}` })),
    person,
    statement: matrix.statement,
    value: matrix.value,
  };
}
function listed(rows: Rows): FindingsInput {
  const votes = rows.flatMap((row, person) =>
    row.flatMap((value, statement) => (value === undefined ? [] : [{ person, statement, value }])),
  );
  return {
    seed: 1,
    numbers: (rows[0] ?? []).map((_, at) => at + 1),
    sectorOf: rows.map((_, at) => (at % 2 === 0 ? 'a' : null)),
    sectors: [{ id: 'a', label: 'A' }],
    person: Int32Array.from(votes, (vote) => vote.person),
    statement: Int32Array.from(votes, (vote) => vote.statement),
    value: Int8Array.from(votes, (vote) => vote.value),
  };
}
const all = new Set(Array.from({ length: 40 }, (_, at) => at + 1));
const everything = { shown: all, agreed: all };

describe('the findings of a conversation', () => {
  it('of a divided room say so, and name what each group stands for', () => {
    const findings = findingsOf(inputOf(roomByChance(1, { groups: 2, separation: 0.8 }), 3));
    assert.equal(findings.division.verdict, 'real');
    assert.equal(findings.groups.length, 2);
    assert.equal(findings.sectors.length, 3);
    const insight = publicInsight(findings, everything);
    assert.equal(insight.groups.length, 2);
    assert.ok(insight.groups.every((group) => group.representative.length > 0));
  });

  it('of a room without sides name no group in public', () => {
    const findings = findingsOf(inputOf(roomByChance(3, {})));
    assert.notEqual(findings.division.verdict, 'real');
    const insight = publicInsight(findings, everything);
    assert.deepEqual(insight.groups, []);
    assert.deepEqual(insight.answers, []);
  });

  it('name each group by the letter it had, though another is the largest now, and keep every figure beside its group', () => {
    const input = inputOf(roomByChance(1, { groups: 2, separation: 0.8 }));
    const first = findingsWithLetters(input);
    assert.deepEqual(
      first.findings.groups.map((group) => group.name),
      ['A', 'B'],
    );
    const other = new Map([
      ['A', 'F'],
      ['B', 'C'],
    ]);
    const ofPerson = first.letters.ofPerson.map((letter) => other.get(letter ?? ''));
    const again = findingsWithLetters({ ...input, letters: { ofPerson, given: 'ABCF' } });
    assert.deepEqual(again.letters, { ofPerson, given: 'ABCF' });
    const [large, small] = first.findings.groups;
    assert.deepEqual(again.findings.groups, [
      { ...small, name: 'C' },
      { ...large, name: 'F' },
    ]);
    first.findings.statements.forEach((one, at) => {
      const now = again.findings.statements[at];
      assert.deepEqual(now?.groups, one.groups.toReversed());
      if (one.acrossGroups?.known === true && now?.acrossGroups?.known === true)
        assert.equal(now.acrossGroups.weakest, 1 - one.acrossGroups.weakest);
    });
  });

  it('remember the letters of before where the division is not real any more', () => {
    const letters = { ofPerson: Array.from({ length: 50 }, (_, at) => (at < 25 ? 'A' : 'B')), given: 'AB' };
    const worked = findingsWithLetters({ ...inputOf(roomByChance(3, {})), letters });
    assert.notEqual(worked.findings.division.verdict, 'real');
    assert.deepEqual(worked.letters, letters);
  });

  it('are numbers and words everywhere, also of next to nothing', () => {
    fc.assert(
      fc.property(anyRows(), (rows) => {
        const findings = findingsOf(listed(rows));
        assert.deepEqual(JSON.parse(JSON.stringify(findings)), JSON.parse(JSON.stringify(findingsOf(listed(rows)))));
        assert.equal(JSON.stringify(findings).includes('null'), false);
        assert.equal(findings.statements.length, rows[0]?.length ?? 0);
      }),
    );
    assert.deepEqual(findingsOf(listed([])).slate.proportional, []);
  });
});

describe('what of them is public', () => {
  it('speaks of no statement of which some count is withheld', () => {
    const findings = findingsOf(inputOf(roomByChance(1, { groups: 2, separation: 0.8 })));
    const shown = new Set([1, 2, 3, 4, 5]);
    const insight = publicInsight(findings, { shown, agreed: shown });
    const named = [
      ...insight.slate,
      ...insight.mostVotes,
      ...insight.ranks.map(({ number }) => number),
      ...insight.answers.map(({ number }) => number),
      ...insight.groups.flatMap((group) => group.representative.map(({ number }) => number)),
    ];
    assert.ok(named.length > 0);
    assert.ok(named.every((number) => shown.has(number)));
  });

  it('has no count from 1 to 5 of any group, nor of the people outside the groups', () => {
    for (const seed of [1, 2, 4, 8, 9]) {
      const findings = findingsOf(inputOf(roomByChance(seed, { groups: 2, separation: 0.7 })));
      const whole = new Map(findings.statements.map((one) => [one.number, one.all]));
      for (const { number, groups } of publicInsight(findings, everything).answers)
        for (const name of ['agree', 'disagree', 'pass', 'seen'] as const) {
          const outside = (whole.get(number)?.[name] ?? 0) - groups.reduce((sum, one) => sum + one[name], 0);
          for (const cell of [...groups.map((one) => one[name]), outside]) assert.ok(cell === 0 || cell > 5);
        }
    }
  });

  it('keeps the groups that were shown first: two that differ a little would show who moved', () => {
    const first = publicInsight(findingsOf(inputOf(roomByChance(1, { groups: 2, separation: 0.8 }))), everything);
    const second = publicInsight(findingsOf(inputOf(roomByChance(2, {}))), everything, first);
    assert.deepEqual(second.groups, first.groups);
    assert.deepEqual(second.answers, first.answers);
    assert.notDeepEqual(second.ranks, first.ranks);
  });
});
