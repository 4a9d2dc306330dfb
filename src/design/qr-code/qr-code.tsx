import { correction, generate } from 'lean-qr';

/** An address as a square that a phone can read, drawn in the page: nothing is asked of another site. */
export function QrCode(props: { text: string; label: string; class?: string | undefined }) {
  const bitmap = generate(props.text, { minCorrectionLevel: correction.M });
  const quiet = 4;
  const side = bitmap.size + 2 * quiet;
  const rows = Array.from({ length: bitmap.size }, (_, y) =>
    Array.from({ length: bitmap.size }, (__, x) => (bitmap.get(x, y) ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')).join(
      '',
    ),
  );
  return (
    <svg
      class={props.class}
      viewBox={`0 0 ${side} ${side}`}
      width={side * 5}
      height={side * 5}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={rows.join('')} fill="#000" />
    </svg>
  );
}
