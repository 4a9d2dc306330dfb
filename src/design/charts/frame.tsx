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
  const shown = apart(labels, box);
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
          shown.has(index) && (
            <text x={at(label.x)} y={box.bottom + 26} text-anchor={anchorOf(label, box)} key={index}>
              {label.text}
            </text>
          ),
      )}
      {props.children}
    </g>
  );
}

/** How wide a letter of a label is on a phone, where letters are largest. */
const letter = 13;

/** Which labels are shown: the last, and before it those that leave room, at equal distances where that is possible. */
function apart(labels: readonly { x: number; text: string }[], box: PlotBox): ReadonlySet<number> {
  for (let every = 1; every < labels.length; every += 1) {
    const kept = labels.map((_, index) => index).filter((index) => (labels.length - 1 - index) % every === 0);
    const spans = kept.map((index) => spanOf(labels[index] ?? { x: 0, text: '' }, box));
    if (spans.every((span, at) => at === 0 || span.from > (spans[at - 1]?.to ?? 0) + letter)) return new Set(kept);
  }
  return new Set([labels.length - 1]);
}

function spanOf(label: { x: number; text: string }, box: PlotBox): { from: number; to: number } {
  const width = label.text.length * letter;
  const anchor = anchorOf(label, box);
  const from = label.x - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
  return { from, to: from + width };
}

/** A long label at an edge grows inwards: nothing is cut off. */
function anchorOf(label: { x: number; text: string }, box: PlotBox): 'start' | 'middle' | 'end' {
  const half = (label.text.length * letter) / 2;
  if (label.x + half > box.right + 20) return 'end';
  return label.x - half < 0 ? 'start' : 'middle';
}
