import { Details, InsetText, KeptDrawing, LineChart, SpcFrame } from '../../../design/index.ts';
import { periodLabel } from '../domain/period.ts';
import { readSeries, shortValueText, type Reckoning, type SeriesReading } from '../domain/reading.ts';
import { seriesName, type MeasureWithSeries, type Series } from '../store/measures.ts';

/** What is known of a line, read once. */
export function readingOf(measure: Reckoning, series: Series): SeriesReading {
  return readSeries(series.figures, measure, series.baseline, series.missing);
}

/** A line of a measure: its sentence, its drawing, its table, its file. */
export function MeasureChart(props: {
  measure: MeasureWithSeries;
  series: Series;
  reading: SeriesReading;
  csvHref: string;
}) {
  const { measure, series, reading } = props;
  const caption = `${seriesName(series)}. ${reading.sentence}`;
  if (series.figures.length === 0) return <p>{caption}</p>;
  const { csvHref } = props;
  const words = {
    id: `chart-${series.id}`,
    caption,
    csvHref,
    format: (value: number) => shortValueText(value, measure),
  };
  const name = seriesName(series);
  const labels = series.figures.map(periodLabel);
  const values = series.figures.map((figure) => figure.value);
  const points = reading.points.map((point) => ({
    label: periodLabel(point.figure),
    value: point.value,
    mean: point.mean,
    lower: point.lower,
    upper: point.upper,
    mark: point.mark,
  }));
  const { unit, decimals } = measure;
  return (
    <>
      {reading.chart === 'process' ? (
        <KeptDrawing
          of={['process', words.id, caption, csvHref, unit, decimals, points]}
          render={() => <SpcFrame {...words} points={points} />}
        />
      ) : (
        <KeptDrawing
          of={['line', words.id, caption, csvHref, unit, decimals, labels, name, values]}
          render={() => <LineChart {...words} labels={labels} series={[{ name, values }]} />}
        />
      )}
      <Details summary="Why this chart">
        <p>{reading.why}</p>
        {reading.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </Details>
    </>
  );
}

/** What moved since a commitment began, with the warning that belongs to it. */
export function WhatChangedCard(props: { sentence: string; warning: string }) {
  return (
    <InsetText>
      <p>{props.sentence}</p>
      <p>
        <strong>{props.warning}</strong>
      </p>
    </InsetText>
  );
}
