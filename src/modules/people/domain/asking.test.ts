import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { decideAsking, missingOf, missingSentence } from './asking.ts';

const today = '2026-03-02' as LocalDate;
const sees = { seesStrengths: true, seesCircle: true };

describe('what is not yet known of somebody', () => {
  it('is said of strengths and of the circle, each by itself', () => {
    assert.equal(missingOf({ ...sees, strengths: 0, circle: 0 }), 'both');
    assert.equal(missingOf({ ...sees, strengths: 0, circle: 2 }), 'strengths');
    assert.equal(missingOf({ ...sees, strengths: 1, circle: 0 }), 'circle');
    assert.equal(missingOf({ ...sees, strengths: 1, circle: 1 }), undefined);
  });
  it('is never said of what the reader may not see', () => {
    assert.equal(missingOf({ strengths: 0, circle: 0, seesStrengths: true, seesCircle: false }), 'strengths');
    assert.equal(missingOf({ strengths: 0, circle: 0, seesStrengths: false, seesCircle: false }), undefined);
  });
  it('says who will ask and by when, that the day has passed, or that nobody asks', () => {
    const by = '2026-03-10' as LocalDate;
    assert.match(
      missingSentence('circle', { who: 'Amara', by }, today),
      /around them\. Amara will ask, by 10 March 2026/,
    );
    assert.match(missingSentence('both', { who: 'Amara', by }, addDays(by, 1)), /Amara was to ask by 10 March 2026/);
    assert.match(missingSentence('strengths', undefined, today), /good at\. Nobody has said who will ask/);
  });
  it('is asked between today and fourteen days on', () => {
    const refused = (days: number): string | undefined => {
      const decided = decideAsking({ who: 'Amara', by: addDays(today, days) }, today);
      return decided.ok ? undefined : decided.error;
    };
    assert.deepEqual([-1, 0, 14, 15].map(refused), ['asking/too-early', undefined, undefined, 'asking/too-late']);
  });
});
