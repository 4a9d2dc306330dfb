import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUuid } from './ids.ts';

describe('ids', () => {
  it('know a UUID from anything else', () => {
    assert.ok(isUuid('01890a5d-ac96-774b-bcce-b302099a8057'));
    for (const wrong of [
      '',
      '01890a5dac96774bbcceb302099a8057',
      '01890a5d-ac96-774b-bcce-b302099a805g',
      'x'.repeat(36),
    ]) {
      assert.equal(isUuid(wrong), false, wrong);
    }
    assert.equal(isUuid("01890a5d-ac96-774b-bcce-b302099a8057'; --"), false);
  });
});
