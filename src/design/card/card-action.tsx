import { type Attributes, type Slot, classes, isFilled } from '../common.ts';

/** A link or small button in the head of a card or at the end of a summary row. */
export type CardAction = {
  text: Slot;
  href?: string | undefined;
  type?: 'button' | 'submit' | undefined;
  name?: string | undefined;
  value?: string | undefined;
  /** Spoken after the words, so that ten "Change" links can be told apart. */
  hiddenText?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
};

/** One action; `heading` is spoken after it in brackets. */
export function CardActionLink(props: { action: CardAction; heading?: Slot }) {
  const { action, heading } = props;
  const inner = (
    <>
      {action.text}
      {(action.hiddenText || isFilled(heading)) && (
        <span class="nhsuk-u-visually-hidden">
          {action.hiddenText && ` ${action.hiddenText}`}
          {isFilled(heading) && <> ({heading})</>}
        </span>
      )}
    </>
  );
  const className = classes('nhsuk-link', action.class);
  return action.href !== undefined && action.type === undefined ? (
    <a class={className} href={action.href} {...action.attributes}>
      {inner}
    </a>
  ) : (
    <button
      class={className}
      type={action.type ?? 'submit'}
      name={action.name}
      value={action.value}
      {...action.attributes}
    >
      {inner}
    </button>
  );
}
