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

  it('are UUIDs of version 7 that sort by the time they were made, and none is made twice', () => {
    const before = Date.now();
    const made = Array.from({ length: 20_000 }, newUuid);
    assert.ok(made.every((one) => isUuid(one) && /^.{14}7.{4}[89ab]/.test(one)));
    assert.deepEqual(made.toSorted(), made);
    assert.equal(new Set(made).size, made.length);
    const times = made.map((one) => Number.parseInt(one.replace('-', '').slice(0, 12), 16));
    assert.ok(times.every((time) => time >= before && time <= Date.now()));
    assert.equal(new Set(made.map((one) => one.slice(24))).size, made.length);
  });
});
