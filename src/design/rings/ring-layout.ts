/** One thing on a ring. What its shape, line and arrow mean is said in words by `kind` and `note`. */
export type RingItem = {
  label: string;
  /** What it is, in words; things of one kind stand together. */
  kind: string;
  href?: string | undefined;
  /** The version that a form at `href` is about, where the thing may be moved to another ring. */
  version?: number | undefined;
  /** More about it, for the list. */
  note?: string | undefined;
  shape?: 'circle' | 'square' | 'diamond' | undefined;
  /** The line from the centre: heavy, ordinary, dashed, or a zigzag. */
  line?: 'strong' | 'plain' | 'thin' | 'strained' | undefined;
  /** Which way something flows along the line: to the centre, from it, or both ways. */
  arrow?: 'in' | 'out' | 'both' | undefined;
};

/** A ring, with the words for it. The innermost comes first. */
export type Ring = { name: string; items: readonly RingItem[] };

/** An item with its place. `number` counts from 1 through the whole drawing, ring by ring, as the list does. */
export type PlacedItem = {
  item: RingItem;
  ring: number;
  number: number;
  x: number;
  y: number;
  label: { text: string; x: number; y: number; anchor: 'start' | 'end' };
};

/** A drawing around the point 0, 0: it reaches `width / 2` to the sides and `height / 2` up and down. */
export type RingLayout = {
  width: number;
  height: number;
  rings: readonly { name: string; rx: number; ry: number }[];
  items: readonly PlacedItem[];
};

/** Sizes in the drawing's own units. */
export const ringSizes = { dot: 9, letter: 8, line: 19, longest: 24, centre: 46 } as const;

/** How far out the outermost ring lies, sideways and upwards. */
export type RingRadius = { x: number; y: number };

/** The order of a ring: by kind, then by name, so that two drawings of one circle can be laid side by side. */
export function inOrder<T extends RingItem>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => a.kind.localeCompare(b.kind, 'en') || a.label.localeCompare(b.label, 'en'));
}

/**
 * Places every item on its ring. All items share one round of spokes, ordered by kind and name, so that things of one
 * kind point the same way on every ring and no two lines lie on each other. The same circle gives the same drawing.
 * Labels stand beside their dots and move up or down until none lies on another or on a dot.
 */
export function layOutRings(rings: readonly Ring[], radius: RingRadius = { x: 330, y: 270 }): RingLayout {
  const count = Math.max(1, rings.length);
  const drawn = rings.map((ring, index) => {
    const share = (index + 1) / count;
    return { name: ring.name, rx: radius.x * share, ry: radius.y * share };
  });
  const all = rings.flatMap((ring, index) => inOrder(ring.items).map((item) => ({ item, ring: index })));
  const numbered = all.map((one, index) => ({ ...one, number: index + 1 }));
  const spokes = numbered.toSorted(
    (a, b) =>
      a.item.kind.localeCompare(b.item.kind, 'en') || a.item.label.localeCompare(b.item.label, 'en') || a.ring - b.ring,
  );
  const dots = spokes.map((one, index) => {
    // From the upper right round with the clock; the half step keeps spokes off the straight up and down.
    const angle = ((index + 0.5) / spokes.length) * 2 * Math.PI - Math.PI / 2;
    const ring = drawn[one.ring] ?? { rx: radius.x, ry: radius.y };
    return { ...one, x: ring.rx * Math.cos(angle), y: ring.ry * Math.sin(angle) };
  });
  const core = ringSizes.centre;
  const items = placeLabels(dots, [{ left: -core, right: core, top: -core, bottom: core }]);
  return {
    ...reachOf(items, radius),
    rings: drawn,
    items: items.toSorted((a, b) => a.number - b.number),
  };
}

/** The size of a drawing that holds these dots and their labels. */
export function reachOf(items: readonly PlacedItem[], radius: RingRadius): { width: number; height: number } {
  const reach = items.reduce(
    (most, { label, x, y }) => ({
      x: Math.max(most.x, Math.abs(x), Math.abs(label.x) + label.text.length * ringSizes.letter),
      y: Math.max(most.y, Math.abs(y), Math.abs(label.y)),
    }),
    { ...radius },
  );
  return { width: 2 * Math.ceil(reach.x + 8), height: 2 * Math.ceil(reach.y + ringSizes.line) };
}

type Dot = { item: RingItem; ring: number; number: number; x: number; y: number };

/** A rectangle: what a label or a dot takes up. */
export type Box = { left: number; right: number; top: number; bottom: number };

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** What a label takes up, by the width of a broad letter. */
export function boxOf(label: PlacedItem['label']): Box {
  const width = label.text.length * ringSizes.letter;
  const left = label.anchor === 'start' ? label.x : label.x - width;
  return { left, right: left + width, top: label.y - 14, bottom: label.y + 5 };
}

/** Gives each dot its label, beside it, and none on another, on a dot, or on what is taken already. */
export function placeLabels<T extends Dot>(dots: readonly T[], occupied: readonly Box[]): (T & PlacedItem)[] {
  const { dot, line, longest } = ringSizes;
  const taken: Box[] = [
    ...occupied,
    ...dots.map(({ x, y }) => ({ left: x - dot, right: x + dot, top: y - dot, bottom: y + dot })),
  ];
  return dots.map((one) => {
    const { label: words } = one.item;
    const text = words.length > longest ? `${words.slice(0, longest - 1).trimEnd()}…` : words;
    const outward = one.x >= 0 ? 1 : -1;
    const beside = (side: number, step: number): PlacedItem['label'] => ({
      text,
      x: one.x + side * (dot + 5),
      y: one.y + 5 + step * line * (one.y >= 0 ? 1 : -1),
      anchor: side > 0 ? 'start' : 'end',
    });
    const label = firstFree(taken, (step) => [beside(outward, step), beside(-outward, step)]) ?? beside(outward, 0);
    taken.push(boxOf(label));
    return { ...one, label };
  });
}

/** The first place for a label that nothing lies on, trying ever further up and down. */
function firstFree(
  taken: readonly Box[],
  placesAt: (step: number) => PlacedItem['label'][],
): PlacedItem['label'] | undefined {
  for (let index = 0; index < 60; index += 1) {
    const places = placesAt(Math.ceil(index / 2) * (index % 2 === 0 ? 1 : -1));
    const free = places.find((label) => {
      const box = boxOf(label);
      return !taken.some((other) => meet(other, box));
    });
    if (free !== undefined) return free;
  }
  return undefined;
}
