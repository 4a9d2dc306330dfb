import { type Attributes, type Size, type Slot, classes, isFilled } from '../common.ts';
import { Caption, type CaptionOptions } from '../caption/caption.tsx';
import { Heading } from '../heading/heading.tsx';

/** What a label takes. */
export type LabelProps = CaptionOptions & {
  for?: string | undefined;
  children?: Slot;
  size?: Size | undefined;
  /** Wraps the label in the page's heading. */
  isHeading?: boolean | undefined;
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  headingId?: string | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
};

/** The name of a form control; renders nothing without words. */
export function Label(props: LabelProps) {
  if (!isFilled(props.children)) return null;
  const caption = isFilled(props.caption) && (
    <Caption size={props.size} placement={props.captionPlacement} element={props.captionElement}>
      {props.caption}
    </Caption>
  );
  const placement = props.captionPlacement ?? 'start';
  const label = (
    <label
      class={classes('nhsuk-label', props.size && `nhsuk-label--${props.size}`, props.class)}
      id={props.id}
      for={props.for}
      {...props.attributes}
    >
      {placement === 'start' && caption}
      {props.children}
      {placement === 'end' && caption}
    </label>
  );
  return (
    <>
      {placement === 'before' && caption}
      {props.isHeading ? (
        <Heading level={props.headingLevel ?? 1} class="nhsuk-label-wrapper" id={props.headingId}>
          {label}
        </Heading>
      ) : (
        label
      )}
      {placement === 'after' && caption}
    </>
  );
}
