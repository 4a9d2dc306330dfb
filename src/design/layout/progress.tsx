import type { Slot } from '../common.ts';

/** How far something is, in words and as a bar. */
export function Progress(props: { label: string; value: number; max: number; words?: Slot }) {
  const { label, value, max } = props;
  return (
    <div class="ct-progress">
      <p class="ct-progress__label">
        <span>{label}</span>
        <span>{props.words ?? `${value} of ${max}`}</span>
      </p>
      <progress class="ct-progress__bar" value={value} max={Math.max(1, max)} aria-label={label}>
        {`${value} of ${max}`}
      </progress>
    </div>
  );
}
