import { fail, ok, type Result } from './result.ts';

/** One thing wrong with a CSV file. `line` counts from 1 as an editor does; `column` is a header's name or a place from 1. */
export type CsvProblem = { line: number; column: string; expectation: string };
export type CsvRow = { line: number; cells: string[] };
export type CsvTable = { header: string[]; rows: CsvRow[] };
export type CsvCell = string | number | null;

/**
 * Reads the records of a CSV text, keeping going after a fault so that a caller may offer a repair.
 * A quote inside an unquoted cell, and text after a closing quote, are reported and kept as they were typed.
 * Cells may be separated by something else than a comma. Blank lines are skipped. A byte order mark is dropped. CRLF, LF and CR all end a record.
 * Source: RFC 4180, section 2.
 */
export function readCsvRecords(
  text: string,
  separator: ',' | ';' | '\t' = ',',
): { records: CsvRow[]; problems: CsvProblem[] } {
  const between = separator.charCodeAt(0);
  const records: CsvRow[] = [];
  const problems: CsvProblem[] = [];
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  let record: CsvRow = { line, cells: [] };
  let hasQuotes = false;

  function report(expectation: string): void {
    problems.push({ line, column: String(record.cells.length + 1), expectation });
  }
  function endOfPlain(from: number): number {
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === between || code === 10 || code === 13) break;
      at += 1;
    }
    return at;
  }
  function readQuoted(): string {
    const openedAt = line;
    let value = '';
    let from = position + 1;
    for (;;) {
      const close = text.indexOf('"', from);
      if (close === -1) {
        line = openedAt;
        report('a closing quotation mark before the end of the file');
        position = text.length;
        return value + text.slice(from);
      }
      value += text.slice(from, close);
      if (text[close + 1] === '"') {
        value += '"';
        from = close + 2;
        continue;
      }
      line += countLineBreaks(value);
      position = endOfPlain(close + 1);
      const rest = text.slice(close + 1, position);
      if (rest === '') return value;
      report('a comma or the end of the line after the closing quotation mark');
      return `"${value}"${rest}`;
    }
  }
  function readCell(): string {
    if (text[position] === '"') {
      hasQuotes = true;
      return readQuoted();
    }
    const end = endOfPlain(position);
    const value = text.slice(position, end);
    position = end;
    if (value.includes('"')) report('a cell that contains a quotation mark to be wrapped in quotation marks');
    return value;
  }
  function endRecord(): void {
    const isBlank = record.cells.length === 1 && record.cells[0] === '' && !hasQuotes;
    if (!isBlank) records.push(record);
    hasQuotes = false;
  }

  while (position < text.length) {
    record.cells.push(readCell());
    if (text[position] === separator) {
      position += 1;
      if (position === text.length) record.cells.push('');
      continue;
    }
    if (text[position] === '\r' && text[position + 1] === '\n') position += 2;
    else position += 1;
    endRecord();
    line += 1;
    record = { line, cells: [] };
  }
  if (record.cells.length > 0) endRecord();
  return { records, problems };
}

function countLineBreaks(value: string): number {
  return value.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/**
 * Reads a CSV text with a header line. All or nothing: any fault gives every problem found and no table.
 * Cells may hold commas, doubled quotation marks and line breaks when quoted. A row must have as many cells as the header.
 * Source: RFC 4180.
 */
export function readCsv(text: string): Result<CsvTable, CsvProblem[]> {
  const { records, problems } = readCsvRecords(text);
  const [first, ...rows] = records;
  if (first === undefined) return fail([{ line: 1, column: '1', expectation: 'a header line with the column names' }]);
  const header = first.cells.map((name) => name.trim());
  const named = problems.map((problem) => ({
    ...problem,
    column: header[Number(problem.column) - 1] ?? problem.column,
  }));
  const repeated = header.flatMap((name, index) =>
    name !== '' && header.indexOf(name) !== index
      ? [{ line: first.line, column: name, expectation: `the column name “${name}” once only` }]
      : [],
  );
  const ragged = rows.flatMap((row) => raggedProblem(row, header));
  const all = [...named, ...repeated, ...ragged].sort((a, b) => a.line - b.line);
  return all.length > 0 ? fail(all) : ok({ header, rows });
}

function raggedProblem(row: CsvRow, header: readonly string[]): CsvProblem[] {
  const found = row.cells.length;
  if (found === header.length) return [];
  const column = found < header.length ? (header[found] ?? '') : String(header.length + 1);
  const cells = header.length === 1 ? '1 cell' : `${header.length} cells`;
  return [{ line: row.line, column, expectation: `${cells}, one for each column, but the row has ${found}` }];
}

/**
 * Writes rows as CSV. Null becomes an empty cell. Reading the text back gives the same cells.
 * Lines end with CRLF unless `lineEnding` says otherwise. Source: RFC 4180.
 */
export function writeCsv(rows: readonly (readonly CsvCell[])[], options: { lineEnding?: '\r\n' | '\n' } = {}): string {
  const lineEnding = options.lineEnding ?? '\r\n';
  return rows.map((row) => writeRow(row) + lineEnding).join('');
}

function writeRow(row: readonly CsvCell[]): string {
  if (row.length === 1 && (row[0] === '' || row[0] === null)) return '""';
  return row.map((cell) => quoteCell(cell === null ? '' : String(cell))).join(',');
}

function quoteCell(value: string): string {
  return /[",\r\n\uFEFF]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/**
 * Writes rows for people who open the file in a spreadsheet: a text that a spreadsheet would run as a formula gets an
 * apostrophe in front. Numbers are left alone. Never use this for files that programs exchange: it changes the text.
 * Source: OWASP, "CSV Injection".
 */
export function writeCsvForSpreadsheet(rows: readonly (readonly CsvCell[])[]): string {
  return writeCsv(rows.map((row) => row.map(guardCell)));
}

function guardCell(cell: CsvCell): CsvCell {
  if (typeof cell !== 'string') return cell;
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
}
