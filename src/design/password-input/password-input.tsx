import { classes } from '../common.ts';
import { Button, type ButtonVariant } from '../button/button.tsx';
import { Input, type InputProps } from '../input/input.tsx';

/** A password with a button that shows it (the button appears only where its script runs). */
export function PasswordInput(
  props: Omit<InputProps, 'type' | 'spellcheck' | 'autocapitalize' | 'autocomplete'> & {
    autocomplete?: 'current-password' | 'new-password' | undefined;
    showText?: string | undefined;
    showLabel?: string | undefined;
    button?:
      | {
          variant?: ButtonVariant | undefined;
          disabled?: boolean | undefined;
          preventDoubleClick?: boolean | undefined;
        }
      | undefined;
  },
) {
  const id = props.id ?? props.name;
  return (
    <Input
      {...props}
      id={id}
      type="password"
      spellcheck={false}
      autocapitalize="none"
      autocomplete={props.autocomplete ?? 'current-password'}
      class={classes('nhsuk-password-input__input nhsuk-js-password-input-input', props.class)}
      groupClass={classes(props.groupClass, 'nhsuk-password-input')}
      groupAttributes={{ 'data-module': 'nhsuk-password-input', ...props.groupAttributes }}
      after={
        <>
          <Button
            type="button"
            variant={props.button?.variant ?? 'secondary'}
            small={!props.large}
            disabled={props.button?.disabled ?? props.disabled}
            preventDoubleClick={props.button?.preventDoubleClick}
            label={props.showLabel ?? 'Show password'}
            class="nhsuk-password-input__toggle nhsuk-js-password-input-toggle"
            attributes={{ 'aria-controls': id, hidden: true }}
          >
            {props.showText ?? 'Show'}
          </Button>
          {props.after}
        </>
      }
    />
  );
}
