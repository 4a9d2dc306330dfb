import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LocalDate } from '../../../lib/dates.ts';
import { agreesWithRule, detectPeriodRule, missingPeriods, parsePeriod, periodLabel, type Period } from './period.ts';

function days(text: string): string {
  const period = parsePeriod(text);
  return period === undefined ? 'no period' : `${period.from} ${period.to}`;
}
function periods(...texts: string[]): Period[] {
  return texts.map((text) => {
    const period = parsePeriod(text);
    assert.ok(period !== undefined, text);
    return period;
  });
}

describe('a period', () => {
  for (const [text, expected, label] of [
    ['2024', '2024-01-01 2024-12-31', '2024'],
    ['2023/24', '2023-04-01 2024-03-31', '2023/24'],
    ['2015 - 17', '2015-01-01 2017-12-31', '2015 to 2017'],
    ['2020/21 - 24/25', '2020-04-01 2025-03-31', '2020/21 to 2024/25'],
    ['1999/00', '1999-04-01 2000-03-31', '1999/00'],
    ['2021/22 Q3', '2021-10-01 2021-12-31', 'October to December 2021'],
    ['2021/22 Q1 - 2025/26 Q3', '2021-04-01 2025-12-31', 'April 2021 to December 2025'],
    ['2016-04', '2016-04-01 2016-04-30', 'April 2016'],
    ['2016-02-01', '2016-02-01 2016-02-29', 'February 2016'],
  ] as const)
    it(`reads ${text}`, () => {
      assert.equal(days(text), expected);
      assert.equal(periodLabel(periods(text)[0] ?? { from: '' as LocalDate, to: '' as LocalDate }), label);
    });

  it('is never guessed', () => {
    for (const text of [
      '',
      '2023/25',
      '24',
      '2016-13',
      '2016-04-02',
      'Spring 2024',
      '2021/22 Q5',
      '2025/26 Q3 - 2021/22 Q1',
      '2017 - 17',
    ])
      assert.equal(days(text), 'no period', text);
  });

  it('shows by looking whether periods overlap, grow or follow each other', () => {
    assert.equal(detectPeriodRule(periods('2015 - 17', '2016 - 18', '2017 - 19')), 'rolling');
    assert.equal(
      detectPeriodRule(periods('2021/22 Q1', '2021/22 Q1 - 2021/22 Q2', '2021/22 Q1 - 2021/22 Q3')),
      'cumulative',
    );
    assert.equal(detectPeriodRule(periods('2021', '2022', '2024')), 'non-overlapping');
    assert.equal(agreesWithRule('point', periods('2021', '2022')), true);
    assert.equal(agreesWithRule('point', periods('2015 - 17', '2016 - 18')), false);
    assert.equal(agreesWithRule('rolling', periods('2021', '2022')), false);
  });

  it('is missed when it should stand between two others', () => {
    assert.deepEqual(missingPeriods(periods('2021/22', '2022/23', '2024/25'), 'point').map(periodLabel), ['2023/24']);
    assert.deepEqual(missingPeriods(periods('2026-01', '2026-04'), 'non-overlapping').map(periodLabel), [
      'February 2026',
      'March 2026',
    ]);
    assert.deepEqual(missingPeriods(periods('2015 - 17', '2018 - 20'), 'rolling'), []);
  });
});
