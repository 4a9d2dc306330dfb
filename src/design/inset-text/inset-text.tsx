import { type Attributes, type Slot, classes } from '../common.ts';

/** Words set apart from the text around them. `text` is one paragraph, `children` is anything else. */
export function InsetText(props: {
  text?: Slot;
  children?: Slot;
  hiddenText?: string | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  return (
    <div class={classes('nhsuk-inset-text', props.class)} id={props.id} {...props.attributes}>
      <span class="nhsuk-u-visually-hidden">{`${props.hiddenText ?? 'Information'}: `}</span>
      {props.children ?? <p>{props.text}</p>}
    </div>
  );
}
