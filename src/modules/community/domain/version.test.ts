import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decideVersion, type VersionCommand, type VersionState } from './version.ts';

const approver = { approves: true, isOwners: false };
const owner = { approves: false, isOwners: true };
const waiting: VersionState = { state: 'waiting' };
const anyCommand: fc.Arbitrary<VersionCommand> = fc.oneof(
  fc.constant({ kind: 'approve' } as const),
  fc.constant({ kind: 'replace' } as const),
  fc.string().map((reason) => ({ kind: 'send-back', reason }) as const),
);

describe('a version that waits', () => {
  it('is approved, or sent back with a reason, by an approver', () => {
    assert.deepEqual(decideVersion(waiting, { kind: 'approve' }, approver), { ok: true, value: { state: 'approved' } });
    assert.deepEqual(decideVersion(waiting, { kind: 'send-back', reason: ' The phone is wrong ' }, approver), {
      ok: true,
      value: { state: 'sent-back', reason: 'The phone is wrong' },
    });
    assert.deepEqual(decideVersion(waiting, { kind: 'send-back', reason: ' ' }, approver), {
      ok: false,
      error: 'service/reason-needed',
    });
  });
  it('is replaced by its own people, and approved by nobody else than approvers', () => {
    assert.deepEqual(decideVersion(waiting, { kind: 'replace' }, owner), { ok: true, value: { state: 'superseded' } });
    assert.deepEqual(decideVersion(waiting, { kind: 'replace' }, approver), { ok: false, error: 'service/not-yours' });
    assert.deepEqual(decideVersion(waiting, { kind: 'approve' }, owner), {
      ok: false,
      error: 'service/not-an-approver',
    });
  });
  it('is decided once, whatever comes after', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 8 }), (commands) => {
        let state: VersionState = waiting;
        let moves = 0;
        for (const command of commands) {
          const next = decideVersion(state, command, { approves: true, isOwners: true });
          if (!next.ok) continue;
          state = next.value;
          moves += 1;
        }
        assert.ok(moves <= 1);
        assert.equal(moves === 0, state.state === 'waiting');
      }),
    );
  });
});
