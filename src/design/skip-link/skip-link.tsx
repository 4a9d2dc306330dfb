import { type Attributes, type Slot, classes } from '../common.ts';

/** The first link of a page: past everything that every page has. */
export function SkipLink(props: {
  href?: string | undefined;
  children?: Slot;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  return (
    <a
      class={classes('nhsuk-skip-link', props.class)}
      id={props.id}
      data-module="nhsuk-skip-link"
      href={props.href ?? '#maincontent'}
      {...props.attributes}
    >
      {props.children ?? 'Skip to main content'}
    </a>
  );
}
