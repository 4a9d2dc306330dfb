import type { Slot } from '../common.ts';
import type { TableCell } from '../table/table.tsx';
import { at, ChartFigure } from './chart-figure.tsx';
import { Mark } from './marks.tsx';

/** A crowd of dots around a place. Each dot has a look, 0 to 3: a shape and a colour. */
export type OpinionCrowd = { name: string; x: number; y: number; dots: readonly number[] };

const width = 640;
const height = 400;
const spacing = 11;
/** A crowd of more is drawn as so many, in the same shares. */
const mostDots = 250;

/** Crowds that stand near or far from one another. Dots lie in a spiral that follows from nothing but their number. */
export function OpinionDots(props: {
  id: string;
  caption: string;
  description: string;
  /** What each look means; none are drawn alike. */
  looks: readonly string[];
  crowds: readonly OpinionCrowd[];
  head: readonly (Slot | TableCell)[];
  rows: readonly (readonly (Slot | TableCell)[])[];
}) {
  const placed = placedCrowds(props.crowds);
  return (
    <ChartFigure
      words={{ id: props.id, caption: props.caption, description: props.description }}
      width={width}
      height={height}
      head={props.head}
      rows={props.rows}
      legend={
        props.looks.length === 0 ? undefined : (
          <ul class="ct-shares__key">
            {props.looks.map((text, look) => (
              <li key={text}>
                <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" focusable="false">
                  <Mark shape={look} x={9} y={9} size={6} class={`ct-share--${look}`} />
                </svg>{' '}
                {text}
              </li>
            ))}
          </ul>
        )
      }
    >
      {placed.map((crowd) => (
        <g key={crowd.name}>
          {crowd.dots.map((look, index) => {
            const radius = spacing * 0.62 * Math.sqrt(index);
            const angle = index * 2.399963;
            return (
              <Mark
                shape={look}
                x={crowd.x + radius * Math.cos(angle)}
                y={crowd.y + radius * Math.sin(angle)}
                size={3.6}
                class={`ct-share--${look}`}
                key={index}
              />
            );
          })}
          <text class="ct-chart__series-name" x={at(crowd.x)} y={at(crowd.y - crowd.reach - 10)} text-anchor="middle">
            {crowd.name}
          </text>
        </g>
      ))}
    </ChartFigure>
  );
}

type Placed = OpinionCrowd & { reach: number };

/** Stretched over the drawing, then moved apart until no two crowds lie on one another. */
function placedCrowds(crowds: readonly OpinionCrowd[]): Placed[] {
  const drawn = crowds.map((crowd) => ({ ...crowd, dots: fewer(crowd.dots) }));
  const reachOf = (dots: readonly number[]): number => spacing * 0.62 * Math.sqrt(dots.length) + 6;
  const spread = Math.max(1e-9, ...drawn.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]));
  const placed = drawn.map((crowd) => ({
    ...crowd,
    x: width / 2 + (crowd.x / spread) * (width / 2 - 120),
    y: height / 2 - (crowd.y / spread) * (height / 2 - 110),
    reach: reachOf(crowd.dots),
  }));
  for (let round = 0; round < 60; round += 1)
    for (const one of placed)
      for (const other of placed) {
        if (one === other) continue;
        const [dx, dy] = [other.x - one.x || 1e-3, other.y - one.y || 1e-3];
        const distance = Math.hypot(dx, dy);
        const overlap = (one.reach + other.reach + 24 - distance) / 2;
        if (overlap <= 0) continue;
        one.x -= (dx / distance) * overlap;
        other.x += (dx / distance) * overlap;
        one.y -= (dy / distance) * overlap * 0.5;
        other.y += (dy / distance) * overlap * 0.5;
      }
  return placed.map((crowd) => ({
    ...crowd,
    x: Math.min(width - crowd.reach, Math.max(crowd.reach, crowd.x)),
    y: Math.min(height - crowd.reach, Math.max(crowd.reach + 24, crowd.y)),
  }));
}

function fewer(dots: readonly number[]): readonly number[] {
  if (dots.length <= mostDots) return dots;
  return Array.from({ length: mostDots }, (_, index) => dots[Math.floor((index * dots.length) / mostDots)] ?? 0);
}
