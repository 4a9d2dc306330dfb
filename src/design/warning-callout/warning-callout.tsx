import type { Attributes, Slot } from '../common.ts';
import { Card } from '../card/card.tsx';

/** Something a person must not miss. "Important" is spoken before a heading that does not say it. */
export function WarningCallout(props: {
  heading: Slot;
  headingLevel?: 2 | 3 | 4 | undefined;
  text?: Slot;
  children?: Slot;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  const saysImportant = typeof props.heading === 'string' && /important/i.test(props.heading);
  return (
    <Card
      variant="warning"
      heading={props.heading}
      headingLevel={props.headingLevel ?? 3}
      headingHiddenText={saysImportant ? undefined : 'Important'}
      description={props.text}
      id={props.id}
      class={props.class}
      attributes={props.attributes}
    >
      {props.children}
    </Card>
  );
}
