import { type Attributes, type Slot, classes } from '../common.ts';
import { Icon } from '../icon/icon.tsx';

/** A prominent link with an arrow, to the one next step of a page. With `type` it is a form button. */
export function ActionLink(props: {
  href?: string | undefined;
  type?: 'button' | 'submit' | undefined;
  children: Slot;
  reverse?: boolean | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  const shared = {
    class: classes('nhsuk-action-link', props.reverse && 'nhsuk-action-link--reverse', props.class),
    id: props.id,
    ...props.attributes,
  };
  const inner = (
    <>
      <Icon name="arrow-right-circle" />
      <span class="nhsuk-action-link__text">{props.children}</span>
    </>
  );
  return props.href !== undefined && props.type === undefined ? (
    <a {...shared} href={props.href}>
      {inner}
    </a>
  ) : (
    <button {...shared} type={props.type ?? 'submit'}>
      {inner}
    </button>
  );
}
