import { type Slot, classes } from '../common.ts';
import { Icon, type IconName } from '../icon/icon.tsx';

/** One large answer button. */
export type ChoiceButton = {
  value: string;
  text: Slot;
  icon?: IconName | undefined;
  tone?: 'accent' | 'warm' | 'plain' | undefined;
  pressed?: boolean | undefined;
};

/** Large buttons that each send the form with their value, for answers of one tap. Put it inside a form. */
export function ChoiceButtons(props: { name: string; label: string; items: readonly ChoiceButton[] }) {
  return (
    <div class="ct-votes" role="group" aria-label={props.label}>
      {props.items.map((item) => (
        <button
          class={classes('ct-vote', item.tone && item.tone !== 'accent' && `ct-vote--${item.tone}`)}
          type="submit"
          name={props.name}
          value={item.value}
          aria-pressed={item.pressed === undefined ? undefined : item.pressed ? 'true' : 'false'}
          key={item.value}
        >
          {item.icon && <Icon name={item.icon} />}
          {item.text}
        </button>
      ))}
    </div>
  );
}
