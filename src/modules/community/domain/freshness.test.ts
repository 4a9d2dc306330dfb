import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { freshnessOf, freshnessWords } from './freshness.ts';

const today = '2026-11-25' as LocalDate;

describe('how fresh a listing is', () => {
  it('turns after day 90 and after day 180', () => {
    const on = (days: number) => freshnessOf(addDays(today, -days), today);
    assert.deepEqual([0, 90, 91, 180, 181].map(on), ['fresh', 'fresh', 'stale', 'stale', 'forgotten']);
    assert.equal(freshnessOf(undefined, today), 'forgotten');
  });
  it('is said in days', () => {
    const words = (days: number) => freshnessWords(addDays(today, -days), today);
    assert.deepEqual([0, 1, 12, 90, 91, 400].map(words), [
      'Checked today',
      'Checked yesterday',
      'Checked 12 days ago',
      'Checked 90 days ago',
      'Not checked for 91 days',
      'Not checked for 400 days',
    ]);
    assert.equal(freshnessWords(undefined, today), 'Never checked');
  });
});
