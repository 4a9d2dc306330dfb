import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Actor, Role } from '../../../kernel/actor.ts';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import {
  commitmentGroups,
  commitmentStanding,
  decideCommitment,
  decideOffer,
  groupOf,
  mayAnswerFor,
  type CommitmentCommand,
  type CommitmentState,
  type Owner,
} from './commitment.ts';

const today = '2026-03-15' as LocalDate;
const facts = { isOwners: true, today };
const council: Owner = { kind: 'organisation', organisation: 'council' };

function member(account: string, role: Role, organisation?: string): Actor {
  return { kind: 'member', account, name: account, memberships: [{ place: 'here', role, organisation }] };
}

describe('who answers for a promise', () => {
  it('is someone who speaks for the organisation that would make it', () => {
    assert.equal(mayAnswerFor(council, member('a', 'editor', 'council')), true);
    assert.equal(mayAnswerFor(council, member('a', 'programme-manager', 'council')), true);
  });
  it('is never someone from another organisation, a planner of the place included', () => {
    assert.equal(mayAnswerFor(council, member('a', 'editor', 'trust')), false);
    assert.equal(mayAnswerFor(council, member('a', 'programme-manager', 'trust')), false);
    assert.equal(mayAnswerFor(council, member('a', 'administrator')), false);
  });
  it('is not a colleague who does not speak for the organisation', () => {
    assert.equal(mayAnswerFor(council, member('a', 'practitioner', 'council')), false);
  });
  it('is only the volunteer for what a volunteer promised', () => {
    const ruth: Owner = { kind: 'volunteer', name: 'Ruth', account: 'ruth' };
    assert.equal(mayAnswerFor(ruth, member('ruth', 'resident')), true);
    assert.equal(mayAnswerFor(ruth, member('joan', 'editor', 'cafe')), false);
    assert.equal(
      mayAnswerFor({ kind: 'volunteer', name: 'Ruth', account: undefined }, member('joan', 'resident')),
      false,
    );
  });
  it('is nobody who has not signed in', () => {
    assert.equal(mayAnswerFor(council, { kind: 'anonymous' }), false);
  });
});

describe('a new promise', () => {
  it('holds at once when its own people make it', () => {
    assert.deepEqual(decideOffer(council, member('a', 'editor', 'council')), {
      ok: true,
      value: { status: 'accepted' },
    });
  });
  it('only asks when somebody else makes it for an organisation', () => {
    assert.deepEqual(decideOffer(council, member('a', 'programme-manager', 'trust')), {
      ok: true,
      value: { status: 'offered' },
    });
  });
  it('is never made in the name of another person', () => {
    const ruth: Owner = { kind: 'volunteer', name: 'Ruth', account: 'ruth' };
    assert.deepEqual(decideOffer(ruth, member('joan', 'administrator')), { ok: false, error: 'commitment/not-yours' });
  });
});

describe('the life of a promise', () => {
  it('goes from asked to accepted to kept', () => {
    assert.deepEqual(decideCommitment({ status: 'offered' }, { kind: 'accept' }, facts), {
      ok: true,
      value: { status: 'accepted' },
    });
    assert.deepEqual(decideCommitment({ status: 'accepted' }, { kind: 'keep', on: today }, facts), {
      ok: true,
      value: { status: 'kept', on: today },
    });
  });
  it('needs a reason to decline and to stop', () => {
    assert.deepEqual(decideCommitment({ status: 'offered' }, { kind: 'decline', reason: ' ' }, facts), {
      ok: false,
      error: 'commitment/reason-needed',
    });
    assert.deepEqual(decideCommitment({ status: 'accepted' }, { kind: 'stop', reason: '' }, facts), {
      ok: false,
      error: 'commitment/reason-needed',
    });
    assert.deepEqual(decideCommitment({ status: 'offered' }, { kind: 'decline', reason: ' No money. ' }, facts), {
      ok: true,
      value: { status: 'declined', reason: 'No money.' },
    });
  });
  it('cannot be answered twice', () => {
    assert.deepEqual(decideCommitment({ status: 'accepted' }, { kind: 'accept' }, facts), {
      ok: false,
      error: 'commitment/already-answered',
    });
    assert.deepEqual(decideCommitment({ status: 'declined', reason: 'no' }, { kind: 'accept' }, facts), {
      ok: false,
      error: 'commitment/already-answered',
    });
  });
  it('cannot be kept before it was accepted, nor on a day to come', () => {
    assert.deepEqual(decideCommitment({ status: 'offered' }, { kind: 'keep', on: today }, facts), {
      ok: false,
      error: 'commitment/not-accepted',
    });
    assert.deepEqual(decideCommitment({ status: 'accepted' }, { kind: 'keep', on: addDays(today, 1) }, facts), {
      ok: false,
      error: 'commitment/kept-in-future',
    });
  });

  const anyState: fc.Arbitrary<CommitmentState> = fc.oneof(
    fc.constant({ status: 'offered' } as const),
    fc.constant({ status: 'accepted' } as const),
    fc.constant({ status: 'declined', reason: 'no' } as const),
    fc.constant({ status: 'kept', on: today } as const),
    fc.constant({ status: 'stopped', reason: 'no' } as const),
  );
  const anyCommand: fc.Arbitrary<CommitmentCommand> = fc.oneof(
    fc.constant({ kind: 'accept' } as const),
    fc.string().map((reason) => ({ kind: 'decline', reason }) as const),
    fc.integer({ min: -400, max: 400 }).map((days) => ({ kind: 'keep', on: addDays(today, days) }) as const),
    fc.string().map((reason) => ({ kind: 'stop', reason }) as const),
  );
  it('never moves for somebody whose promise it is not', () => {
    fc.assert(
      fc.property(anyState, anyCommand, (state, command) => {
        assert.deepEqual(decideCommitment(state, command, { isOwners: false, today }), {
          ok: false,
          error: 'commitment/not-yours',
        });
      }),
    );
  });
  it('never leaves an end, and only an accepted promise is ever kept', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 12 }), (commands) => {
        let state: CommitmentState = { status: 'offered' };
        const passed: string[] = ['offered'];
        for (const command of commands) {
          const next = decideCommitment(state, command, facts);
          if (!next.ok) continue;
          assert.equal(['declined', 'kept', 'stopped'].includes(state.status), false);
          state = next.value;
          passed.push(state.status);
        }
        if (state.status === 'kept' || state.status === 'stopped')
          assert.deepEqual(passed.slice(0, 2), ['offered', 'accepted']);
      }),
    );
  });
});

describe('the status of a promise', () => {
  const offeredOn = '2026-03-03' as LocalDate;
  function text(state: CommitmentState, dueOn: string): string {
    return commitmentStanding({ state, offeredOn, dueOn: dueOn as LocalDate }, today).text;
  }
  it('says since when an answer is awaited', () => {
    assert.equal(text({ status: 'offered' }, '2026-05-04'), 'Waiting for an answer since 3 March 2026');
    assert.equal(
      text({ status: 'offered' }, '2026-03-10'),
      'Waiting for an answer since 3 March 2026, and was due 10 March 2026',
    );
  });
  it('says when it is due, and how late it is', () => {
    assert.equal(text({ status: 'accepted' }, '2026-05-04'), 'Due 4 May 2026');
    assert.equal(text({ status: 'accepted' }, '2026-03-15'), 'Due today');
    assert.equal(text({ status: 'accepted' }, '2026-03-14'), '1 day overdue');
    assert.equal(text({ status: 'accepted' }, '2026-03-03'), '12 days overdue');
  });
  it('says when it was kept, or why it ended', () => {
    assert.equal(text({ status: 'kept', on: '2026-03-01' as LocalDate }, '2026-02-01'), 'Kept on 1 March 2026');
    assert.equal(text({ status: 'stopped', reason: 'The van broke' }, '2026-02-01'), 'Stopped: The van broke');
    assert.equal(text({ status: 'declined', reason: 'No staff' }, '2026-02-01'), 'Declined: No staff');
  });
  it('belongs to exactly one group on any day, and is late only when accepted and past its day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), (days) => {
        const dueOn = addDays(today, days);
        const group = groupOf({ state: { status: 'accepted' }, offeredOn, dueOn }, today);
        assert.equal(group, days < 0 ? 'overdue' : 'open');
        assert.equal(commitmentGroups.filter((one) => one === group).length, 1);
      }),
    );
  });
});
