import { at } from '../charts/chart-figure.tsx';
import { classes } from '../common.ts';
import type { RingItem } from './ring-layout.ts';

export type Point = { x: number; y: number };

/** A line between two things that are drawn, from edge to edge, with its arrows: `in` points to where it begins. */
export type LineProps = {
  from: Point;
  to: Point;
  /** How far each of the two reaches. */
  fromEdge: number;
  toEdge: number;
  line: RingItem['line'];
  arrow: RingItem['arrow'];
};

type Shape = { line: string; path: string; tips: string[] };

/** How it is drawn; undefined where the two touch. */
function shapeOf({ from, to, fromEdge, toEdge, arrow, ...props }: LineProps): Shape | undefined {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [start, end] = [fromEdge + 2, length - toEdge - 2];
  if (end <= start) return undefined;
  const way = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const along = (distance: number, aside = 0): Point => ({
    x: from.x + way.x * distance - way.y * aside,
    y: from.y + way.y * distance + way.x * aside,
  });
  const line = props.line ?? 'plain';
  const points = line === 'strained' ? zigzag(start, end, along) : [along(start), along(end)];
  return {
    line,
    path: `M${points.map(pair).join('L')}`,
    tips: [
      ...(arrow === 'in' || arrow === 'both' ? [tip(start, -1, along)] : []),
      ...(arrow === 'out' || arrow === 'both' ? [tip(end, 1, along)] : []),
    ],
  };
}

/** One line by itself. */
export function Line(props: LineProps) {
  return <Lines lines={[props]} />;
}

/** Many lines, those that look alike as one path: a large circle is a much shorter page for it. */
export function Lines(props: { lines: readonly LineProps[] }) {
  const shapes = props.lines.flatMap((one) => shapeOf(one) ?? []);
  if (shapes.length === 0) return null;
  const tips = shapes.flatMap((one) => one.tips);
  return (
    <g>
      {[...Map.groupBy(shapes, (one) => one.line)].map(([line, alike]) => (
        <path
          class={classes('ct-rings__line', `ct-rings__line--${line}`)}
          d={alike.map((one) => one.path).join('')}
          key={line}
        />
      ))}
      {tips.length > 0 && <path class="ct-rings__tip" d={tips.join('')} />}
    </g>
  );
}

type Along = (distance: number, aside?: number) => Point;

function pair(point: Point): string {
  return `${at(point.x)} ${at(point.y)}`;
}

function zigzag(start: number, end: number, along: Along): Point[] {
  const teeth = Math.max(2, Math.round((end - start) / 9));
  return Array.from({ length: teeth + 1 }, (_, index) => {
    const aside = index === 0 || index === teeth ? 0 : index % 2 === 0 ? 4 : -4;
    return along(start + ((end - start) * index) / teeth, aside);
  });
}

/** A triangle whose point lies `distance` along the line; `way` is 1 onwards and -1 back. */
function tip(distance: number, way: 1 | -1, along: Along): string {
  const base = distance - way * 10;
  return `M${pair(along(distance))}L${pair(along(base, 5))}L${pair(along(base, -5))}z`;
}
