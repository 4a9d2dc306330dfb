import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import { messageBack, type MessageBack } from './message-back.ts';
import { referralStatuses } from './referral.ts';

const day = '2026-03-02' as LocalDate;
const done: MessageBack = {
  service: 'Soup and company',
  organisation: 'Community Café',
  sentOn: day,
  answeredOn: day,
  closedOn: day,
  status: 'completed',
  reason: undefined,
  note: '',
  output: 'Came\nthree times.',
};

describe('the note that goes back to whoever referred', () => {
  it('says what was done, in lines that can be pasted', () => {
    assert.equal(
      messageBack(done),
      [
        'Referral to Soup and company (Community Café)',
        'Sent: 2 March 2026',
        'Answered: 2 March 2026',
        'Ended: 2 March 2026',
        'Outcome: Help was given',
        'What was done: Came three times.',
        'SNOMED CT: 871731000000106 Referral to social prescribing service',
      ].join('\n'),
    );
  });
  it('carries the code only where help was accepted', () => {
    const declined = messageBack({ ...done, status: 'rejected', reason: 'no-capacity', output: undefined }) ?? '';
    assert.match(declined, /Reason: There is no room just now/);
    assert.doesNotMatch(declined, /SNOMED/);
    assert.equal(messageBack({ ...done, status: 'requested' }), undefined);
  });
  it('is never longer than ten lines, whatever was written', () => {
    fc.assert(
      fc.property(fc.constantFrom(...referralStatuses), fc.string(), fc.string(), (status, note, output) => {
        const text = messageBack({ ...done, status, note, output, reason: 'other' });
        assert.ok(text === undefined || text.split(/\r|\n|\u2028|\u2029/).length <= 10);
      }),
    );
  });
});
