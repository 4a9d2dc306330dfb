import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatPounds } from '../../../lib/text.ts';
import { largestAmount, parsePounds } from './money.ts';

describe('an amount of money', () => {
  it('is read as people write it', () => {
    assert.deepEqual(parsePounds('£12,500'), { ok: true, value: 1_250_000 });
    assert.deepEqual(parsePounds(' 12500.50 '), { ok: true, value: 1_250_050 });
    assert.deepEqual(parsePounds('0'), { ok: true, value: 0 });
  });
  it('is refused when it could mean two things', () => {
    for (const text of ['', 'about 5', '12,50', '-3', '1.5', '£1,2345', '1e5', '£'])
      assert.deepEqual(parsePounds(text), { ok: false, error: 'money/not-an-amount' }, text);
    assert.deepEqual(parsePounds('2,000,000,000'), { ok: false, error: 'money/too-much' });
  });
  it('comes back the same after it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: largestAmount }), (pence) => {
        assert.deepEqual(parsePounds(formatPounds(pence)), { ok: true, value: pence });
      }),
    );
  });
});
