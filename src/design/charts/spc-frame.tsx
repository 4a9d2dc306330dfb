import { linearScale } from '../../lib/scales.ts';
import { ChartFigure, type ChartWords, at, formatter } from './chart-figure.tsx';
import { Frame } from './frame.tsx';
import { linePath, valueWords } from './line-chart.tsx';
import { Mark } from './marks.tsx';

/** What a point says: nothing special, or a signal. High and low are signals of no known goodness. */
export type SpcMark = 'common' | 'better' | 'worse' | 'high' | 'low';

/** One period with what was computed for it. Limits may step, so each point carries its own. */
export type SpcPoint = {
  label: string;
  value: number | null;
  mean: number;
  lower: number | null;
  upper: number | null;
  mark: SpcMark;
};

const shapes: { readonly [mark in SpcMark]: number } = { common: 0, better: 2, worse: 3, high: 1, low: 1 };
const words: { readonly [mark in SpcMark]: string } = {
  common: 'expected variation',
  better: 'signal: better',
  worse: 'signal: worse',
  high: 'signal: higher',
  low: 'signal: lower',
};

/** A statistical process control chart: draws values that were computed elsewhere. Signals differ in shape and words. */
export function SpcFrame(props: ChartWords & { points: readonly SpcPoint[]; target?: number | undefined }) {
  const format = formatter(props);
  const { points } = props;
  const [width, height] = [480, 270];
  const box = { left: 58, right: width - 20, top: 16, bottom: height - 38 };
  const all = [
    ...points.flatMap((point) => [point.value, point.mean, point.lower, point.upper]),
    props.target ?? null,
  ].filter((value) => value !== null);
  const y = linearScale(all.length === 0 ? [0, 1] : [Math.min(...all), Math.max(...all)], [box.bottom, box.top]);
  function x(index: number): number {
    return box.left + 10 + (index / Math.max(1, points.length - 1)) * (box.right - box.left - 20);
  }
  const present = [...new Set(points.map((point) => point.mark))];
  return (
    <ChartFigure
      words={props}
      width={width}
      height={height}
      head={[
        'Period',
        { text: 'Value', numeric: true },
        { text: 'Mean', numeric: true },
        { text: 'Lower limit', numeric: true },
        { text: 'Upper limit', numeric: true },
        'Reading',
      ]}
      rows={points.map((point) => [
        point.label,
        valueWords(point.value, format),
        format(point.mean),
        valueWords(point.lower, format),
        valueWords(point.upper, format),
        words[point.mark],
      ])}
      legend={
        <ul class="ct-shares__key" aria-hidden="true">
          {present.map((mark) => (
            <li key={mark}>
              <svg viewBox="0 0 20 20" width="20" height="20">
                <Mark shape={shapes[mark]} x={10} y={10} size={5.5} class={markClass(mark)} />
              </svg>
              {words[mark]}
            </li>
          ))}
          <li>
            <svg viewBox="0 0 28 20" width="28" height="20">
              <line class="ct-chart__mean" x1="0" x2="28" y1="10" y2="10" />
            </svg>
            mean
          </li>
          <li>
            <svg viewBox="0 0 28 20" width="28" height="20">
              <line class="ct-chart__limit" x1="0" x2="28" y1="10" y2="10" />
            </svg>
            limits of expected variation
          </li>
        </ul>
      }
    >
      <Frame box={box} y={y} format={format} labels={points.map(({ label }, index) => ({ text: label, x: x(index) }))}>
        {props.target !== undefined && (
          <g>
            <line
              class="ct-chart__target"
              x1={box.left}
              x2={box.right}
              y1={at(y(props.target))}
              y2={at(y(props.target))}
            />
            <text class="ct-chart__series-name" x={box.right} y={at(y(props.target) - 6)} text-anchor="end">
              target {format(props.target)}
            </text>
          </g>
        )}
      </Frame>
      <path
        class="ct-chart__mean"
        fill="none"
        d={steps(
          points.map((point) => point.mean),
          x,
          y,
        )}
      />
      <path
        class="ct-chart__limit"
        fill="none"
        d={steps(
          points.map((point) => point.lower),
          x,
          y,
        )}
      />
      <path
        class="ct-chart__limit"
        fill="none"
        d={steps(
          points.map((point) => point.upper),
          x,
          y,
        )}
      />
      <path
        class="ct-chart__line"
        d={linePath(
          points.map((point) => point.value),
          x,
          y,
        )}
      />
      {points.map(
        (point, index) =>
          point.value !== null && (
            <Mark
              key={point.label}
              shape={shapes[point.mark]}
              x={x(index)}
              y={y(point.value)}
              size={point.mark === 'common' ? 4.5 : 6.5}
              class={markClass(point.mark)}
            />
          ),
      )}
    </ChartFigure>
  );
}

function markClass(mark: SpcMark): string {
  return mark === 'common' ? 'ct-chart__point' : `ct-chart__mark--${mark}`;
}

/** Level pieces half a period wide on both sides of each point, so that a step in the limits stands between points. */
function steps(values: readonly (number | null)[], x: (index: number) => number, y: (value: number) => number): string {
  const half = values.length > 1 ? (x(1) - x(0)) / 2 : 10;
  return values
    .map((value, index) => (value === null ? '' : `M${at(x(index) - half)} ${at(y(value))}H${at(x(index) + half)}`))
    .join('');
}
