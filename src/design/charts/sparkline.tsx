import { linePath } from './line-chart.tsx';
import { Mark } from './marks.tsx';

/** A line in a line of text. The words beside it must say the same: pass them as `words`. */
export function Sparkline(props: { values: readonly (number | null)[]; words: string }) {
  const known = props.values.filter((value) => value !== null);
  if (known.length === 0) return <span>{props.words}</span>;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  function x(index: number): number {
    return 4 + (index / Math.max(1, props.values.length - 1)) * 92;
  }
  function y(value: number): number {
    return high === low ? 14 : 23 - ((value - low) / (high - low)) * 18;
  }
  const last = props.values.findLastIndex((value) => value !== null);
  return (
    <svg class="ct-sparkline" viewBox="0 0 100 28" role="img" aria-label={props.words}>
      <path class="ct-chart__line" d={linePath(props.values, x, y)} />
      <Mark shape={0} x={x(last)} y={y(props.values[last] ?? low)} class="ct-chart__point" />
    </svg>
  );
}
