import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorities, checkMatters, nextReviewAge } from './representation.ts';

describe('authority', () => {
  it('for money is for money alone', () => {
    for (const one of ['attorney-money', 'appointee'] as const) {
      assert.equal(checkMatters(one, ['money']), undefined);
      assert.equal(checkMatters(one, ['money', 'plan']), 'representative/money-only');
    }
    for (const one of authorities.filter((other) => other !== 'attorney-money' && other !== 'appointee'))
      assert.equal(checkMatters(one, ['sharing', 'plan', 'referrals', 'money']), undefined);
  });
  it('over a child is looked at again at 13, 16 and 18', () => {
    assert.deepEqual([9, 12, 13, 15, 16, 17, 18, undefined].map(nextReviewAge), [
      13,
      13,
      16,
      16,
      18,
      18,
      undefined,
      undefined,
    ]);
  });
});
