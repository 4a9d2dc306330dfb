import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { joinCodeAlphabet, joinCodeFrom, parseJoinCode } from './join-code.ts';

describe('a join code', () => {
  it('is six characters that nobody mixes up, and can be typed back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const code = joinCodeFrom(bytes);
        fc.pre(code !== null);
        assert.match(code, /^[BCDFGHJKMNPQRSTVWXZ2-9]{6}$/);
        assert.deepEqual(parseJoinCode(` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)}`), {
          ok: true,
          value: code,
        });
      }),
    );
  });

  it('uses every character equally often', () => {
    const seen = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const code = joinCodeFrom(Uint8Array.from([byte, 0, 0, 0, 0, 0]));
      if (code !== null) seen.set(code.charAt(0), (seen.get(code.charAt(0)) ?? 0) + 1);
    }
    assert.deepEqual([...seen.keys()].sort().join(''), Array.from(joinCodeAlphabet).sort().join(''));
    assert.deepEqual(new Set(seen.values()), new Set([9]));
  });

  it('is not made from too few bytes', () => {
    assert.equal(joinCodeFrom(Uint8Array.from([1, 2, 3, 4, 5])), null);
    assert.equal(joinCodeFrom(Uint8Array.from([1, 2, 3, 4, 5, 255])), null);
  });

  it('is refused with a helpful sentence', () => {
    assert.deepEqual(parseJoinCode(' '), { ok: false, error: 'Enter the code that is on the screen' });
    assert.deepEqual(parseJoinCode('BCDFG'), { ok: false, error: 'The code has 6 letters and numbers' });
    assert.deepEqual(parseJoinCode('BCDFGO'), {
      ok: false,
      error: 'Codes never have “O” in them: check the screen again',
    });
  });
});
