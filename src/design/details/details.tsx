import { type Attributes, type Slot, classes } from '../common.ts';

/** More for those who want it; closed at first. `expander` draws it as a box across the column. */
export function Details(props: {
  summary: Slot;
  children: Slot;
  open?: boolean | undefined;
  expander?: boolean | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  return (
    <details
      class={classes('nhsuk-details', props.expander && 'nhsuk-expander', props.class)}
      id={props.id}
      open={props.open}
      {...props.attributes}
    >
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{props.summary}</span>
      </summary>
      <div class="nhsuk-details__text">{props.children}</div>
    </details>
  );
}
