// Reads published indicators: the CSV of the Fingertips service (27 columns, found by name) and the extracts that councils
// make of it (two shapes seen). Source: note on measures, section 6.
import { readCsv, type CsvRow } from '../../lib/csv.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { parsePeriod, type Figure } from '../../modules/measures/index.ts';

/** One line of one indicator, as it stood in the file. */
export type IndicatorSeries = {
  indicatorId: string;
  indicator: string;
  /** What the file calls the kind of figure, such as "Percentage" or "Years". */
  unit: string;
  areaCode: string;
  areaName: string;
  sex: string;
  age: string;
  breakdown: string;
  figures: Figure[];
};

export type Indicators = { shape: 'classic' | 'extract'; rows: number; series: IndicatorSeries[] };

type Line = Omit<IndicatorSeries, 'figures'> & { figure: Figure; line: number };
type Gathered = { series: IndicatorSeries; lines: Map<string, { line: number; figure: Figure }> };
type Shape = {
  name: Indicators['shape'];
  needs: readonly string[];
  read: (cell: (name: string) => string, row: CsvRow) => Line | string;
};

const noValue = new Set(['', 'NA', 'N/A', '-', '*']);

function numberOf(text: string): number | null | undefined {
  const plain = text.trim().replaceAll(',', '');
  if (noValue.has(plain)) return null;
  return /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}

function figureOf(given: {
  period: string;
  value: string;
  lower: string;
  upper: string;
  note: string;
}): Figure | string {
  const period = parsePeriod(given.period);
  if (period === undefined) return `“${given.period}” is not a period we can read`;
  const [value, low, high] = [given.value, given.lower, given.upper].map(numberOf);
  if (value === undefined) return `the value “${given.value}” is not a number`;
  if (low === undefined || high === undefined) return 'a confidence limit is not a number';
  const note = given.note.slice(0, 300);
  if (value === null) {
    const isHeldBack = given.value.trim() === '*' || /suppress|disclos/i.test(note);
    return { ...period, value, lower: null, upper: null, note, status: isHeldBack ? 'suppressed' : 'missing' };
  }
  const limits = low === null || high === null ? { lower: null, upper: null } : { lower: low, upper: high };
  if (limits.lower !== null && (limits.lower > limits.upper || value < limits.lower || value > limits.upper))
    return `the value ${value} lies outside its confidence limits`;
  return { ...period, value, ...limits, note, status: 'final' };
}

function known(text: string): string {
  return text === 'NA' || text === 'Not applicable' ? '' : text;
}

const shapes: readonly Shape[] = [
  {
    name: 'classic',
    needs: ['Indicator ID', 'Indicator Name', 'Area Code', 'Area Name', 'Sex', 'Age', 'Time period', 'Value'],
    read: (cell, row) => {
      const figure = figureOf({
        period: cell('Time period'),
        value: cell('Value'),
        lower: cell('Lower CI 95.0 limit'),
        upper: cell('Upper CI 95.0 limit'),
        note: cell('Value note'),
      });
      if (typeof figure === 'string') return figure;
      return {
        indicatorId: cell('Indicator ID'),
        indicator: cell('Indicator Name'),
        unit: '',
        areaCode: cell('Area Code'),
        areaName: cell('Area Name'),
        sex: known(cell('Sex')),
        age: known(cell('Age')),
        breakdown: [cell('Category Type'), cell('Category')].filter((part) => known(part) !== '').join(': '),
        figure,
        line: row.line,
      };
    },
  },
  {
    name: 'extract',
    needs: ['area_code', 'area_name', 'period', 'value', 'indicator', 'measure', 'unit'],
    read: (cell, row) => {
      const figure = figureOf({ period: cell('period'), value: cell('value'), lower: '', upper: '', note: '' });
      if (typeof figure === 'string') return figure;
      // In one file the sex stands in "inequality", in others "unit" says "Persons" for it.
      const sex = known(cell('inequality')) || (/^(persons|male|female)$/i.test(cell('unit')) ? cell('unit') : '');
      return {
        indicatorId: '',
        indicator: cell('indicator'),
        unit: /^(persons|male|female)$/i.test(cell('unit')) ? cell('measure') : cell('unit'),
        areaCode: cell('area_code'),
        areaName: cell('area_name'),
        sex,
        age: '',
        breakdown: '',
        figure,
        line: row.line,
      };
    },
  },
];

/**
 * Reads a file of indicators. All or nothing: any fault gives every problem, each with its line, and no figures.
 * Rows that say the same twice count once; two rows that disagree are a problem for a person.
 */
export function readIndicators(text: string): Result<Indicators, string[]> {
  const table = readCsv(text);
  if (!table.ok) return fail(table.error.map((one) => `Line ${one.line}, column ${one.column}: ${one.expectation}`));
  const { header, rows } = table.value;
  const shape = shapes.find((one) => one.needs.every((name) => header.includes(name)));
  if (shape === undefined) {
    const needed = shapes.map((one) => one.needs.filter((name) => !header.includes(name)).join(', '));
    return fail([
      `The columns are not those of a file we know. Missing for a Fingertips file: ${needed[0]}. Missing for an extract: ${needed[1]}.`,
    ]);
  }
  const columns = new Map(header.map((name, index) => [name, index]));
  const problems: string[] = [];
  const series = new Map<string, Gathered>();
  for (const row of rows) {
    const read = shape.read((name) => (row.cells[columns.get(name) ?? -1] ?? '').trim(), row);
    if (typeof read === 'string') {
      problems.push(`Line ${row.line}: ${read}`);
      continue;
    }
    const { figure, line, ...of } = read;
    const key = JSON.stringify([of.indicatorId, of.indicator, of.areaCode, of.sex, of.age, of.breakdown]);
    const into: Gathered = series.get(key) ?? { series: { ...of, figures: [] }, lines: new Map() };
    series.set(key, into);
    const period = `${figure.from} ${figure.to}`;
    const earlier = into.lines.get(period);
    if (earlier === undefined) {
      into.lines.set(period, { line, figure });
      into.series.figures.push(figure);
    } else if (JSON.stringify(earlier.figure) !== JSON.stringify(figure))
      problems.push(`Line ${line}: says something else of the same area and period than line ${earlier.line}`);
  }
  if (rows.length === 0) problems.push('The file has no rows.');
  if (problems.length > 0) return fail(problems);
  return ok({ shape: shape.name, rows: rows.length, series: [...series.values()].map((one) => one.series) });
}
