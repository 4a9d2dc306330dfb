/** One thing in the picture. Ids are unique in the whole picture. */
export type FlowNode = {
  id: string;
  text: string;
  href?: string | undefined;
  /** A word above the text: what it is. */
  kind?: string | undefined;
  /** How it stands; `stateText` says it in words. */
  state?: 'good' | 'bad' | 'waiting' | 'now' | undefined;
  stateText?: string | undefined;
};

/** Things of one kind, under one title, drawn below each other. */
export type FlowColumn = { title: string; nodes: readonly FlowNode[] };

/** A thread from one thing to another. */
export type FlowEdge = { from: string; to: string; broken?: boolean | undefined; text?: string | undefined };

/** A node with its place. `lines` is its text, wrapped. */
export type PlacedNode = {
  node: FlowNode;
  column: number;
  x: number;
  y: number;
  width: number;
  height: number;
  lines: readonly string[];
};

/** An edge with the curve it follows. */
export type PlacedEdge = { edge: FlowEdge; path: string; ends: readonly [number, number, number, number] };

/** The whole drawing. */
export type FlowLayout = {
  width: number;
  height: number;
  columnWidth: number;
  columns: readonly { title: string; x: number }[];
  nodes: readonly PlacedNode[];
  edges: readonly PlacedEdge[];
};

const lineHeight = 20;
const maximumLines = 4;

/** Sizes of the drawing, in its own units. */
export const flowSizes = { head: 34, gapX: 64, gapY: 16, padding: 12, kind: 18 } as const;

/**
 * Places nodes in columns from left to right, each column centred, and draws an edge for each pair whose two nodes
 * exist. Inside a column nodes are ordered by the average height of what they hang on, to keep threads from crossing.
 * @param width width of the whole drawing; columns share it evenly and are never narrower than 120
 */
export function layOutFlow(columns: readonly FlowColumn[], edges: readonly FlowEdge[], width = 1100): FlowLayout {
  const count = Math.max(1, columns.length);
  const columnWidth = Math.max(120, (width - (count - 1) * flowSizes.gapX) / count);
  const total = count * columnWidth + (count - 1) * flowSizes.gapX;
  const characters = Math.floor((columnWidth - 2 * flowSizes.padding - 4) / 8.8);

  const placed = new Map<string, PlacedNode>();
  const stacks = columns.map((column, index) => {
    const sized = column.nodes
      .filter((node) => !placed.has(node.id))
      .map((node) => {
        const lines = wrap(node.text, characters);
        const height = 2 * flowSizes.padding + lines.length * lineHeight + (hasKindLine(node) ? flowSizes.kind : 0);
        const item: PlacedNode = {
          node,
          column: index,
          x: index * (columnWidth + flowSizes.gapX),
          y: 0,
          width: columnWidth,
          height,
          lines,
        };
        placed.set(node.id, item);
        return item;
      });
    return sized;
  });
  const heights = stacks.map((stack) =>
    stack.reduce((sum, item) => sum + item.height + flowSizes.gapY, -flowSizes.gapY),
  );
  const tallest = Math.max(0, ...heights);

  stacks.forEach((stack, index) => {
    const ordered = orderByNeighbours(stack, edges, placed);
    let y = flowSizes.head + (tallest - Math.max(0, heights[index] ?? 0)) / 2;
    for (const item of ordered) {
      item.y = y;
      y += item.height + flowSizes.gapY;
    }
  });

  return {
    width: total,
    height: flowSizes.head + tallest + 8,
    columnWidth,
    columns: columns.map((column, index) => ({ title: column.title, x: index * (columnWidth + flowSizes.gapX) })),
    nodes: [...placed.values()],
    edges: edges.flatMap((edge) => {
      const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
      return from && to && from !== to ? [connect(edge, from, to)] : [];
    }),
  };
}

/** Whether a line above the text is needed. */
export function hasKindLine(node: FlowNode): boolean {
  return node.kind !== undefined || node.stateText !== undefined;
}

/** Breaks text into lines of at most `characters`, at blanks where it can; what is too long ends in an ellipsis. */
export function wrap(text: string, characters: number): readonly string[] {
  const width = Math.max(4, characters);
  const words = text.split(/\s+/).flatMap((word) => word.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= maximumLines) return lines.length === 0 ? [''] : lines;
  const kept = lines.slice(0, maximumLines);
  kept[maximumLines - 1] = `${(kept.at(-1) ?? '').slice(0, width - 1).trimEnd()}…`;
  return kept;
}

function orderByNeighbours(
  stack: readonly PlacedNode[],
  edges: readonly FlowEdge[],
  placed: ReadonlyMap<string, PlacedNode>,
): readonly PlacedNode[] {
  const wanted = new Map(
    stack.map((item, index) => {
      const heights = edges
        .filter((edge) => edge.to === item.node.id || edge.from === item.node.id)
        .map((edge) => placed.get(edge.to === item.node.id ? edge.from : edge.to))
        .filter((other) => other !== undefined && other.column < item.column)
        .map((other) => (other?.y ?? 0) + (other?.height ?? 0) / 2);
      const average = heights.length === 0 ? undefined : heights.reduce((a, b) => a + b, 0) / heights.length;
      return [item, { average, index }] as const;
    }),
  );
  return stack.toSorted((a, b) => {
    const [first, second] = [wanted.get(a), wanted.get(b)];
    const byHeight = (first?.average ?? 1e9) - (second?.average ?? 1e9);
    return byHeight === 0 ? (first?.index ?? 0) - (second?.index ?? 0) : byHeight;
  });
}

function connect(edge: FlowEdge, from: PlacedNode, to: PlacedNode): PlacedEdge {
  const forward = to.column >= from.column;
  const [left, right] = forward ? [from, to] : [to, from];
  const x1 = left.x + left.width;
  const y1 = left.y + left.height / 2;
  const x2 = left.column === right.column ? right.x + right.width : right.x;
  const y2 = right.y + right.height / 2;
  const pull = left.column === right.column ? flowSizes.gapX / 2 : Math.max(flowSizes.gapX / 2, (x2 - x1) / 2);
  const bend = left.column === right.column ? x2 + pull : x2 - pull;
  const path = `M${round(x1)} ${round(y1)}C${round(x1 + pull)} ${round(y1)} ${round(bend)} ${round(y2)} ${round(x2)} ${round(y2)}`;
  return { edge, path, ends: [x1, y1, x2, y2] };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
