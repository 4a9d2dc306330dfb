import type { LinearScale } from '../../lib/scales.ts';
import type { Slot } from '../common.ts';
import { at } from './chart-figure.tsx';

/** Where the plot lies inside its drawing. Wide enough at the left for values in the larger letters of a phone. */
export type PlotBox = { left: number; right: number; top: number; bottom: number };

/** Grid, values at the left and labels below (thinned so that they do not meet). */
export function Frame(props: {
  box: PlotBox;
  y: LinearScale;
  labels: readonly { x: number; text: string }[];
  format: (value: number) => string;
  children?: Slot;
}) {
  const { box, y, labels, format } = props;
  const widest = Math.max(1, ...labels.map((label) => label.text.length)) * 13 + 14;
  const every = Math.max(1, Math.ceil((labels.length * widest) / (box.right - box.left)));
  return (
    <g aria-hidden="true">
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? 'ct-chart__axis' : 'ct-chart__grid'}
            x1={box.left}
            x2={box.right}
            y1={at(y(tick))}
            y2={at(y(tick))}
          />
          <text x={box.left - 8} y={at(y(tick) + 5)} text-anchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      {labels.map(
        (label, index) =>
          (labels.length - 1 - index) % every === 0 && (
            <text x={at(label.x)} y={box.bottom + 26} text-anchor={anchorOf(label, box)} key={index}>
              {label.text}
            </text>
          ),
      )}
      {props.children}
    </g>
  );
}

/** A long label at an edge grows inwards: nothing is cut off. */
function anchorOf(label: { x: number; text: string }, box: PlotBox): 'start' | 'middle' | 'end' {
  const half = label.text.length * 6.5;
  if (label.x + half > box.right + 20) return 'end';
  return label.x - half < 0 ? 'start' : 'middle';
}
