import { type Attributes, type Slot, classes } from '../common.ts';

/** One sentence that helps to answer; a control points to it by `aria-describedby`. */
export function Hint(props: {
  children: Slot;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  return (
    <div class={classes('nhsuk-hint', props.class)} id={props.id} {...props.attributes}>
      {props.children}
    </div>
  );
}
