import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUuid, newUuid } from './ids.ts';

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

  it('are new each time, of version 7, and sort as they were made', () => {
    const made = Array.from({ length: 5_000 }, newUuid);
    assert.equal(new Set(made).size, made.length);
    assert.deepEqual(made.toSorted(), made);
    for (const id of made) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // What is random in them is not told by the one before.
    assert.equal(new Set(made.map((id) => id.slice(-11))).size, made.length);
    const time = Number.parseInt((made[0] ?? '').replaceAll('-', '').slice(0, 12), 16);
    assert.ok(Math.abs(Date.now() - time) < 60_000);
  });
});
