import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fail, ok } from './result.ts';

describe('a result', () => {
  it('carries a value or an error, never both', () => {
    assert.deepEqual(ok(3), { ok: true, value: 3 });
    assert.deepEqual(fail('no'), { ok: false, error: 'no' });
  });
});
