import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatNhsNumber, parseNhsNumber } from './nhs-number.ts';

describe('an NHS number', () => {
  it('has ten digits, however they are set apart', () => {
    assert.deepEqual(parseNhsNumber('943 476 5919'), { ok: true, value: '9434765919' });
    assert.equal(parseNhsNumber('943-476-5919').ok, true);
    for (const text of ['', '943476591', '94347659190', '943476591x'])
      assert.equal(parseNhsNumber(text).ok, false, text);
  });
  it('is refused when any one digit is wrong', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = Array.from('9434765919').map(Number);
        digits[at] = ((digits[at] ?? 0) + by) % 10;
        assert.equal(parseNhsNumber(digits.join('')).ok, false);
      }),
    );
  });
  it('is never one whose check would be ten', () => {
    // 10 × 1 + 9 × 0 … + 2 × 9 + … chosen so that the remainder is 1.
    const first = [...Array(1_000).keys()].map((one) => String(999_000_000 + one));
    const ten = first.find(
      (nine) => Array.from(nine).reduce((sum, digit, index) => sum + Number(digit) * (10 - index), 0) % 11 === 1,
    );
    assert.notEqual(ten, undefined);
    for (let last = 0; last < 10; last += 1) assert.equal(parseNhsNumber(`${ten ?? ''}${last}`).ok, false);
  });
  it('is printed in three groups', () => {
    assert.equal(formatNhsNumber('9434765919'), '943 476 5919');
  });
});
