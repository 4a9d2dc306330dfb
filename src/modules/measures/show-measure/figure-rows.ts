import type { CsvCell } from '../../../lib/csv.ts';
import type { MeasureWithSeries } from '../store/measures.ts';

/** The figures of a measure as rows, with a header: what the charts draw, and the lines that travel with it. */
export function figureRows(measure: MeasureWithSeries): CsvCell[][] {
  const header = [
    'measure',
    'area',
    'sex',
    'age',
    'breakdown',
    'date_from',
    'date_to',
    'value',
    'lower_ci_95',
    'upper_ci_95',
    'unit',
    'status',
    'note',
    'source',
    'licence',
  ];
  const rows = measure.series.flatMap((series) =>
    series.figures.map((figure) => [
      measure.name,
      series.areaName,
      series.sex,
      series.age,
      series.breakdown,
      figure.from,
      figure.to,
      figure.value,
      figure.lower,
      figure.upper,
      measure.unit,
      figure.status,
      figure.note,
      measure.source,
      measure.licence,
    ]),
  );
  return [header, ...rows];
}
