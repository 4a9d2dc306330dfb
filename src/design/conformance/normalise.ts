import { parseHTML } from 'linkedom';

/** The element that stands for a piece of ready HTML of a fixture; it counts as transparent. */
export const slotTag = 'x-slot';

type Named = { readonly name: string; readonly value: string };
type HtmlNode = {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<HtmlNode>;
  readonly attributes?: Iterable<Named>;
};

/** HTML in one shape: a line for each tag and text, attributes and classes sorted, white space folded. */
export function normalise(html: string): string {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  const lines: string[] = [];
  walk(document.body, 0, lines);
  return lines.join('\n');
}

function walk(parent: HtmlNode, depth: number, lines: string[]): void {
  let text = '';
  function flush(): void {
    const folded = text.replaceAll(/\s+/g, ' ').trim();
    if (folded !== '') lines.push('  '.repeat(depth) + folded);
    text = '';
  }
  for (const node of flatten(parent)) {
    if (node.nodeType === 3) text += node.textContent ?? '';
    if (node.nodeType !== 1) continue;
    flush();
    lines.push('  '.repeat(depth) + openTag(node));
    walk(node, depth + 1, lines);
  }
  flush();
}

function* flatten(parent: HtmlNode): Iterable<HtmlNode> {
  for (const node of parent.childNodes) {
    if (node.nodeName.toLowerCase() === slotTag) yield* flatten(node);
    else yield node;
  }
}

function openTag(node: HtmlNode): string {
  const attributes = [...(node.attributes ?? [])]
    .map(({ name, value }) => `${name.toLowerCase()}=${name === 'class' ? sortWords(value) : value.trim()}`)
    .sort();
  return `<${[node.nodeName.toLowerCase(), ...attributes].join(' ')}>`;
}

function sortWords(text: string): string {
  return text.split(/\s+/).filter(Boolean).sort().join(' ');
}
