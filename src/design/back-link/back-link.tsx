import { type Attributes, type Slot, classes } from '../common.ts';

/** A link (or, with `type`, a form button) that goes back one step. */
export function BackLink(props: {
  href?: string | undefined;
  type?: 'button' | 'submit' | undefined;
  children?: Slot;
  /** Spoken before the visible words. */
  hiddenText?: string | undefined;
  reverse?: boolean | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  const shared = {
    class: classes('nhsuk-back-link', props.reverse && 'nhsuk-back-link--reverse', props.class),
    id: props.id,
    ...props.attributes,
  };
  const inner = (
    <>
      {props.hiddenText && <span class="nhsuk-u-visually-hidden">{`${props.hiddenText} `}</span>}
      {props.children ?? 'Back'}
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
