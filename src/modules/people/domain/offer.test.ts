import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LocalDate } from '../../../lib/dates.ts';
import { ageBandOf, areaOf } from './offer.ts';

describe('what is told of a person before anybody has said yes', () => {
  it('is an age as roughly as one needs to know, from the birthday on', () => {
    const today = '2026-03-02' as LocalDate;
    for (const [born, words] of [
      [undefined, ''],
      ['2008-03-03', 'under 18'],
      ['2008-03-02', '18 to 24'],
      ['1961-03-02', '65 to 79'],
      ['1961-03-03', '45 to 64'],
      ['1946-03-02', '80 or older'],
      ['1920-01-01', '80 or older'],
    ] as const)
      assert.equal(ageBandOf(born as LocalDate | undefined, today), words, born);
  });

  it('is the first half of the postcode', () => {
    assert.equal(areaOf('WQ1 1AA'), 'WQ1');
    assert.equal(areaOf(''), '');
  });
});
