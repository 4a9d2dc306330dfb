import { type Attributes, type Slot, classes } from '../common.ts';

/** What is wrong with one field and how to mend it. `hiddenText=""` leaves out the spoken "Error:". */
export function ErrorMessage(props: {
  children: Slot;
  hiddenText?: string | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  const hidden = props.hiddenText ?? 'Error';
  return (
    <span class={classes('nhsuk-error-message', props.class)} id={props.id} {...props.attributes}>
      {hidden && <span class="nhsuk-u-visually-hidden">{`${hidden}: `}</span>}
      {props.children}
    </span>
  );
}
