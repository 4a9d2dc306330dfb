import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../../test/support/shared-data.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import {
  decideMove,
  isEnded,
  mayMove,
  movesFor,
  reasonsFor,
  referralMoves,
  referralStanding,
  referralStatuses,
  silenceAfter,
  transitions,
  type MoveCommand,
  type ReferralReason,
  type ReferralStatus,
  type Side,
} from './referral.ts';

const today = '2026-03-02' as LocalDate;
const sidesOf = (...sides: Side[]): ReadonlySet<Side> => new Set(sides);
const allSides: readonly ReadonlySet<Side>[] = [
  sidesOf(),
  sidesOf('requester'),
  sidesOf('performer'),
  sidesOf('requester', 'performer'),
  sidesOf('system'),
];

describe('the states of a referral', () => {
  const file = sharedData('people/referral-transitions.json');
  it('move as the reference says, and in no other way', { skip: file.absent }, () => {
    const reference = file.json() as {
      statuses: ReferralStatus[];
      terminal: ReferralStatus[];
      transitions: { from: ReferralStatus | null; to: ReferralStatus; by: Side[] }[];
    };
    assert.deepEqual([...referralStatuses], reference.statuses);
    assert.equal(transitions.length, 28);
    for (const from of [undefined, ...reference.statuses])
      for (const to of reference.statuses)
        for (const sides of allSides) {
          const isListed = reference.transitions.some(
            (one) => (one.from ?? undefined) === from && one.to === to && one.by.some((side) => sides.has(side)),
          );
          assert.equal(mayMove(from, to, sides), isListed, `${from} to ${to} by ${[...sides].join(' and ')}`);
        }
    for (const status of reference.statuses) assert.equal(isEnded(status), reference.terminal.includes(status), status);
  });
});

const command = fc.record({
  move: fc.constantFrom(...referralMoves),
  reason: fc.option(fc.constantFrom<ReferralReason>('no-capacity', 'other', 'person-moved', 'not-enough-information'), {
    nil: undefined,
  }),
  note: fc.constantFrom('', 'Said on the phone'),
  output: fc.constantFrom('', 'Two visits'),
  reviewOn: fc.constantFrom(undefined, '2026-03-02' as LocalDate, '2026-03-03' as LocalDate),
});

describe('what somebody does with a referral', () => {
  it('is a move of the table, and carries what that move needs', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...referralStatuses),
        fc.constantFrom(...allSides),
        command as fc.Arbitrary<MoveCommand>,
        (status, sides, asked) => {
          const decided = decideMove(status, asked, { sides, today });
          if (!decided.ok) return;
          const change = decided.value;
          assert.ok(mayMove(status, change.status, sides));
          assert.ok(
            asked.move === 'no-reply' || asked.move === 'give-back' || movesFor(status, sides).includes(asked.move),
          );
          if (['rejected', 'failed', 'cancelled', 'entered-in-error'].includes(change.status))
            assert.notEqual(change.reason, undefined);
          if (change.reason === 'other' || change.reason === 'not-enough-information') assert.notEqual(change.note, '');
          if (change.status === 'completed') assert.equal(change.output, 'Two visits');
          if (change.status === 'on-hold') {
            assert.equal(change.reviewOn, '2026-03-03');
            assert.notEqual(change.note, '');
          }
        },
      ),
    );
  });

  it('offers the group to accept or decline, those who asked to take it back, and the person to withdraw', () => {
    assert.deepEqual(movesFor('requested', sidesOf('performer')), ['accept', 'decline']);
    assert.deepEqual(movesFor('requested', sidesOf('requester')), ['cancel', 'mistake']);
    assert.deepEqual(movesFor('requested', sidesOf('system')), ['withdraw']);
    assert.deepEqual(movesFor('accepted', sidesOf('performer')), ['start', 'finish', 'hold', 'stop']);
    assert.deepEqual(movesFor('on-hold', sidesOf('performer')), ['resume', 'finish', 'stop']);
    assert.deepEqual(movesFor('completed', sidesOf('performer', 'system')), []);
  });

  it('is refused with what is missing', () => {
    const by = { sides: sidesOf('performer', 'requester'), today };
    const refusal = (status: ReferralStatus, asked: MoveCommand): string => {
      const decided = decideMove(status, asked, by);
      return decided.ok ? 'done' : decided.error;
    };
    assert.equal(refusal('requested', { move: 'decline', note: '' }), 'referral/reason-needed');
    assert.equal(refusal('requested', { move: 'decline', reason: 'person-died', note: '' }), 'referral/reason-needed');
    assert.equal(refusal('requested', { move: 'decline', reason: 'other', note: '' }), 'referral/note-needed');
    assert.equal(refusal('accepted', { move: 'finish', note: '' }), 'referral/output-needed');
    assert.equal(refusal('accepted', { move: 'hold', note: 'Away', reviewOn: today }), 'referral/review-needed');
    assert.equal(refusal('completed', { move: 'cancel', reason: 'duplicate', note: '' }), 'referral/not-now');
    assert.equal(refusal('draft', { move: 'accept', note: '' }), 'referral/not-now');
  });

  it('gives no reason that has no words of its own choice', () => {
    for (const move of referralMoves) assert.equal(new Set(reasonsFor(move)).size, reasonsFor(move).length);
  });
});

describe('silence', () => {
  const levels = (urgency: 'routine' | 'urgent') =>
    Array.from({ length: 16 }, (_, day) => silenceAfter(urgency, day).due?.charAt(0) ?? '-').join('');
  it('reminds on day 5, tells on day 10 and ends on day 14; urgent on days 1, 2 and 3', () => {
    assert.equal(levels('routine'), '-----rrrrrttttee');
    assert.equal(levels('urgent'), '-rteeeeeeeeeeeee');
    assert.deepEqual(
      [0, 5, 9, 10, 14].map((day) => silenceAfter('routine', day).next),
      [5, 10, 10, 14, undefined],
    );
  });
  it('ends only what nobody answered, and nobody can press a button for it', () => {
    const by = { sides: sidesOf('system'), today };
    const ended = decideMove('requested', { move: 'no-reply', note: '' }, by);
    assert.ok(ended.ok && ended.value.status === 'cancelled' && ended.value.reason === 'no-reply');
    assert.equal(decideMove('accepted', { move: 'no-reply', note: '' }, by).ok, false);
    for (const status of referralStatuses)
      for (const sides of allSides) assert.ok(!movesFor(status, sides).includes('no-reply'));
  });
});

describe('where a referral stands', () => {
  const standing = (sentOn: string, urgency: 'routine' | 'urgent' = 'routine'): string => {
    const one = { status: 'requested', urgency, reason: undefined, sentOn: sentOn as LocalDate, reviewOn: undefined };
    const { text, tone } = referralStanding(one as Parameters<typeof referralStanding>[0], today);
    return `${text} (${tone})`;
  };
  it('counts the days of silence, and says when they are too many', () => {
    assert.equal(standing('2026-03-02'), 'Sent today: no answer yet (waiting)');
    assert.equal(standing('2026-03-01'), 'No answer for 1 day (waiting)');
    assert.equal(standing('2026-02-26'), 'No answer for 4 days (waiting)');
    assert.equal(standing('2026-02-25'), 'No answer for 5 days (late)');
    assert.equal(standing('2026-03-01', 'urgent'), 'No answer for 1 day (late)');
  });
  it('never tells silence as the fault of the person', () => {
    const one = { status: 'cancelled', urgency: 'routine', reason: 'no-reply', sentOn: undefined, reviewOn: undefined };
    assert.equal(referralStanding(one as Parameters<typeof referralStanding>[0], today).text, 'They did not answer us');
  });
});
