import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { currentVotes, type VoteEvent } from './vote.ts';

function event(sequence: number, value: 1 | 0 | -1, personId = 'a', statementId = 's'): VoteEvent {
  return { personId, statementId, value, sequence };
}

describe('where a person stands now', () => {
  it('is the last press, whatever the order of the list', () => {
    assert.deepEqual(currentVotes([event(3, -1), event(1, 1), event(2, 0)]), [
      { personId: 'a', statementId: 's', value: -1 },
    ]);
  });

  it('is the later row when two have the same moment', () => {
    assert.equal(currentVotes([event(1, 1), event(1, 0)])[0]?.value, 0);
  });

  it('is kept apart for each person and statement', () => {
    assert.equal(currentVotes([event(1, 1), event(1, 1, 'b'), event(1, 1, 'a', 't')]).length, 3);
  });
});
