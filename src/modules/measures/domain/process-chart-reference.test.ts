// 36,000 points, flag by flag, against the figures of NHSRplotthedots.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedData } from '../../../../test/support/shared-data.ts';
import { readCsv } from '../../../lib/csv.ts';
import { processChart, type Signal } from './process-chart.ts';

const names: Readonly<Record<string, Signal>> = {
  'Above UCL': 'above-upper',
  'Below LCL': 'below-lower',
  '7 Point Trend (Increasing)': 'rising',
  '7 Point Trend (Decreasing)': 'falling',
  '2 in 3 Above CL': 'two-of-three-high',
  '2 in 3 Below CL': 'two-of-three-low',
  '7 Points Above CL': 'run-high',
  '7 Points Below CL': 'run-low',
  'Common Cause': 'none',
};

type Expected = {
  value: number;
  mean: number;
  lower: number;
  upper: number;
  signal: Signal | undefined;
  group: string;
};

function expectedSeries(text: string): Map<string, Expected[]> {
  const read = readCsv(text);
  assert.ok(read.ok);
  const at = (name: string): number => read.value.header.indexOf(name);
  const rows = read.value.rows.map(({ cells }) => ({
    series: cells[at('f')] ?? '',
    value: Number(cells[at('y')]),
    mean: Number(cells[at('mean_col')]),
    lower: Number(cells[at('lpl')]),
    upper: Number(cells[at('upl')]),
    signal: names[cells[at('special_cause_type')] ?? ''],
    group: cells[at('rebase_group')] ?? '',
  }));
  return Map.groupBy(rows, (row) => row.series);
}

function near(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}

function compare(
  series: ReadonlyMap<string, Expected[]>,
  options: { screen: boolean; fix?: number },
): { points: number; drawn: number } {
  let points = 0;
  let drawn = 0;
  for (const [name, expected] of series) {
    const rebases = expected.flatMap((row, index) =>
      index > 0 && row.group !== expected[index - 1]?.group ? [index] : [],
    );
    const chart = processChart(
      expected.map((row) => row.value),
      { ...options, rebases },
    );
    points += expected.length;
    if (chart.status !== 'ok') continue;
    drawn += expected.length;
    for (const [index, row] of expected.entries()) {
      const found: (typeof chart.points)[number] | undefined = chart.points[index];
      const where = `${name}, point ${index + 1}`;
      assert.ok(found !== undefined, where);
      assert.equal(found.signal, row.signal, where);
      assert.ok(near(found.mean, row.mean) && near(found.lower, row.lower) && near(found.upper, row.upper), where);
    }
  }
  return { points, drawn };
}

describe('a process chart beside its reference', () => {
  const file = sharedData('measures/reference/spc_out.csv');
  const fixed = sharedData('measures/reference/spc_out_fix12.csv');

  it('gives every flag and limit, screened, over all points', { skip: file.absent }, () => {
    const { points, drawn } = compare(expectedSeries(file.text()), { screen: true });
    assert.equal(points, 18_000);
    assert.ok(drawn >= 17_900, `only ${drawn} points were drawn`);
  });

  it('gives every flag and limit, not screened, fixed on the first twelve points', { skip: fixed.absent }, () => {
    const { points, drawn } = compare(expectedSeries(fixed.text()), { screen: false, fix: 12 });
    assert.equal(points, 18_000);
    assert.ok(drawn >= 17_900, `only ${drawn} points were drawn`);
  });
});
