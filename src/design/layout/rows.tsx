import type { Slot } from '../common.ts';

/** A quiet list of things, one under the other in one box. */
export function Rows(props: { items: readonly Slot[] }) {
  return (
    <ul class="ct-rows">
      {props.items.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}
