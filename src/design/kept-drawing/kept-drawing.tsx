import type { VNode } from 'preact';
import { renderPart } from '../render.ts';

/** Characters of drawings that are kept, keys and all: some hundred charts with their tables. */
const mostKept = 8_000_000;
const kept = new Map<string, string>();
let size = 0;

/**
 * A drawing that is made once for the same data and then kept: a chart with its table takes a millisecond to write, and is
 * on every page of its measure. `of` is everything that it is drawn from, so that no kept drawing can be out of date.
 * Never for what is known of a person: it stays in memory.
 */
export function KeptDrawing(props: { of: readonly unknown[]; render: () => VNode }) {
  return <Drawn html={drawn(JSON.stringify(props.of), props.render)} />;
}

/** What was drawn before: `html` is what `renderPart` made of it. */
export function Drawn(props: { html: string }) {
  return <div dangerouslySetInnerHTML={{ __html: props.html }} />;
}

function drawn(key: string, draw: () => VNode): string {
  const known = kept.get(key);
  if (known !== undefined) {
    // The last in the row is the last to go.
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const html = renderPart(draw());
  kept.set(key, html);
  size += key.length + html.length;
  for (const [oldest, old] of kept) {
    if (size <= mostKept) break;
    kept.delete(oldest);
    size -= oldest.length + old.length;
  }
  return html;
}
