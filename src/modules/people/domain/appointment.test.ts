import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  appointmentCategories,
  appointmentStanding,
  missedReasons,
  missedReasonWords,
  reminderDue,
  reminderWay,
  settleAppointment,
} from './appointment.ts';

const now = new Date('2026-03-02T12:00:00Z');
const later = new Date('2026-03-05T10:00:00Z');
const earlier = new Date('2026-03-01T10:00:00Z');

describe('an appointment', () => {
  it('is settled once, with a reason where it did not come about', () => {
    const planned = { status: 'planned', startsAt: earlier } as const;
    assert.ok(settleAppointment(planned, { outcome: 'attended', reason: undefined }, now).ok);
    assert.deepEqual(settleAppointment(planned, { outcome: 'not-met', reason: undefined }, now), {
      ok: false,
      error: 'appointment/reason-needed',
    });
    assert.deepEqual(
      settleAppointment({ ...planned, status: 'attended' }, { outcome: 'cancelled', reason: 'unwell' }, now),
      { ok: false, error: 'appointment/over' },
    );
  });

  it('is called off before it begins, and only then', () => {
    const planned = { status: 'planned', startsAt: later } as const;
    assert.ok(settleAppointment(planned, { outcome: 'cancelled', reason: 'travel' }, now).ok);
    assert.deepEqual(settleAppointment(planned, { outcome: 'attended', reason: undefined }, now), {
      ok: false,
      error: 'appointment/not-yet',
    });
  });

  it('never says that somebody failed', () => {
    for (const reason of missedReasons) {
      const words = [
        missedReasonWords[reason],
        appointmentStanding({ status: 'not-met', reason, startsAt: earlier }, now).text,
      ].join(' ');
      assert.doesNotMatch(words, /fail|no.show|did not attend|dna|refus|missed it|fault/i);
    }
  });
});

describe('a reminder', () => {
  it('goes a day before, and not for what was planned within that day', () => {
    assert.equal(reminderDue({ startsAt: later, remind: true }, now)?.toISOString(), '2026-03-04T10:00:00.000Z');
    assert.equal(reminderDue({ startsAt: new Date('2026-03-03T10:00:00Z'), remind: true }, now), undefined);
    assert.equal(reminderDue({ startsAt: later, remind: false }, now), undefined);
  });

  it('is a message only where every one of four things makes it safe', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...appointmentCategories),
        fc.constantFrom('any' as const, 'only-this-way' as const, 'through-somebody' as const),
        fc.boolean(),
        fc.constantFrom('', 'a@b.example'),
        (category, safeContact, safeMode, email) => {
          const way = reminderWay({ category }, { safeContact, safeMode, email, isActive: true });
          const isSafe = safeContact === 'any' && !safeMode && email !== '' && category !== 'safeguarding';
          assert.equal(way, isSafe ? 'email' : 'worker');
        },
      ),
    );
  });

  it('is none for somebody whom nobody helps any more', () => {
    const person = { safeContact: 'any', safeMode: false, email: 'a@b.example', isActive: false } as const;
    assert.equal(reminderWay({ category: 'plan' }, person), undefined);
  });
});
