import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { publishedCount } from './published-count.ts';
import { publishTables, workedOut, type CountedTable } from './published-table.ts';

function summed(rows: readonly (readonly number[])[], width: number): number[] {
  return Array.from({ length: width }, (_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0));
}

function tableOf(name: string, rows: readonly (readonly number[])[]): CountedTable {
  return { name, rows: rows.map((cells, index) => ({ label: `Row ${index}`, cells })) };
}

/** A row of counts of which each is a part of the one before. */
const nested = fc
  .tuple(fc.nat(30), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([first, second, third]) => [first, Math.floor(first * second), Math.floor(first * second * third)]);

/** Every count that reads as `told`, where nothing is protected by itself. */
function readsAs(told: number | undefined): number[] {
  return Array.from({ length: 13 }, (_, count) => count).filter((count) => publishedCount(count) === told);
}

describe('tables of people after the gate', () => {
  it('tell nought, round what is large and keep what is small', () => {
    const rows = [
      [40, 31, 12],
      [3, 2, 0],
      [23, 9, 8],
    ];
    const published = publishTables(summed(rows, 3), [tableOf('area', rows)]);
    assert.deepEqual(
      published.tables[0]?.rows.map((row) => row.cells),
      [
        [40, 30, 10],
        [undefined, undefined, 0],
        [25, 10, 10],
      ],
    );
  });

  it('never tell a figure from 1 to 7, nor one that was not rounded', () => {
    fc.assert(
      fc.property(fc.array(nested, { minLength: 1, maxLength: 8 }), (rows) => {
        const published = publishTables(summed(rows, 3), [tableOf('area', rows)]);
        for (const cell of [published.all, ...(published.tables[0]?.rows ?? []).map((row) => row.cells)].flat())
          assert.ok(cell === undefined || cell === 0 || (cell >= 10 && cell % 5 === 0));
      }),
    );
  });

  it('withhold the total where seven ones would be known by it', () => {
    const ones = [1, 1, 1, 1, 1, 1, 1].map((one) => [one]);
    const table = tableOf('area', ones);
    assert.ok(workedOut([7], [table]).withoutGate > 0, 'the planted leak is not seen');
    const published = publishTables([7], [table]);
    assert.deepEqual(published.all, [undefined]);
  });

  it('leave no small figure to one reader with a pencil: for each another count reads the same', () => {
    // Small tables are tried out whole: every set of counts that would be told alike.
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 2, maxLength: 4 }), (counts) => {
        const rows = counts.map((count) => [count]);
        const total = counts.reduce((sum, one) => sum + one, 0);
        const published = publishTables([total], [tableOf('area', rows)]);
        const cells = (published.tables[0]?.rows ?? []).map((row) => row.cells[0]);
        const [all] = published.all;
        const possible = cells
          .map(readsAs)
          .reduce<number[][]>((sets, column) => sets.flatMap((set) => column.map((count) => [...set, count])), [[]])
          .filter((set) => all === undefined || publishedCount(set.reduce((sum, one) => sum + one, 0)) === all);
        for (const [index, count] of counts.entries()) {
          if (publishedCount(count) !== undefined) continue;
          assert.ok(new Set(possible.map((set) => set[index])).size > 1, `${counts.join()} tells ${count}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('think of every table that shares the total', () => {
    const areas = [
      [20, 16],
      [3, 1],
    ];
    const ages = [
      [8, 8],
      [15, 9],
    ];
    const all = summed(areas, 2);
    const published = publishTables(all, [tableOf('area', areas), tableOf('age', ages)]);
    assert.equal(published.tables.length, 2);
    assert.equal(published.tables[0]?.rows[1]?.cells[0], undefined);
  });

  it('come out of two thousand pairs of random tables without one small figure that could be worked out', () => {
    const small = nested.map((row) => row.map((count) => Math.ceil(count / 8)));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(nested, small), { minLength: 1, maxLength: 10 }),
        fc.array(fc.nat(2), { minLength: 10, maxLength: 10 }),
        (rows, groups) => {
          const merged = [0, 1, 2].map((group) =>
            summed(
              rows.filter((_, index) => groups[index] === group),
              3,
            ),
          );
          const tables = [tableOf('area', rows), tableOf('age', merged)];
          assert.equal(workedOut(summed(rows, 3), tables).withGate, 0);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('refuse tables that do not add up', () => {
    assert.throws(() => publishTables([5], [tableOf('area', [[4]])]), RangeError);
    assert.throws(() => publishTables([4, 5], [tableOf('area', [[4, 5]])]), RangeError);
  });
});
