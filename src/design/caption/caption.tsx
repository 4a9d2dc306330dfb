import { type Slot, type Size, classes } from '../common.ts';

/** Small words above or below a heading, label or legend. */
export type CaptionOptions = {
  caption?: Slot;
  /** Inside the heading at its start (usual) or end, or outside it before or after. */
  captionPlacement?: 'start' | 'end' | 'before' | 'after' | undefined;
  captionElement?: 'span' | 'p' | 'div' | undefined;
};

/** The caption of a heading; it follows the heading's size. */
export function Caption(props: {
  children: Slot;
  size?: Size | 'xxl' | undefined;
  placement?: CaptionOptions['captionPlacement'];
  element?: CaptionOptions['captionElement'];
}) {
  const Tag = props.element ?? 'span';
  return (
    <Tag
      class={classes(
        props.size && props.size !== 's' ? `nhsuk-caption-${props.size}` : 'nhsuk-caption',
        (props.placement === 'after' || props.placement === 'end') && 'nhsuk-caption--bottom',
      )}
    >
      {props.children}
    </Tag>
  );
}
