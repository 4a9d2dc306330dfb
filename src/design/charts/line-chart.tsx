import { linearScale } from '../../lib/scales.ts';
import { ChartFigure, type ChartWords, at, formatter } from './chart-figure.tsx';
import { Frame } from './frame.tsx';
import { Mark } from './marks.tsx';

/** One line; `null` is a gap: a value that is missing or withheld. */
export type Series = { name: string; values: readonly (number | null)[] };

/** Values over time. At most four lines, told apart by the shape of their points, their dashes and their names. */
export function LineChart(
  props: ChartWords & {
    labels: readonly string[];
    series: readonly Series[];
    labelHeading?: string | undefined;
    fromZero?: boolean | undefined;
  },
) {
  const format = formatter(props);
  const [width, height] = [640, 320];
  const named = props.series.length > 1;
  const box = { left: 58, right: width - (named ? 128 : 22), top: 14, bottom: height - 34 };
  const known = props.series.flatMap((series) => series.values.filter((value) => value !== null));
  const low = Math.min(...(props.fromZero ? [0] : []), ...(known.length > 0 ? known : [0]));
  const high = Math.max(...(known.length > 0 ? known : [1]));
  const y = linearScale([low, high], [box.bottom, box.top]);
  function x(index: number): number {
    return box.left + 10 + (index / Math.max(1, props.labels.length - 1)) * (box.right - box.left - 20);
  }
  const nameAt = spread(
    props.series.map((series) => y(series.values.findLast((value) => value !== null) ?? low) + 5),
    18,
  );
  return (
    <ChartFigure
      words={props}
      width={width}
      height={height}
      head={[props.labelHeading ?? 'Period', ...props.series.map((series) => ({ text: series.name, numeric: true }))]}
      rows={props.labels.map((label, index) => [
        label,
        ...props.series.map((series) => valueWords(series.values[index], format)),
      ])}
    >
      <Frame box={box} y={y} format={format} labels={props.labels.map((text, index) => ({ text, x: x(index) }))} />
      {props.series.map((series, number) => (
        <g key={series.name}>
          <path class={`ct-chart__line ct-chart__line--${number % 4}`} d={linePath(series.values, x, y)} />
          {series.values.map(
            (value, index) =>
              value !== null && (
                <Mark
                  key={index}
                  shape={number}
                  x={x(index)}
                  y={y(value)}
                  class={`ct-chart__point ct-chart__point--${number % 4}`}
                />
              ),
          )}
          {named && (
            <text class="ct-chart__series-name" x={box.right + 2} y={at(nameAt[number] ?? 0)}>
              {series.name}
            </text>
          )}
        </g>
      ))}
    </ChartFigure>
  );
}

/** A path through the known values, interrupted at gaps. */
export function linePath(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let isDown = false;
  let path = '';
  values.forEach((value, index) => {
    if (value === null) isDown = false;
    else {
      path += `${isDown ? 'L' : 'M'}${at(x(index))} ${at(y(value))}`;
      isDown = true;
    }
  });
  return path;
}

/** A value for a table cell; a gap is said in words. */
export function valueWords(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? 'not available' : format(value);
}

/** Moves labels apart so that none is nearer than `gap` to the next, keeping their order. */
function spread(places: readonly number[], gap: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  const result: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { place, index } of order) {
    last = Math.max(place, last + gap);
    result[index] = last;
  }
  return result;
}
