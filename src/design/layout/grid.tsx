import { type Slot, classes } from '../common.ts';

/** A list of cards or tiles in as many columns as fit. */
export function Grid(props: { items: readonly Slot[]; tiles?: boolean | undefined }) {
  return (
    <ul class={classes('ct-grid', props.tiles && 'ct-grid--tiles')}>
      {props.items.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}
