import { type Attributes, type Size, type Slot, classes, isFilled } from '../common.ts';
import { Caption, type CaptionOptions } from '../caption/caption.tsx';
import { Heading } from '../heading/heading.tsx';

/** How a legend looks and whether it is the page's heading. */
export type LegendOptions = CaptionOptions & {
  legend?: Slot;
  legendSize?: Size | undefined;
  /** The legend is also the page's `h1`. */
  legendIsHeading?: boolean | undefined;
  legendId?: string | undefined;
  legendClass?: string | undefined;
};

/** Several controls that answer one question. */
export function Fieldset(
  props: LegendOptions & {
    children?: Slot;
    describedBy?: string | undefined;
    role?: 'group' | undefined;
    id?: string | undefined;
    class?: string | undefined;
    attributes?: Attributes | undefined;
  },
) {
  return (
    <fieldset
      class={classes('nhsuk-fieldset', props.class)}
      id={props.id}
      role={props.role}
      aria-describedby={props.describedBy}
      {...props.attributes}
    >
      <Legend {...props} />
      {props.children}
    </fieldset>
  );
}

function Legend(props: LegendOptions) {
  if (!isFilled(props.legend)) return null;
  const placement = props.captionPlacement === 'before' ? 'start' : (props.captionPlacement ?? 'start');
  const caption = isFilled(props.caption) && (
    <Caption size={props.legendSize} placement={placement} element={props.captionElement}>
      {props.caption}
    </Caption>
  );
  const inner = (
    <>
      {placement === 'start' && caption}
      {props.legend}
      {placement === 'end' && caption}
    </>
  );
  return (
    <>
      <legend
        class={classes(
          'nhsuk-fieldset__legend',
          props.legendSize && `nhsuk-fieldset__legend--${props.legendSize}`,
          props.legendClass,
        )}
        id={props.legendId}
      >
        {props.legendIsHeading ? (
          <Heading level={1} class="nhsuk-fieldset__heading">
            {inner}
          </Heading>
        ) : (
          inner
        )}
      </legend>
      {placement === 'after' && caption}
    </>
  );
}
