import { inOrder, placeLabels, reachOf, type PlacedItem, type RingItem, type RingRadius } from './ring-layout.ts';

/** Something in a joined drawing. */
export type JoinedNode = RingItem & { id: string };
/** A line from one of the centres to something around it, or to another centre. */
export type JoinedLine = Pick<RingItem, 'line' | 'arrow'> & { centre: string; to: string };

export type PlacedNode = PlacedItem & { id: string };
export type JoinedLayout = {
  width: number;
  height: number;
  /** How far a centre reaches around its point. */
  core: number;
  rings: readonly { name: string; rx: number; ry: number }[];
  /** The centres first, then what stands around several of them, then what stands around one; numbered through. */
  centres: readonly PlacedNode[];
  items: readonly PlacedNode[];
};

/** The two lists of things around the centres: those of several, and those of one or none. */
export function divide(
  centres: readonly JoinedNode[],
  items: readonly JoinedNode[],
  lines: readonly JoinedLine[],
): { centres: JoinedNode[]; shared: JoinedNode[]; single: JoinedNode[] } {
  const known = new Set(centres.map((one) => one.id));
  const count = (id: string): number =>
    new Set(lines.filter((line) => line.to === id && known.has(line.centre)).map((line) => line.centre)).size;
  const ordered = (nodes: readonly JoinedNode[]): JoinedNode[] =>
    inOrder(nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  return {
    centres: ordered(centres),
    shared: ordered(items.filter((one) => count(one.id) > 1)),
    single: ordered(items.filter((one) => count(one.id) < 2)),
  };
}

/**
 * Places several centres on an inner ring, what stands around several of them on the next, and what stands around one on
 * the outermost, near its centre. The same things give the same drawing, in whichever order they are given.
 */
export function layOutJoined(
  given: { centres: readonly JoinedNode[]; items: readonly JoinedNode[]; lines: readonly JoinedLine[] },
  radius: RingRadius,
  core: number,
): JoinedLayout {
  const { centres, shared, single } = divide(given.centres, given.items, given.lines);
  const count = centres.length;
  const inner = Math.max(0.36, (count * core * 2.2) / (2 * Math.PI * Math.min(radius.x, radius.y)));
  const shares = [inner, (inner + 1) / 2, 1];
  const rings = ['centres', 'shared', 'single'].map((name, index) => ({
    name,
    rx: radius.x * (shares[index] ?? 1),
    ry: radius.y * (shares[index] ?? 1),
  }));
  const on = (ring: number, turn: number) => {
    const angle = turn * 2 * Math.PI - Math.PI / 2;
    const { rx, ry } = rings[ring] ?? { rx: radius.x, ry: radius.y };
    return { ring, x: rx * Math.cos(angle), y: ry * Math.sin(angle) };
  };
  const numbers = new Map([...centres, ...shared, ...single].map((node, index) => [node.id, index + 1]));
  const numberOf = (node: JoinedNode): number => numbers.get(node.id) ?? 0;
  const placed = centres.map((node, index): PlacedNode => {
    const place = count === 1 ? { ring: 0, x: 0, y: 0 } : on(0, (index + 0.5) / count);
    return {
      id: node.id,
      item: node,
      number: numberOf(node),
      ...place,
      label: { text: '', x: 0, y: 0, anchor: 'start' },
    };
  });
  // Something of one stands beyond it, something of several beyond the middle of them: as a share of the way round.
  const home = (node: JoinedNode): number => {
    const turns = centres.flatMap((centre, index) =>
      given.lines.some((line) => line.centre === centre.id && line.to === node.id) ? [(index + 0.5) / count] : [],
    );
    const sum = (part: (angle: number) => number): number =>
      turns.reduce((total, turn) => total + part(turn * 2 * Math.PI), 0);
    const [x, y] = [sum(Math.cos), sum(Math.sin)];
    // Those that stand opposite each other have no middle.
    if (Math.hypot(x, y) < 1e-6) return turns[0] ?? 0;
    return (Math.atan2(y, x) / (2 * Math.PI) + 1) % 1;
  };
  const spokes = [...shared.map((node) => ({ node, ring: 1 })), ...single.map((node) => ({ node, ring: 2 }))]
    .map((one) => ({ ...one, home: home(one.node) }))
    .toSorted((a, b) => a.home - b.home || numberOf(a.node) - numberOf(b.node));
  const dots = spokes.map(({ node, ring }, index) => ({
    id: node.id,
    item: node,
    number: numberOf(node),
    ...on(ring, (index + 0.5) / spokes.length),
  }));
  const taken = placed.map(({ x, y }) => ({ left: x - core, right: x + core, top: y - core, bottom: y + core }));
  const items = placeLabels(dots, taken);
  return { ...reachOf(items, radius), core, rings, centres: placed, items };
}
