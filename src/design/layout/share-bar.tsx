import { wholePercents } from '../../lib/whole-percents.ts';
/** One part of a whole. `look` fixes its colour and pattern where its place among the others would not say the same. */
export type Share = { label: string; value: number; look?: 0 | 1 | 2 | 3 | undefined };

/**
 * A whole in up to four parts, as one bar with its words. Each part has its own pattern beside its colour.
 * Counts are shown; the bar is hidden from assistive technology because the words say all of it.
 */
export function ShareBar(props: {
  shares: readonly Share[];
  emptyText?: string | undefined;
  label?: string | undefined;
}) {
  const total = props.shares.reduce((sum, share) => sum + share.value, 0);
  if (total === 0) return <p class="ct-small">{props.emptyText ?? 'Nothing yet.'}</p>;
  const percents = wholePercents(props.shares.map((share) => share.value));
  const starts = props.shares.map((_, index) =>
    props.shares.slice(0, index).reduce((sum, share) => sum + (share.value / total) * 600, 0),
  );
  return (
    <div class="ct-shares" role="group" aria-label={props.label}>
      <svg class="ct-shares__bar" viewBox="0 0 600 24" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {props.shares.map((share, index) => {
          const x = starts[index] ?? 0;
          const width = (share.value / total) * 600;
          const look = share.look ?? index % 4;
          return (
            <g key={share.label}>
              <rect class={`ct-share--${look}`} x={x} y={0} width={width} height={24} />
              {look === 1 && <Stripes x={x} width={width} />}
            </g>
          );
        })}
      </svg>
      <ul class="ct-shares__key">
        {props.shares.map((share, index) => (
          <li key={share.label}>
            <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" focusable="false">
              <rect class={`ct-share--${share.look ?? index % 4}`} width="18" height="18" rx="4" />
              {(share.look ?? index % 4) === 1 && <Stripes x={0} width={18} />}
            </svg>
            <span>
              {share.label} {percents[index]}% ({share.value})
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Stripes(props: { x: number; width: number }) {
  const count = Math.floor(props.width / 10);
  return (
    <path
      class="ct-share-hatch"
      d={Array.from({ length: count }, (_, index) => `M${Math.round(props.x + 5 + index * 10)} 0v24`).join('')}
    />
  );
}
