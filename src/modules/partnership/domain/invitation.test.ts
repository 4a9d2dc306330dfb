import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideInvitation, invitationState, isInvited } from './invitation.ts';

const now = new Date('2026-03-02T09:00:00Z');
const command = { name: ' Amara ', email: ' Amara@Example.org', role: 'link-worker', organisation: undefined };

describe('an invitation', () => {
  it('is good for fourteen days, to an address in lower case', () => {
    const decided = decideInvitation(command, { now });
    assert.ok(decided.ok);
    assert.deepEqual(decided.value, {
      name: 'Amara',
      email: 'amara@example.org',
      role: 'link-worker',
      organisation: undefined,
      expiresAt: new Date('2026-03-16T09:00:00Z'),
    });
  });

  it('names everything that is wrong at once', () => {
    const decided = decideInvitation({ name: ' ', email: 'nobody', role: 'emperor', organisation: undefined }, { now });
    assert.ok(!decided.ok);
    assert.deepEqual(
      decided.error.map((problem) => problem.field),
      ['name', 'email', 'role'],
    );
  });

  it('to speak for an organisation names the organisation', () => {
    const decided = decideInvitation({ ...command, role: 'editor' }, { now });
    assert.ok(!decided.ok);
    assert.equal(decided.error[0]?.field, 'organisation');
  });

  it('is open until it is accepted, revoked or over', () => {
    const dates = { expiresAt: new Date(now.getTime() + 1), acceptedAt: undefined, revokedAt: undefined };
    assert.equal(invitationState(dates, now), 'open');
    assert.equal(invitationState({ ...dates, expiresAt: now }, now), 'expired');
    assert.equal(invitationState({ ...dates, revokedAt: now }, now), 'revoked');
    assert.equal(invitationState({ ...dates, revokedAt: now, acceptedAt: now }, now), 'accepted');
  });

  it('is for one address, however it is written', () => {
    assert.ok(isInvited({ email: 'amara@example.org' }, 'Amara@example.org'));
    assert.ok(!isInvited({ email: 'amara@example.org' }, 'amara@example.com'));
  });
});
