import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { codeFrom, codeLength, normaliseCode } from './link-code.ts';

describe('a code', () => {
  it('is read as it was made, however it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        fc.pre(bytes.filter((byte) => byte < 240).length >= codeLength);
        const code = codeFrom(bytes);
        assert.match(code, /^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
        assert.doesNotMatch(code, /[ILOU01]/);
        assert.equal(normaliseCode(` ${code.toLowerCase().replaceAll('-', ' ')} `), normaliseCode(code));
      }),
    );
  });
  it('is not made from too little chance', () => {
    assert.throws(() => codeFrom(new Uint8Array(8)), RangeError);
  });
});
