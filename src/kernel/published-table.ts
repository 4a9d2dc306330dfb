import { publishedCount } from './published-count.ts';

/** Counts of people in columns of which each is a part of the one before: offered, of those accepted, of those begun. */
export type CountedTable = { name: string; rows: readonly { label: string; cells: readonly number[] }[] };
/** The same after the gate. A cell that is not told is undefined: it is small, or would give a small one away. */
export type PublishedTable = {
  name: string;
  rows: readonly { label: string; cells: readonly (number | undefined)[] }[];
};

/** What somebody who reads a cell knows of the count behind it. */
type Span = { low: number; high: number };
/** How a cell is told: nought or rounded, small and so not told, or not told to protect another. */
type Told = { kind: 'shown'; value: number } | { kind: 'small' } | { kind: 'protecting' };

const smallest = 1;
const largestSmall = 7;
const reach = 2;

function toldOf(count: number): Told {
  const value = publishedCount(count);
  return value === undefined ? { kind: 'small' } : { kind: 'shown', value };
}

function spanOf(told: Told): Span {
  switch (told.kind) {
    case 'small':
      return { low: smallest, high: largestSmall };
    case 'protecting':
      return { low: 0, high: Number.POSITIVE_INFINITY };
    case 'shown':
      if (told.value === 0) return { low: 0, high: 0 };
      return { low: Math.max(largestSmall + 1, told.value - reach), high: told.value + reach };
  }
}

function narrow(span: Span, low: number, high: number): boolean {
  const next = { low: Math.max(span.low, low), high: Math.min(span.high, high) };
  if (next.low === span.low && next.high === span.high) return false;
  span.low = next.low;
  span.high = next.high;
  return true;
}

/** A column adds up to its total: what one cell can be follows from the others. */
function narrowSum(cells: readonly Span[], total: Span): boolean {
  const low = cells.reduce((sum, one) => sum + one.low, 0);
  const high = cells.reduce((sum, one) => sum + one.high, 0);
  let changed = narrow(total, low, high);
  for (const cell of cells) {
    const otherHigh = Number.isFinite(high)
      ? high - cell.high
      : cells.reduce((sum, one) => (one === cell ? sum : sum + one.high), 0);
    changed = narrow(cell, total.low - otherHigh, total.high - (low - cell.low)) || changed;
  }
  return changed;
}

/** Each count is a part of the one before it in its row. */
function narrowRow(row: readonly Span[]): boolean {
  let changed = false;
  for (let at = 1; at < row.length; at += 1) {
    const [before, here] = [row[at - 1], row[at]];
    if (before === undefined || here === undefined) continue;
    changed = narrow(here, 0, before.high) || changed;
    changed = narrow(before, here.low, Number.POSITIVE_INFINITY) || changed;
  }
  return changed;
}

type Draft = { all: Told[]; tables: Told[][][] };

const mostRounds = 200;

/** Everything that can be worked out of what is told, by sums, by totals that tables share and by parts of a whole. */
function workOut(draft: Draft): { all: Span[]; tables: Span[][][] } {
  const all = draft.all.map(spanOf);
  const tables = draft.tables.map((rows) => rows.map((row) => row.map(spanOf)));
  for (let round = 0; round < mostRounds; round += 1) {
    let changed = narrowRow(all);
    for (const rows of tables) {
      for (const row of rows) changed = narrowRow(row) || changed;
      for (const [column, total] of all.entries()) {
        const cells = rows.flatMap((row) => row[column] ?? []);
        if (cells.length > 0) changed = narrowSum(cells, total) || changed;
      }
    }
    if (!changed) break;
  }
  return { all, tables };
}

type Cell = { table: number | undefined; row: number; column: number };

/** The small counts that could be worked out exactly from what is told. */
function recovered(draft: Draft): Cell[] {
  const known = workOut(draft);
  const found: Cell[] = [];
  const look = (told: Told | undefined, span: Span | undefined, cell: Cell): void => {
    if (told?.kind === 'small' && span !== undefined && span.low >= span.high) found.push(cell);
  };
  draft.all.forEach((told, column) => look(told, known.all[column], { table: undefined, row: 0, column }));
  draft.tables.forEach((rows, table) =>
    rows.forEach((row, at) =>
      row.forEach((told, column) => look(told, known.tables[table]?.[at]?.[column], { table, row: at, column })),
    ),
  );
  return found;
}

/** Withholds one more figure so that `cell` is less certain: first the total, then the smallest shown beside it, then the next. */
function protect(draft: Draft, counts: readonly CountedTable[], cell: Cell): boolean {
  const total = draft.all[cell.column];
  if (total?.kind === 'shown') {
    draft.all[cell.column] = { kind: 'protecting' };
    return true;
  }
  const tables = cell.table === undefined ? draft.tables.keys() : [cell.table];
  for (const table of tables) {
    const candidates = (draft.tables[table] ?? [])
      .flatMap((row, at) =>
        row.map((told, column) => ({ told, at, column, count: counts[table]?.rows[at]?.cells[column] ?? 0 })),
      )
      .filter(({ told }) => told.kind === 'shown')
      .toSorted(
        (a, b) =>
          Number(b.column === cell.column) - Number(a.column === cell.column) || a.count - b.count || a.at - b.at,
      );
    const [next] = candidates;
    const row = next === undefined ? undefined : draft.tables[table]?.[next.at];
    if (next === undefined || row === undefined) continue;
    row[next.column] = { kind: 'protecting' };
    return true;
  }
  // Small totals and cells with nothing shown beside them: a total that is not told at all says less than a small one.
  if (total?.kind !== 'small') return false;
  draft.all[cell.column] = { kind: 'protecting' };
  return true;
}

function valueOf(told: Told): number | undefined {
  return told.kind === 'shown' ? told.value : undefined;
}

/** Each figure by itself: nought, rounded, or small. */
function draftOf(all: readonly number[], tables: readonly CountedTable[]): Draft {
  return {
    all: all.map(toldOf),
    tables: tables.map((table) => table.rows.map((row) => row.cells.map(toldOf))),
  };
}

function gated(all: readonly number[], tables: readonly CountedTable[]): Draft {
  check(all, tables);
  const draft = draftOf(all, tables);
  for (;;) {
    const [cell] = recovered(draft);
    if (cell === undefined || !protect(draft, tables, cell)) return draft;
  }
}

/**
 * What of counts of people may be told: 0 as it is, 1 to 7 not told, 8 and over rounded to five; and whatever else would let
 * somebody work out a figure that is not told, by adding up rows, by the totals that all tables share, or because each
 * column is a part of the one before. `all` are the counts of everybody; the rows of each table add up to them.
 * Source: note on measures, section 8 (the attack by intervals, run until nothing more is recovered).
 * @throws RangeError where the rows of a table do not add up, or a column is no part of the one before.
 */
export function publishTables(
  all: readonly number[],
  tables: readonly CountedTable[],
): { all: (number | undefined)[]; tables: PublishedTable[] } {
  const draft = gated(all, tables);
  return {
    all: draft.all.map(valueOf),
    tables: tables.map((table, at) => ({
      name: table.name,
      rows: table.rows.map((row, index) => ({
        label: row.label,
        cells: (draft.tables[at]?.[index] ?? []).map(valueOf),
      })),
    })),
  };
}

/** How many small figures could be worked out of what is told, with and without the gate: for the tests. */
export function workedOut(
  all: readonly number[],
  tables: readonly CountedTable[],
): { withGate: number; withoutGate: number } {
  return { withGate: recovered(gated(all, tables)).length, withoutGate: recovered(draftOf(all, tables)).length };
}

function check(all: readonly number[], tables: readonly CountedTable[]): void {
  for (const [column, total] of all.entries()) {
    for (const table of tables) {
      const sum = table.rows.reduce((part, row) => part + (row.cells[column] ?? 0), 0);
      if (sum !== total) throw new RangeError(`The rows of ${table.name} do not add up in column ${column}`);
    }
  }
  for (const cells of [all, ...tables.flatMap((table) => table.rows.map((row) => row.cells))])
    for (let at = 1; at < cells.length; at += 1)
      if ((cells[at] ?? 0) > (cells[at - 1] ?? 0)) throw new RangeError('A column is no part of the one before it');
}
