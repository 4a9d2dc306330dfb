import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { waitingAfter, waitingDays, type WaitingFor } from './waiting.ts';

const routine: WaitingFor = { kind: 'help-request', urgency: 'routine' };
const urgent: WaitingFor = { kind: 'help-request', urgency: 'urgent' };
const concern: WaitingFor = { kind: 'concern' };

describe('what nobody takes up', () => {
  it('waits as patiently as a referral, and a concern a day', () => {
    assert.deepEqual([waitingDays(routine, 'remind'), waitingDays(routine, 'tell')], [5, 10]);
    assert.deepEqual([waitingDays(urgent, 'remind'), waitingDays(urgent, 'tell')], [1, 2]);
    assert.deepEqual([waitingDays(concern, 'remind'), waitingDays(concern, 'tell')], [1, 2]);
  });

  it('comes to every level that is due, and never asks again for an earlier day', () => {
    assert.deepEqual(waitingAfter(routine, 4), { due: [], next: 5 });
    assert.deepEqual(waitingAfter(routine, 5), { due: ['remind'], next: 10 });
    assert.deepEqual(waitingAfter(routine, 12), { due: ['remind', 'tell'], next: undefined });
    fc.assert(
      fc.property(fc.constantFrom(routine, urgent, concern), fc.nat(40), (what, days) => {
        const { next, due } = waitingAfter(what, days);
        assert.ok(next === undefined ? due.length === 2 : next > days);
      }),
    );
  });
});
