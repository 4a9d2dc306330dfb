import { fail, ok, type Result } from './result.ts';
import { readZip, type ZipProblem } from './zip.ts';

/** A row of the sheet: its number as the spreadsheet shows it, and its cells as text. */
export type SheetRow = { line: number; cells: string[] };
export type XlsxProblem = ZipProblem | 'no-sheet';

/** What all parts that are read may come to, unpacked. */
const mostBytes = 60_000_000;
const mostColumns = 200;
const dayMs = 86_400_000;

/**
 * The first sheet of a workbook that is not hidden (Office Open XML, ECMA-376), as text: days as `YYYY-MM-DD`, times as
 * `HH:MM`, yes and no as `yes` and `no`. Of a formula its last result is read. Empty rows are left out.
 */
export function readXlsx(file: Buffer, most: { rows: number }): Result<SheetRow[], XlsxProblem> {
  const parts = readZip(
    file,
    (name) => /^xl\/(workbook|styles|sharedStrings)\.xml$|^xl\/_rels\/|^xl\/worksheets\/[^/]+\.xml$/.test(name),
    mostBytes,
  );
  if (!parts.ok) return parts;
  const text = (name: string): string => parts.value.get(name)?.toString('utf8') ?? '';
  const sheet = text(firstSheet(text('xl/workbook.xml'), text('xl/_rels/workbook.xml.rels')));
  if (sheet === '') return fail('no-sheet');
  const shared = sharedStrings(text('xl/sharedStrings.xml'));
  const formats = formatsOf(text('xl/styles.xml'));
  const is1904 = /<workbookPr\b[^>]*\bdate1904="(1|true)"/.test(text('xl/workbook.xml'));
  const rows: SheetRow[] = [];
  let line = 0;
  for (const row of elements(sheet, 'row')) {
    line = Number(attribute(row.tag, 'r') ?? line + 1);
    const cells: string[] = [];
    for (const cell of elements(row.inside, 'c')) {
      const at = columnOf(attribute(cell.tag, 'r')) ?? cells.length;
      if (at >= mostColumns) continue;
      while (cells.length < at) cells.push('');
      cells[at] = cellText(cell.tag, cell.inside, { shared, formats, is1904 });
    }
    if (cells.every((one) => one === '')) continue;
    if (rows.length >= most.rows) return fail('too-large');
    rows.push({ line, cells });
  }
  return rows.length === 0 ? fail('no-sheet') : ok(rows);
}

function firstSheet(workbook: string, relations: string): string {
  const sheets = [...elements(workbook, 'sheet')].map((one) => one.tag);
  const shown = sheets.find((one) => !/\sstate="(hidden|veryHidden)"/.test(one)) ?? '';
  const id = attribute(shown, 'r:id') ?? attribute(shown, 'id');
  for (const { tag } of elements(relations, 'Relationship')) {
    const target = attribute(tag, 'Target');
    if (id !== undefined && attribute(tag, 'Id') === id && target !== undefined)
      return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  }
  return 'xl/worksheets/sheet1.xml';
}

/**
 * The elements of a name that do not lie within each other, with what stands in them. Goes through the text once: one that
 * is never closed ends the search, so that no file takes longer than its length.
 */
function* elements(xml: string, name: string): Generator<{ tag: string; inside: string }> {
  let at = 0;
  for (;;) {
    const from = xml.indexOf(`<${name}`, at);
    const end = from === -1 ? -1 : xml.indexOf('>', from);
    if (end === -1) return;
    const tag = xml.slice(from + name.length + 1, end);
    at = end + 1;
    // A longer name that begins alike.
    if (tag !== '' && !/^[\s/]/.test(tag)) continue;
    if (tag.endsWith('/')) {
      yield { tag: tag.slice(0, -1), inside: '' };
      continue;
    }
    const close = xml.indexOf(`</${name}>`, at);
    if (close === -1) return;
    yield { tag, inside: xml.slice(at, close) };
    at = close + name.length + 3;
  }
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag);
  return match?.[1] === undefined ? undefined : unescaped(match[1]);
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + (letter.codePointAt(0) ?? 0) - 64, 0) - 1;
}

function sharedStrings(text: string): string[] {
  return [...elements(text, 'si')].map((one) => textIn(one.inside));
}

/** The text of a cell or a shared string; how to say it aloud (`rPh`) is no part of it. */
function textIn(xml: string): string {
  const spoken = [...elements(xml, 'rPh')].reduce((text, one) => text.replace(one.inside, ''), xml);
  return [...elements(spoken, 't')].map((one) => unescaped(one.inside)).join('');
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replaceAll(/&(#x?[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);/g, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

type Format = 'date' | 'time' | 'number';

/** How numbers of each style are meant. Source: ECMA-376, part 1, 18.8.30. */
function formatsOf(styles: string): Format[] {
  const own = new Map<string, string>();
  for (const { tag } of elements(styles, 'numFmt'))
    own.set(attribute(tag, 'numFmtId') ?? '', attribute(tag, 'formatCode') ?? '');
  const [cells] = elements(styles, 'cellXfs');
  return [...elements(cells?.inside ?? '', 'xf')].map(({ tag }) => {
    const id = attribute(tag, 'numFmtId') ?? '0';
    const number = Number(id);
    if (number >= 14 && number <= 17) return 'date';
    if (number >= 18 && number <= 21) return 'time';
    if (number === 22) return 'date';
    // Words in quotation marks, colours and conditions say nothing of days.
    const code = (own.get(id) ?? '').replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase();
    if (/[yd]/.test(code)) return 'date';
    return /h|m.*s/.test(code) ? 'time' : 'number';
  });
}

type Around = { shared: readonly string[]; formats: readonly Format[]; is1904: boolean };

function cellText(tag: string, inside: string, { shared, formats, is1904 }: Around): string {
  const type = attribute(tag, 't') ?? 'n';
  if (type === 'inlineStr') return textIn(inside).trim();
  const [found] = elements(inside, 'v');
  const value = unescaped(found?.inside ?? '');
  switch (type) {
    case 's':
      return (shared[Number(value)] ?? '').trim();
    case 'b':
      return value === '1' ? 'yes' : 'no';
    case 'e':
      return '';
    case 'd':
      return value.slice(0, 10);
    case 'str':
      return value.trim();
    default:
      return numberText(value, formats[Number(attribute(tag, 's') ?? '0')] ?? 'number', is1904);
  }
}

function numberText(value: string, format: Format, is1904: boolean): string {
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return '';
  if (format === 'time' || (format === 'date' && number > 0 && number < 1)) {
    const minutes = Math.round((number % 1) * 1_440) % 1_440;
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  }
  if (format === 'date' && number >= 1 && number < 2_958_466) {
    // The first of January 1900 is day 1, and a 29 February 1900 that never was is counted.
    const day = Math.floor(number) - (is1904 ? 24_107 : 25_569);
    return new Date(day * dayMs).toISOString().slice(0, 10);
  }
  // Numbers are kept as binary fractions: 0.1 + 0.2 is meant to be 0.3.
  return String(Number(number.toPrecision(15)));
}
