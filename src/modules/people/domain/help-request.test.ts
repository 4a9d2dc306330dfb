import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import { contactWays, formatRequestCode, requestCodeFrom, requestStanding, safeContactOf } from './help-request.ts';

describe('how it is safe to get in touch', () => {
  const all = { ways: contactWays, when: '', mayLeaveMessage: true, only: undefined };
  it('is any way only where nothing was ruled out', () => {
    assert.deepEqual(safeContactOf(all), { safeContact: 'any', note: '' });
    fc.assert(
      fc.property(
        fc.subarray([...contactWays], { minLength: 1 }),
        fc.string(),
        fc.boolean(),
        (ways, when, mayLeaveMessage) => {
          const isOpen = ways.length === contactWays.length && when.trim() === '' && mayLeaveMessage;
          const said = safeContactOf({ ways, when, mayLeaveMessage, only: undefined });
          return (said.safeContact === 'any') === isOpen && (said.note === '') === isOpen;
        },
      ),
    );
  });

  it('says the ways, the times and whether a message may be left', () => {
    assert.equal(
      safeContactOf({ ways: ['text', 'email'], when: 'weekday mornings', mayLeaveMessage: false, only: undefined })
        .note,
      'By text message or email, weekday mornings. Leave no message, and tell nobody else who answers.',
    );
    assert.deepEqual(safeContactOf({ ...all, only: 'her sister Una' }), {
      safeContact: 'through-somebody',
      note: 'Only through her sister Una.',
    });
  });
});

describe('a request for help', () => {
  it('has a code that can be read out', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) =>
        /^[BCDFGHJKMNPQRSTVWXZ2-9]{8}$/.test(requestCodeFrom(bytes)),
      ),
    );
    assert.equal(formatRequestCode('BCDF2345'), 'BCDF 2345');
  });

  it('is late on the day on which a referral would be', () => {
    const received = { receivedOn: '2026-03-02' as LocalDate, urgency: 'routine' } as const;
    assert.deepEqual(requestStanding(received, '2026-03-02' as LocalDate), { text: 'Came today', tone: 'waiting' });
    assert.equal(requestStanding(received, '2026-03-06' as LocalDate).tone, 'waiting');
    assert.deepEqual(requestStanding(received, '2026-03-07' as LocalDate), { text: 'Has waited 5 days', tone: 'late' });
    assert.equal(requestStanding({ ...received, urgency: 'urgent' }, '2026-03-03' as LocalDate).tone, 'late');
  });
});
