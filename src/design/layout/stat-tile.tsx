import { type Slot, isFilled } from '../common.ts';

/** One figure with what it counts and, in small, where it comes from or how it moved. */
export function StatTile(props: { value: Slot; label: Slot; note?: Slot; href?: string | undefined }) {
  return (
    <div class="ct-tile">
      <p class="ct-tile__value">{props.value}</p>
      <p class="ct-tile__label">{props.href === undefined ? props.label : <a href={props.href}>{props.label}</a>}</p>
      {isFilled(props.note) && <p class="ct-tile__note">{props.note}</p>}
    </div>
  );
}
