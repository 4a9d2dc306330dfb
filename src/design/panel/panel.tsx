import { type Attributes, type Slot, classes, isFilled } from '../common.ts';
import { Heading } from '../heading/heading.tsx';

/** The end of a journey ("Application complete"), or an interruption that must be read first. */
export function Panel(props: {
  heading: Slot;
  headingLevel?: 1 | 2 | 3 | 4 | undefined;
  headingSize?: 'm' | 'l' | 'xl' | undefined;
  headingId?: string | undefined;
  headingClass?: string | undefined;
  children?: Slot;
  variant?: 'interruption' | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  return (
    <div
      class={classes('nhsuk-panel', props.variant && `nhsuk-panel--${props.variant}`, props.class)}
      id={props.id}
      {...props.attributes}
    >
      <Heading
        level={props.headingLevel ?? 1}
        class={classes(
          'nhsuk-panel__heading',
          props.headingSize && `nhsuk-panel__heading--${props.headingSize}`,
          props.headingClass,
        )}
        id={props.headingId}
      >
        {props.heading}
      </Heading>
      {isFilled(props.children) && <div class="nhsuk-panel__body">{props.children}</div>}
    </div>
  );
}
