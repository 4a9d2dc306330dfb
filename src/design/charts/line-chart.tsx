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
  const [width, height] = [480, 260];
  const named = props.series.length > 1;
  const box = { left: 58, right: width - 20, top: 16, bottom: height - 38 };
  const known = props.series.flatMap((series) => series.values.filter((value) => value !== null));
  const low = Math.min(...(props.fromZero ? [0] : []), ...(known.length > 0 ? known : [0]));
  const high = Math.max(...(known.length > 0 ? known : [1]));
  const y = linearScale([low, high], [box.bottom, box.top]);
  function x(index: number): number {
    return box.left + 10 + (index / Math.max(1, props.labels.length - 1)) * (box.right - box.left - 20);
  }
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
      legend={
        named && (
          <ul class="ct-shares__key" aria-hidden="true">
            {props.series.map((series, number) => (
              <li key={series.name}>
                <svg viewBox="0 0 36 20" width="36" height="20">
                  <path class={`ct-chart__line ct-chart__line--${number % 4}`} d="M1 10H35" />
                  <Mark shape={number} x={18} y={10} class={`ct-chart__point ct-chart__point--${number % 4}`} />
                </svg>
                {series.name}
              </li>
            ))}
          </ul>
        )
      }
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
