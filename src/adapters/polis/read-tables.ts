import { readCsvRecords, type CsvProblem, type CsvRow } from '../../lib/csv.ts';
import { plural } from '../../lib/text.ts';
import type { PolisNote, PolisProblem } from './polis-import.ts';

export type Table = { file: string; header: string[]; rows: CsvRow[] };
/** What was found out while reading: shared by every step, so that all problems come out together. */
export type Reading = { problems: PolisProblem[]; notes: PolisNote[]; differences: PolisNote[]; repair: boolean };

/** Any time above this is in milliseconds: in seconds it would be the year 5138. */
const firstMillisecond = 1e11;

/** Adds a problem with its plain sentence. */
export function report(
  reading: Reading,
  file: string,
  line: number,
  column: string,
  expectation: string,
  repair: PolisProblem['repair'] = null,
): void {
  const sentence = `${file}, line ${line}, column “${column}”: expected ${expectation}.`;
  reading.problems.push({ file, line, column, expectation, sentence, repair });
}

/** A file by its usual name, also with something in front: "2024-05-01-comments.csv", "export/comments.csv". */
export function findFile(
  files: Readonly<Record<string, string>>,
  names: readonly string[],
): { file: string; text: string } | null {
  const entries = Object.entries(files);
  for (const name of names) {
    const exact = entries.find(([file]) => file === name || file.endsWith(`/${name}`));
    const near =
      exact ?? entries.find(([file]) => new RegExp(`[-_. ]${name}$`, 'i').test(file) && !isOtherFile(file, name));
    if (near !== undefined) return { file: near[0], text: near[1] };
  }
  return null;
}

/** "participants-votes.csv" also ends in "votes.csv". */
function isOtherFile(file: string, name: string): boolean {
  return name === 'votes.csv' && /participants?-votes\.csv$/i.test(file);
}

export function noteUnusedFiles(files: Readonly<Record<string, string>>, reading: Reading): void {
  if (findFile(files, ['stats-history.csv']) !== null) {
    reading.notes.push({
      file: 'stats-history.csv',
      sentence: 'Not used: its columns hold other counts than their names say. All totals are counted again.',
    });
  }
  if (findFile(files, ['comment-groups.csv']) !== null) {
    reading.notes.push({ file: 'comment-groups.csv', sentence: 'Not used: all counts are made again from the votes.' });
  }
}

/** One file with a header line, or null when it is absent or empty. Problems go to `reading`. */
export function readTable(
  files: Readonly<Record<string, string>>,
  names: readonly string[],
  reading: Reading,
): Table | null {
  const found = findFile(files, names);
  const name = names[0] ?? '';
  if (found === null) {
    reading.notes.push({ file: name, sentence: 'This file is absent.' });
    return null;
  }
  const { records, problems } = readCsvRecords(found.text);
  const [first, ...rows] = records;
  if (first === undefined) {
    report(reading, found.file, 1, '1', 'a line with the names of the columns, but the file is empty');
    return null;
  }
  const header = first.cells.map((cell) => cell.trim());
  header.forEach((column, index) => {
    if (column !== '' && header.indexOf(column) !== index) {
      report(reading, found.file, first.line, column, 'this column once only');
    }
  });
  const bodyIsLast = header.at(-1) === 'comment-body';
  const ragged = rows.filter((row) => row.cells.length !== header.length);
  if (bodyIsLast && reading.repair && (problems.length > 0 || ragged.length > 0)) {
    return { file: found.file, header, rows: repairBodies(found.file, header, rows, reading) };
  }
  const repair = bodyIsLast ? 'repairUnquotedBodies' : null;
  for (const problem of problems) reportCsv(reading, found.file, header, problem, repair);
  for (const row of ragged) {
    const column = header[Math.min(row.cells.length, header.length - 1)] ?? '';
    report(
      reading,
      found.file,
      row.line,
      column,
      `${plural(header.length, 'cell')}, one for each column, but found ${row.cells.length}`,
      repair,
    );
  }
  return { file: found.file, header, rows };
}

function reportCsv(
  reading: Reading,
  file: string,
  header: readonly string[],
  problem: CsvProblem,
  repair: PolisProblem['repair'],
): void {
  report(
    reading,
    file,
    problem.line,
    header[Number(problem.column) - 1] ?? problem.column,
    problem.expectation,
    repair,
  );
}

/** Joins what an unquoted statement was torn into: too many cells by commas, and lines that do not begin with a time. */
function repairBodies(file: string, header: readonly string[], rows: readonly CsvRow[], reading: Reading): CsvRow[] {
  const mended: CsvRow[] = [];
  let changed = 0;
  for (const row of rows) {
    const before = mended.at(-1);
    const isWhole = row.cells.length >= header.length && /^\d+$/.test(row.cells[0]?.trim() ?? '');
    if (!isWhole && before !== undefined) {
      before.cells.push(`${before.cells.pop() ?? ''}\n${row.cells.join(',')}`);
      changed += 1;
      continue;
    }
    const fixed = row.cells.slice(0, header.length - 1);
    const body = row.cells.slice(header.length - 1);
    if (body.length > 1) changed += 1;
    mended.push({ line: row.line, cells: body.length === 0 ? fixed : [...fixed, body.join(',')] });
  }
  for (const row of mended) {
    if (row.cells.length !== header.length) {
      report(reading, file, row.line, header[row.cells.length] ?? '', 'a whole row: this one could not be mended');
    }
  }
  reading.notes.push({
    file,
    sentence: `${plural(changed, 'statement')} without quotation marks ${changed === 1 ? 'was' : 'were'} mended. Read them through.`,
  });
  return mended;
}

export function readSummary(
  files: Readonly<Record<string, string>>,
  reading: Reading,
): { values: Map<string, string> } {
  const values = new Map<string, string>();
  const found = findFile(files, ['summary.csv']);
  if (found === null) {
    reading.notes.push({ file: 'summary.csv', sentence: 'This file is absent: write the question yourself.' });
    return { values };
  }
  const { records, problems } = readCsvRecords(found.text);
  if (!reading.repair) {
    for (const problem of problems) reportCsv(reading, found.file, ['key', 'value'], problem, 'repairUnquotedBodies');
  }
  for (const { line, cells } of records) {
    const [key = '', ...rest] = cells;
    if (rest.length !== 1 && !(reading.repair && rest.length > 1)) {
      report(
        reading,
        found.file,
        line,
        'value',
        `a name and one value, but found ${plural(cells.length, 'cell')}`,
        rest.length > 1 ? 'repairUnquotedBodies' : null,
      );
    }
    values.set(key.trim(), rest.join(','));
  }
  return { values };
}

export type Row = { line: number; cell: (column: string) => string | null };

export function rowsOf(table: Table): Row[] {
  const places = new Map(table.header.map((column, index) => [column, index]));
  return table.rows.map(({ line, cells }) => ({
    line,
    cell: (column) => {
      const index = places.get(column);
      return index === undefined ? null : (cells[index] ?? '').trim();
    },
  }));
}

export function requireColumns(table: Table, columns: readonly string[], reading: Reading): boolean {
  const missing = columns.filter((column) => !table.header.includes(column));
  for (const column of missing) report(reading, table.file, 1, column, 'a column of this name');
  return missing.length === 0;
}

export function wholeNumber(table: Table, row: Row, column: string, reading: Reading): number | null {
  const text = row.cell(column) ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  report(reading, table.file, row.line, column, `a whole number, but found “${text}”`);
  return null;
}

/** A truth value as the layouts write it; null when the column or the value is absent. */
export function truth(table: Table, row: Row, column: string, reading: Reading): boolean | null {
  const text = row.cell(column)?.toLowerCase() ?? '';
  if (text === '') return null;
  if (['1', 't', 'true'].includes(text)) return true;
  if (['0', 'f', 'false'].includes(text)) return false;
  report(reading, table.file, row.line, column, `true or false, but found “${text}”`);
  return null;
}

/** The unit of a file's times and what to multiply them by to get milliseconds. */
export function scaleTimes(times: readonly number[]): { factor: number; unit: 'milliseconds' | 'seconds' } {
  const isMilliseconds = times.some((time) => time > firstMillisecond);
  return isMilliseconds || times.length === 0 ? { factor: 1, unit: 'milliseconds' } : { factor: 1000, unit: 'seconds' };
}
