import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { actions, allows, grantedScopes, readScopes } from './scopes.ts';

describe('scopes of a client', () => {
  it('read as SMART App Launch 2 writes them, and in no other way', () => {
    const read = readScopes(['system/Task.rs', 'system/Patient.cru']);
    assert.ok(read.ok);
    assert.ok(allows(read.value, 'Task', 'r') && allows(read.value, 'Task', 's') && allows(read.value, 'Patient', 'c'));
    assert.ok(!allows(read.value, 'Task', 'u') && !allows(read.value, 'Goal', 'r'));
    for (const wrong of [
      'system/Task.sr',
      'user/Task.r',
      'system/Task',
      'system/Task.',
      'system/task.r',
      'Task.r',
      '*',
    ])
      assert.deepEqual(readScopes([wrong]), { ok: false, error: wrong });
  });

  it('are never more than what was registered, whatever is asked for', () => {
    const scope = fc
      .tuple(fc.constantFrom('Task', 'Patient', 'Goal', '*'), fc.subarray([...actions], { minLength: 1 }))
      .map(([type, letters]) => `system/${type}.${letters.join('')}`);
    fc.assert(
      fc.property(fc.array(scope, { minLength: 1 }), fc.array(scope), (registered, asked) => {
        const granted = grantedScopes(registered, asked);
        const ceiling = readScopes(registered);
        if (!granted.ok || !ceiling.ok) return;
        const given = readScopes(granted.value);
        assert.ok(given.ok);
        for (const type of ['Task', 'Patient', 'Goal', 'Group'])
          for (const action of actions)
            if (allows(given.value, type, action)) assert.ok(allows(ceiling.value, type, action), `${type}.${action}`);
      }),
    );
  });
});
