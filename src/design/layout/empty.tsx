import type { Slot } from '../common.ts';

/** A place where nothing is yet: what will be here, why it matters, and the first step. */
export function Empty(props: { heading: Slot; headingLevel?: 2 | 3 | undefined; children: Slot }) {
  const Tag = props.headingLevel === 3 ? 'h3' : 'h2';
  return (
    <div class="ct-empty">
      <Tag class="nhsuk-heading-s">{props.heading}</Tag>
      {props.children}
    </div>
  );
}
