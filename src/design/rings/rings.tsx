import { at } from '../charts/chart-figure.tsx';
import { Mark } from '../charts/marks.tsx';
import { Lines } from './line.tsx';
import { type PlacedItem, type Ring, type RingItem, inOrder, layOutRings, ringSizes } from './ring-layout.ts';

/**
 * Things around a centre, nearer and further: rings with what stands on them, and the same as nested lists. A wide screen
 * draws the names; a narrow one draws the numbers of the list. The drawing is hidden from assistive technology, which
 * is given the list. Things with a version can be dragged to another ring where a script runs.
 */
export function Rings(props: RingsProps) {
  const isMovable = props.rings.some((ring) => ring.items.some((item) => item.version !== undefined));
  if (!isMovable) return <RingsFigure {...props} />;
  return (
    <div data-rings>
      <p class="ct-small" data-hint hidden>
        Drag a dot to another ring to say that it is closer or further out, or choose its name in the list.
      </p>
      <div role="status" />
      <RingsFigure {...props} />
    </div>
  );
}

type RingsProps = {
  /** A sentence that says what the drawing shows. */
  title: string;
  centre: string;
  rings: readonly Ring[];
  headingLevel?: 2 | 3 | 4 | undefined;
};

function RingsFigure(props: RingsProps) {
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
      <Lines
        lines={layout.items.map((placed) => ({
          from: { x: 0, y: 0 },
          to: placed,
          fromEdge: core,
          toEdge: ringSizes.dot,
          line: placed.item.line,
          arrow: placed.item.arrow,
        }))}
      />
      <circle class="ct-rings__centre" r={core} />
      {props.named && (
        <text class="ct-rings__name" y={5} text-anchor="middle">
          {props.centre.length > 11 ? `${props.centre.slice(0, 10)}…` : props.centre}
        </text>
      )}
      {layout.items.map((placed) => dot(placed, props.named === true))}
    </svg>
  );
}

/**
 * A dot with its name or its number; a link where it leads somewhere. Called and not mounted, as a large circle has two hundred
 * parts: a component for each would take longer than what it draws.
 */
export function dot(placed: PlacedItem, named: boolean) {
  const { item, x, y, number, label } = placed;
  const shape = item.shape === 'square' ? 1 : item.shape === 'diamond' ? 3 : 0;
  const mark = Mark({ shape, x, y, size: named ? 7 : 11, class: 'ct-rings__dot' });
  const words = named ? (
    <text class="ct-rings__label" x={at(label.x)} y={at(label.y)} text-anchor={label.anchor}>
      {label.text}
    </text>
  ) : (
    <text class="ct-rings__number" x={at(x)} y={at(y + 4.5)} text-anchor="middle">
      {number}
    </text>
  );
  if (item.href === undefined)
    return (
      <g key={number}>
        {mark}
        {words}
      </g>
    );
  return (
    <a class="ct-flow__link" href={item.href} tabindex={-1} data-version={item.version} key={number}>
      {mark}
      {words}
    </a>
  );
}

/** The same as nested lists, numbered through like the drawing. */
export function RingLists(props: { rings: readonly Ring[]; headingLevel: 2 | 3 | 4 }) {
  const Title = `h${props.headingLevel}` as const;
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
            <ol start={starts[index]}>{inOrder(ring.items).map(listed)}</ol>
          )}
        </section>
      ))}
    </div>
  );
}

function listed(item: RingItem, place: number) {
  return (
    <li key={place}>
      {item.href === undefined ? <strong>{item.label}</strong> : <a href={item.href}>{item.label}</a>}
      {`, ${item.kind}`}
      {item.note !== undefined && item.note !== '' && <span class="ct-rings__note">{item.note}</span>}
    </li>
  );
}
