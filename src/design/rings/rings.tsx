import { at } from '../charts/chart-figure.tsx';
import { Mark } from '../charts/marks.tsx';
import { classes } from '../common.ts';
import { type PlacedItem, type Ring, type RingItem, inOrder, layOutRings, ringSizes } from './ring-layout.ts';

/**
 * Things around a centre, nearer and further: rings with what stands on them, and the same as nested lists. A wide screen
 * draws the names; a narrow one draws the numbers of the list. The drawing is hidden from assistive technology, which
 * is given the list.
 */
export function Rings(props: {
  /** A sentence that says what the drawing shows. */
  title: string;
  centre: string;
  rings: readonly Ring[];
  headingLevel?: 3 | 4 | undefined;
}) {
  return (
    <figure class="ct-rings">
      <figcaption class="ct-chart__caption">{props.title}</figcaption>
      <div class="ct-rings__wide" aria-hidden="true">
        <Drawing rings={props.rings} centre={props.centre} radius={{ x: 330, y: 260 }} named />
      </div>
      <div class="ct-rings__narrow" aria-hidden="true">
        <Drawing rings={props.rings} centre="" radius={{ x: 160, y: 160 }} />
      </div>
      <RingLists rings={props.rings} headingLevel={props.headingLevel ?? 3} />
    </figure>
  );
}

function Drawing(props: { rings: readonly Ring[]; centre: string; radius: { x: number; y: number }; named?: boolean }) {
  const layout = layOutRings(props.rings, props.radius);
  const [width, height] = props.named
    ? [layout.width, layout.height]
    : [2 * props.radius.x + 40, 2 * props.radius.y + 40];
  const core = props.named ? ringSizes.centre : 14;
  return (
    <svg viewBox={`${-width / 2} ${-height / 2} ${width} ${height}`} width={width} height={height} focusable="false">
      {layout.rings.toReversed().map((ring, index) => (
        <ellipse
          class={`ct-rings__ring ct-rings__ring--${(layout.rings.length - 1 - index) % 3}`}
          rx={at(ring.rx)}
          ry={at(ring.ry)}
          key={ring.name}
        />
      ))}
      {layout.items.map((placed) => (
        <Line placed={placed} core={core} key={placed.number} />
      ))}
      <circle class="ct-rings__centre" r={core} />
      {props.named && (
        <text class="ct-rings__name" y={5} text-anchor="middle">
          {props.centre.length > 11 ? `${props.centre.slice(0, 10)}…` : props.centre}
        </text>
      )}
      {layout.items.map((placed) => (
        <Dot placed={placed} named={props.named === true} key={placed.number} />
      ))}
    </svg>
  );
}

function Dot(props: { placed: PlacedItem; named: boolean }) {
  const { item, x, y, number, label } = props.placed;
  const size = props.named ? 7 : 11;
  const shape = item.shape === 'square' ? 1 : item.shape === 'diamond' ? 3 : 0;
  const drawing = (
    <g>
      <Mark shape={shape} x={x} y={y} size={size} class="ct-rings__dot" />
      {props.named ? (
        <text class="ct-rings__label" x={at(label.x)} y={at(label.y)} text-anchor={label.anchor}>
          {label.text}
        </text>
      ) : (
        <text class="ct-rings__number" x={at(x)} y={at(y + 4.5)} text-anchor="middle">
          {number}
        </text>
      )}
    </g>
  );
  return item.href === undefined ? (
    drawing
  ) : (
    <a class="ct-flow__link" href={item.href} tabindex={-1}>
      {drawing}
    </a>
  );
}

/** The line from the centre's edge to the dot's edge, with its arrows. */
function Line(props: { placed: PlacedItem; core: number }) {
  const { item, x, y } = props.placed;
  const length = Math.hypot(x, y);
  const [dx, dy] = [x / length, y / length];
  const [from, to] = [props.core + 2, length - ringSizes.dot - 2];
  if (to <= from) return null;
  const line = item.line ?? 'plain';
  const path =
    line === 'strained' ? zigzag(from, to, dx, dy) : `M${at(dx * from)} ${at(dy * from)}L${at(dx * to)} ${at(dy * to)}`;
  return (
    <g>
      <path class={classes('ct-rings__line', `ct-rings__line--${line}`)} d={path} />
      {(item.arrow === 'in' || item.arrow === 'both') && <path class="ct-rings__tip" d={tip(from, -1, dx, dy)} />}
      {(item.arrow === 'out' || item.arrow === 'both') && <path class="ct-rings__tip" d={tip(to, 1, dx, dy)} />}
    </g>
  );
}

function zigzag(from: number, to: number, dx: number, dy: number): string {
  const teeth = Math.max(2, Math.round((to - from) / 9));
  const points = Array.from({ length: teeth + 1 }, (_, index) => {
    const along = from + ((to - from) * index) / teeth;
    const aside = index === 0 || index === teeth ? 0 : index % 2 === 0 ? 4 : -4;
    return `${at(dx * along - dy * aside)} ${at(dy * along + dx * aside)}`;
  });
  return `M${points.join('L')}`;
}

/** A triangle whose point lies `along` the line; `way` is 1 outwards and -1 to the centre. */
function tip(along: number, way: 1 | -1, dx: number, dy: number): string {
  const base = along - way * 10;
  const [bx, by] = [dx * base, dy * base];
  return `M${at(dx * along)} ${at(dy * along)}L${at(bx - dy * 5)} ${at(by + dx * 5)}L${at(bx + dy * 5)} ${at(by - dx * 5)}z`;
}

function RingLists(props: { rings: readonly Ring[]; headingLevel: 3 | 4 }) {
  const Title = props.headingLevel === 4 ? 'h4' : 'h3';
  const starts = props.rings.map((_, index) =>
    props.rings.slice(0, index).reduce((sum, before) => sum + before.items.length, 1),
  );
  return (
    <div class="ct-flow__lists ct-rings__lists">
      {props.rings.map((ring, index) => (
        <section key={ring.name}>
          <Title>{ring.name}</Title>
          {ring.items.length === 0 ? (
            <p>Nobody here yet.</p>
          ) : (
            <ol start={starts[index]}>
              {inOrder(ring.items).map((item, place) => (
                <Item item={item} key={place} />
              ))}
            </ol>
          )}
        </section>
      ))}
    </div>
  );
}

function Item(props: { item: RingItem }) {
  const { item } = props;
  return (
    <li>
      {item.href === undefined ? <strong>{item.label}</strong> : <a href={item.href}>{item.label}</a>}
      {`, ${item.kind}`}
      {item.note !== undefined && item.note !== '' && <span class="ct-rings__note">{item.note}</span>}
    </li>
  );
}
