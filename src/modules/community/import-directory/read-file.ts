import { readCsvRecords } from '../../../lib/csv.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { readXlsx, type SheetRow } from '../../../lib/read-xlsx.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { OfferedRow } from '../domain/offered.ts';
import { fileMessages } from '../messages.ts';

/** Reads the services of a feed of another directory; undefined when it is none that we know. */
export type ReadFeed = (read: unknown, today: LocalDate) => OfferedRow[] | undefined;
/** A table whose columns have to be named, or rows that can be compared at once. */
export type ReadFile = { cells: SheetRow[] } | { rows: OfferedRow[] };

/** A page compares no more rows: larger directories come by the command line. */
const mostRows = 10_000;

/** Reads a file that somebody chose: a feed as JSON, a workbook, or a table as text. The error is a sentence. */
export function readFile(file: Buffer, feed: ReadFeed, today: LocalDate): Result<ReadFile, string> {
  if (file.subarray(0, 2).toString('latin1') === 'PK') return readTable(file, mostRows);
  const text = decode(file);
  if (/^\s*[[{]/.test(text)) {
    const rows = readFeedText(text, feed, today);
    if (rows === undefined) return fail(fileMessages.noFeed);
    if (rows.length > mostRows) return fail(fileMessages.tooManyRows);
    return rows.length === 0 ? fail(fileMessages.noRows) : ok({ rows });
  }
  return readTable(file, mostRows);
}

/** A feed in one file. */
export function readFeedText(text: string, feed: ReadFeed, today: LocalDate): OfferedRow[] | undefined {
  try {
    return feed(JSON.parse(text), today);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A table from a workbook, or from text with commas, semicolons or tabs. */
export function readTable(file: Buffer, most: number): Result<{ cells: SheetRow[] }, string> {
  if (file.subarray(0, 2).toString('latin1') === 'PK') {
    const read = readXlsx(file, { rows: most + 1 });
    if (read.ok) return read.value.length < 2 ? fail(fileMessages.noRows) : ok({ cells: read.value });
    return fail(read.error === 'too-large' ? fileMessages.tooManyRows : fileMessages.noWorkbook);
  }
  const text = decode(file);
  const [first = ''] = text.split(/\r\n|\r|\n/, 1);
  const counts = ([',', ';', '\t'] as const).map((one) => ({ one, count: first.split(one).length }));
  const separator = counts.toSorted((a, b) => b.count - a.count)[0]?.one ?? ',';
  const { records, problems } = readCsvRecords(text, separator);
  const [problem] = problems;
  if (problem !== undefined) return fail(`${fileMessages.line} ${problem.line}: ${problem.expectation}`);
  if (records.length > most + 1) return fail(fileMessages.tooManyRows);
  if (records.length < 2) return fail(fileMessages.noRows);
  return ok({ cells: records.map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.trim()) })) });
}

/** UTF-8, or what old spreadsheets write. */
function decode(file: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file).replaceAll('\0', '');
  } catch {
    return new TextDecoder('windows-1252').decode(file).replaceAll('\0', '');
  }
}
