import { type Attributes, type Slot, classes, isFilled, trueOrFalse } from '../common.ts';
import { Icon, type IconName } from '../icon/icon.tsx';

/**
 * The looks a button may have. One main button a page; the others are `secondary`. `reverse`, `login` and
 * `secondary-solid` exist for conformance; our style sheet leaves them out.
 */
export type ButtonVariant = 'brand' | 'login' | 'reverse' | 'secondary' | 'secondary-solid' | 'warning';

/** What a button takes: with `href` it is a link that looks like a button, otherwise it submits its form. */
export type ButtonProps = {
  children?: Slot;
  href?: string | undefined;
  type?: 'button' | 'submit' | 'reset' | undefined;
  name?: string | undefined;
  value?: string | undefined;
  variant?: ButtonVariant | undefined;
  small?: boolean | undefined;
  disabled?: boolean | undefined;
  icon?: IconName | undefined;
  iconPlacement?: 'start' | 'end' | undefined;
  /** Ignores a second press within one second. Use it where a second record would be a nuisance. */
  preventDoubleClick?: boolean | undefined;
  label?: string | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
};

/** A form button, or a link that looks like one. */
export function Button(props: ButtonProps) {
  const shared = {
    class: classes(
      'nhsuk-button',
      props.variant && `nhsuk-button--${props.variant}`,
      props.icon && 'nhsuk-button--icon',
      props.small && 'nhsuk-button--small',
      props.class,
    ),
    id: props.id,
    'data-module': 'nhsuk-button',
    'data-prevent-double-click': trueOrFalse(props.preventDoubleClick),
    'aria-label': props.label,
    ...props.attributes,
  };
  const icon = props.icon && <Icon name={props.icon} />;
  const text =
    icon && isFilled(props.children) ? <span class="nhsuk-button__content">{props.children}</span> : props.children;
  const inner = (
    <>
      {props.iconPlacement !== 'end' && icon}
      {text}
      {props.iconPlacement === 'end' && icon}
    </>
  );
  if (props.href !== undefined && props.type === undefined) {
    return (
      <a {...shared} href={props.href} role="button" draggable={false}>
        {inner}
      </a>
    );
  }
  return (
    <button
      {...shared}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      disabled={props.disabled}
      aria-disabled={props.disabled ? 'true' : undefined}
    >
      {inner}
    </button>
  );
}
