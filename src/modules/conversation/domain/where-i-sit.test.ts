import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whereISit } from './where-i-sit.ts';
import type { VoteValue } from './vote.ts';

const shared = [
  { id: 'a', className: 'agree' },
  { id: 'b', className: 'agree' },
  { id: 'c', className: 'not-us' },
  { id: 'd', className: 'differ' },
] as const;
function votes(values: Record<string, VoteValue>, padding = 7): Map<string, VoteValue> {
  const others = Array.from({ length: padding }, (_, index): [string, VoteValue] => [`x${index}`, 0]);
  return new Map([...Object.entries(values), ...others]);
}

describe('where I sit', () => {
  it('counts what I share with most people, both ways', () => {
    assert.deepEqual(whereISit(shared, votes({ a: 1, b: -1, c: -1, d: 1 })), { same: 2, of: 3, other: ['b'] });
  });
  it('says nothing before seven answers, or about what I passed on', () => {
    assert.equal(whereISit(shared, votes({ a: 1 }, 3)), null);
    assert.equal(whereISit(shared, votes({ a: 0, d: 1 })), null);
  });
});
