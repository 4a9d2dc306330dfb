import { bands, linearScale } from '../../lib/scales.ts';
import { ChartFigure, type ChartWords, at, formatter } from './chart-figure.tsx';
import { valueWords } from './line-chart.tsx';

/** One bar; `null` is a value that is missing or withheld. `emphasis` marks the one the page is about. */
export type Bar = { label: string; value: number | null; emphasis?: boolean | undefined };

/** Horizontal bars from zero: names stay readable however long they are, and the value stands beside its bar. */
export function BarChart(
  props: ChartWords & { bars: readonly Bar[]; labelHeading?: string | undefined; valueHeading?: string | undefined },
) {
  const format = formatter(props);
  const width = 480;
  const row = 60;
  const height = props.bars.length * row + 10;
  const values = props.bars.map((bar) => bar.value ?? 0);
  const x = linearScale([Math.min(0, ...values), Math.max(0, ...values, 1e-9)], [6, width - 112]);
  const { starts } = bands(props.bars.length, [5, height - 5], 0);
  const anyEmphasis = props.bars.some((bar) => bar.emphasis);
  return (
    <ChartFigure
      words={props}
      width={width}
      height={height}
      head={[props.labelHeading ?? 'Name', { text: props.valueHeading ?? 'Value', numeric: true }]}
      rows={props.bars.map((bar) => [bar.label, valueWords(bar.value, format)])}
    >
      {props.bars.map((bar, index) => {
        const top = starts[index] ?? 0;
        const value = bar.value ?? 0;
        return (
          <g key={bar.label}>
            <text class={bar.emphasis ? 'ct-chart__series-name' : 'ct-chart__bar-label'} x={6} y={at(top + 22)}>
              {bar.emphasis ? `▸ ${bar.label}` : bar.label}
            </text>
            {bar.value !== null && (
              <rect
                class={anyEmphasis && !bar.emphasis ? 'ct-chart__bar--plain' : 'ct-chart__bar'}
                x={at(Math.min(x(0), x(value)))}
                y={at(top + 30)}
                width={at(Math.max(1, Math.abs(x(value) - x(0))))}
                height={20}
                rx={3}
              />
            )}
            <text class="ct-chart__series-name" x={at(Math.max(x(0), x(value)) + 8)} y={at(top + 46)}>
              {valueWords(bar.value, format)}
            </text>
          </g>
        );
      })}
      {x.domain[0] < 0 && <line class="ct-chart__axis" x1={at(x(0))} x2={at(x(0))} y1={2} y2={height - 2} />}
    </ChartFigure>
  );
}
