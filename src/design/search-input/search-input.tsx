import { type Slot, classes } from '../common.ts';
import { Button, type ButtonVariant } from '../button/button.tsx';
import type { IconName } from '../icon/icon.tsx';
import { Input, type InputProps } from '../input/input.tsx';

/** A search box with its button. `button={false}` leaves the button out. */
export function SearchInput(
  props: InputProps & {
    button?:
      | false
      | {
          text?: Slot;
          label?: string | undefined;
          icon?: IconName | false | undefined;
          variant?: ButtonVariant | undefined;
          disabled?: boolean | undefined;
        }
      | undefined;
  },
) {
  const { button = {} } = props;
  return (
    <Input
      {...props}
      type={props.type ?? 'search'}
      autocomplete={props.autocomplete ?? 'off'}
      class={classes('nhsuk-search-input__input', props.class)}
      wrapperClass={classes('nhsuk-search-input__wrapper', props.wrapperClass)}
      groupClass={classes('nhsuk-search-input', props.large && 'nhsuk-search-input--large', props.groupClass)}
      after={
        <>
          {button !== false && (
            <Button
              label={button.label ?? 'Search'}
              icon={button.icon === false ? undefined : (button.icon ?? 'search')}
              small={!props.large}
              disabled={button.disabled ?? props.disabled}
              variant={button.variant}
              class="nhsuk-search-input__button"
            >
              {button.text}
            </Button>
          )}
          {props.after}
        </>
      }
    />
  );
}
