import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFigures } from './form.ts';

function read(rows: string): string[] {
  const parsed = parseFigures({ area: 'Wrenmouth', rows }, '2026-11-25');
  return parsed.ok
    ? parsed.value.figures.map((figure) => `${figure.from} ${figure.to} ${figure.value ?? figure.status}`)
    : parsed.error.map((problem) => problem.text);
}

describe('typed figures', () => {
  it('are read line by line, with commas, tabs or semicolons', () => {
    assert.deepEqual(read('2026-03, 41.5\n2026-04\t42 %\r\n2026-05; missing\n'), [
      '2026-03-01 2026-03-31 41.5',
      '2026-04-01 2026-04-30 42',
      '2026-05-01 2026-05-31 missing',
    ]);
  });

  it('are refused with the number of each line that cannot be read', () => {
    assert.deepEqual(read('2026-03, many\nspring, 4\n2026-04, 1\n2026-04, 2\n2027-01, 3\n7'), [
      'Line 1: “many” must be a number, or the word missing',
      'Line 2: “spring” must be a period like 2026-03, 2026, 2025/26, 2025/26 Q2 or 2023 - 25',
      'Line 4: the period stands in line 3 already',
      'Line 5: the period has not come yet',
      'Line 6: write the period, a comma, and the figure, like 2026-03, 41.5',
    ]);
  });

  it('are needed, and not too many at once', () => {
    assert.deepEqual(read(' \n'), ['Write at least one figure: a period, a comma, and the figure']);
    assert.deepEqual(read('x\n'.repeat(201))[0], 'Write at most 200 figures at a time');
  });
});
