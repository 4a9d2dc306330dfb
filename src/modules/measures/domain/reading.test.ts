import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, addMonths, localDate, type LocalDate } from '../../../lib/dates.ts';
import { readSeries, whatChanged, type Baseline, type Figure, type Reckoning } from './reading.ts';

const january = localDate(2023, 1, 1) as LocalDate;
function figures(values: readonly (number | null)[]): Figure[] {
  return values.map((value, index) => {
    const from = addMonths(january, index);
    const to = addDays(addMonths(from, 1), -1);
    return { from, to, value, lower: null, upper: null, note: '', status: value === null ? 'missing' : 'final' };
  });
}
const reckoning: Reckoning = { unit: '%', decimals: 1, polarity: 'high-good', periodRule: 'non-overlapping' };
const base = [10, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11, 9];
const baseline: Baseline = {
  from: january,
  to: addDays(addMonths(january, 12), -1),
  commitmentId: undefined,
  reason: 'The café opened then.',
};

describe('reading a series', () => {
  it('refuses limits where periods overlap or add up, and says why', () => {
    for (const periodRule of ['rolling', 'cumulative'] as const) {
      const reading = readSeries(figures([...base, ...base]), { ...reckoning, periodRule }, undefined);
      assert.equal(reading.chart, 'line');
      assert.match(reading.why, periodRule === 'rolling' ? /overlap/ : /includes the one before/);
    }
  });

  it('refuses limits for fewer than ten figures', () => {
    assert.equal(readSeries(figures(base.slice(0, 9)), reckoning, undefined).chart, 'line');
    assert.equal(readSeries(figures(base.slice(0, 10)), reckoning, undefined).chart, 'process');
  });

  it('says the last figure, what it means, the mean and the usual range', () => {
    assert.equal(
      readSeries(figures(base), reckoning, undefined).sentence,
      'December 2023: 9.0%, within its usual range. Mean 10.5%, usual range 6.4% to 14.6%.',
    );
    const high = readSeries(figures([...base, 16]), reckoning, baseline);
    assert.match(high.sentence, /^January 2024: 16.0%, above its usual range, a change for the better/);
    assert.equal(readSeries(figures([...base, 16]), { ...reckoning, polarity: 'low-good' }, baseline).last, 'worse');
  });

  it('says when there is no figure', () => {
    assert.equal(readSeries([], reckoning, undefined).sentence, 'There is no figure yet.');
  });
});

describe('what changed since a commitment', () => {
  function card(after: readonly number[], from = base): ReturnType<typeof whatChanged> {
    return whatChanged(readSeries(figures([...from, ...after]), reckoning, baseline), reckoning, baseline, 'Open late');
  }

  it('needs twelve figures before and seven after', () => {
    assert.equal(card([13, 13, 14, 13, 14, 13])?.level, 0);
    assert.equal(card([13, 13, 14, 13, 14, 13, 14])?.level, 4);
  });

  it('says that the figure moved alongside, with both means, and no word of a cause', () => {
    const moved = card([13, 13, 14, 13, 14, 13, 14]);
    assert.equal(moved?.sentence, 'It moved alongside “Open late”: the mean was 10.5% before and 13.4% since.');
    assert.equal(moved?.mark, 'better');
    assert.doesNotMatch(moved?.sentence ?? '', /because|thanks to|led to|result|impact|prove/i);
  });

  it('says as plainly that nothing moved', () => {
    assert.match(card([10, 12, 11, 9, 10, 12, 11])?.sentence ?? '', /stayed within its usual range/);
  });
});
