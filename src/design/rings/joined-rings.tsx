import { at } from '../charts/chart-figure.tsx';
import { divide, layOutJoined, type JoinedLine, type JoinedNode } from './joined-layout.ts';
import { Line } from './line.tsx';
import { ringSizes, type RingRadius } from './ring-layout.ts';
import { dot, RingLists } from './rings.tsx';

/**
 * Several centres with what stands around them, each thing once, with a line to every centre it belongs to; and the same
 * as nested lists. As in `Rings`, assistive technology is given the lists.
 */
export function JoinedRings(props: {
  /** A sentence that says what the drawing shows. */
  title: string;
  /** What the three lists are called: the centres, what is around several of them, what is around one. */
  names: readonly [string, string, string];
  centres: readonly JoinedNode[];
  items: readonly JoinedNode[];
  lines: readonly JoinedLine[];
}) {
  const { centres, shared, single } = divide(props.centres, props.items, props.lines);
  const [first, second, third] = props.names;
  return (
    <figure class="ct-rings">
      <figcaption class="ct-chart__caption">{props.title}</figcaption>
      <div class="ct-rings__wide" aria-hidden="true">
        <Drawing {...props} radius={{ x: 340, y: 290 }} core={36} named />
      </div>
      <div class="ct-rings__narrow" aria-hidden="true">
        <Drawing {...props} radius={{ x: 160, y: 160 }} core={14} />
      </div>
      <RingLists
        headingLevel={3}
        rings={[
          { name: first, items: centres },
          { name: second, items: shared },
          { name: third, items: single },
        ]}
      />
    </figure>
  );
}

function Drawing(props: {
  centres: readonly JoinedNode[];
  items: readonly JoinedNode[];
  lines: readonly JoinedLine[];
  radius: RingRadius;
  core: number;
  named?: boolean;
}) {
  const { core, radius } = props;
  const layout = layOutJoined(props, radius, core);
  const [width, height] = props.named ? [layout.width, layout.height] : [2 * radius.x + 40, 2 * radius.y + 40];
  const points = new Map([...layout.centres, ...layout.items].map((one) => [one.id, one]));
  return (
    <svg viewBox={`${-width / 2} ${-height / 2} ${width} ${height}`} width={width} height={height} focusable="false">
      {layout.rings.toReversed().map((ring, index) => (
        <ellipse
          class={`ct-rings__ring ct-rings__ring--${2 - index}`}
          rx={at(ring.rx)}
          ry={at(ring.ry)}
          key={ring.name}
        />
      ))}
      {props.lines.map((line, index) => {
        const [from, to] = [points.get(line.centre), points.get(line.to)];
        if (from === undefined || to === undefined) return null;
        const toEdge = to.ring === 0 ? core : ringSizes.dot;
        return (
          <Line from={from} to={to} fromEdge={core} toEdge={toEdge} line={line.line} arrow={line.arrow} key={index} />
        );
      })}
      {layout.centres.map(({ id, item, x, y, number }) => (
        <g key={id}>
          <circle class="ct-rings__centre" cx={at(x)} cy={at(y)} r={core} />
          <text class="ct-rings__name" x={at(x)} y={at(y + 5)} text-anchor="middle">
            {props.named ? shortened(item.label) : number}
          </text>
        </g>
      ))}
      {layout.items.map((placed) => dot(placed, props.named === true))}
    </svg>
  );
}

function shortened(label: string): string {
  return label.length > 8 ? `${label.slice(0, 7)}…` : label;
}
