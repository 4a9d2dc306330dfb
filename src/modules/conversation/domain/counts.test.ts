import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countVotes, sumCounts } from './counts.ts';

describe('counting votes', () => {
  it('counts each answer of the given people on kept statements, by number', () => {
    const statements = [
      { id: 'y', number: 2, setAside: false },
      { id: 'x', number: 1, setAside: false },
      { id: 'z', number: 3, setAside: true },
    ];
    const votes = [
      { personId: 'p', statementId: 'x', value: 1 as const },
      { personId: 'q', statementId: 'x', value: -1 as const },
      { personId: 'p', statementId: 'y', value: 0 as const },
      { personId: 'p', statementId: 'z', value: 1 as const },
      { personId: 'stranger', statementId: 'x', value: 1 as const },
    ];
    const found = countVotes(statements, votes, new Set(['p', 'q']));
    assert.deepEqual(found, [
      { statementId: 'x', number: 1, counts: { agree: 1, disagree: 1, pass: 0, seen: 2 } },
      { statementId: 'y', number: 2, counts: { agree: 0, disagree: 0, pass: 1, seen: 1 } },
    ]);
    assert.deepEqual(sumCounts(found.map((each) => each.counts)), { agree: 1, disagree: 1, pass: 1, seen: 3 });
  });
});
