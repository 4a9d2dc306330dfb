import { type Attributes, type Slot, classes, describedBy, isError, isFilled } from '../common.ts';
import { FieldHelp } from '../field/field.tsx';
import { Fieldset, type LegendOptions } from '../fieldset/fieldset.tsx';
import { Hint } from '../hint/hint.tsx';
import { Label } from '../label/label.tsx';

/** One radio button or checkbox. */
export type Choice = {
  value: string;
  text: Slot;
  hint?: Slot;
  disabled?: boolean | undefined;
  /** Overrides what the group's value says. */
  checked?: boolean | undefined;
  /** Shown only while this choice is taken (always shown without JavaScript). */
  conditional?: Slot;
  id?: string | undefined;
  /** Checkboxes only: a name of its own. */
  name?: string | undefined;
  /** Checkboxes only: clears ("none of these") or ticks ("all of these") the others of its group. */
  behaviour?: 'exclusive' | 'inclusive' | undefined;
  behaviourGroup?: string | undefined;
  attributes?: Attributes | undefined;
};

/** A word between choices, usually "or". */
export type Divider = { divider: Slot; behaviour?: 'exclusive' | 'inclusive' | undefined };

/** What a group of radio buttons or checkboxes takes. Without a legend there is no fieldset. */
export type ChoicesProps = LegendOptions & {
  name: string;
  /** Id of the first control and stem of the others; the name unless said otherwise. */
  id?: string | undefined;
  items: readonly (Choice | Divider)[];
  hint?: Slot;
  error?: Slot;
  describedBy?: string | undefined;
  disabled?: boolean | undefined;
  small?: boolean | undefined;
  inline?: boolean | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
  groupClass?: string | undefined;
  before?: Slot;
  after?: Slot;
};

/** The markup that radio buttons and checkboxes share. */
export function Choices(
  props: ChoicesProps & { kind: 'radios' | 'checkboxes'; isChecked: (value: string) => boolean },
) {
  const id = props.id ?? props.name;
  const block = `nhsuk-${props.kind}`;
  const hasFieldset = isFilled(props.legend);
  const described = describedBy(id, props.hint, props.error, props.describedBy);
  const inner = (
    <>
      <FieldHelp id={id} hint={props.hint} error={props.error} />
      <div
        class={classes(block, props.small && `${block}--small`, props.inline && `${block}--inline`, props.class)}
        data-module={block}
        {...props.attributes}
      >
        {props.before}
        {props.items.map((item, index) =>
          'divider' in item ? (
            <div
              class={classes(
                `${block}__divider`,
                item.behaviour === 'inclusive' && 'nhsuk-u-frontend-not-supported-hidden',
              )}
              key={index}
            >
              {item.divider}
            </div>
          ) : (
            <ChoiceItem
              key={index}
              item={item}
              id={item.id ?? (index === 0 ? id : `${id}-${index + 1}`)}
              name={item.name ?? props.name}
              kind={props.kind}
              isChecked={item.checked ?? props.isChecked(item.value)}
              isDisabled={item.disabled ?? props.disabled ?? false}
              describedBy={!hasFieldset && props.kind === 'checkboxes' ? described : undefined}
            />
          ),
        )}
        {props.after}
      </div>
    </>
  );
  return (
    <div class={classes('nhsuk-form-group', isError(props.error) && 'nhsuk-form-group--error', props.groupClass)}>
      {hasFieldset ? (
        <Fieldset
          legend={props.legend}
          legendSize={props.legendSize}
          legendIsHeading={props.legendIsHeading}
          legendId={props.legendId}
          legendClass={props.legendClass}
          caption={props.caption}
          captionPlacement={props.captionPlacement}
          describedBy={described}
        >
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </div>
  );
}

function ChoiceItem(props: {
  item: Choice;
  id: string;
  name: string;
  kind: 'radios' | 'checkboxes';
  isChecked: boolean;
  isDisabled: boolean;
  describedBy: string | undefined;
}) {
  const { item, id } = props;
  const block = `nhsuk-${props.kind}`;
  const hasConditional = isFilled(item.conditional);
  return (
    <>
      <div class={classes(`${block}__item`, item.behaviour === 'inclusive' && 'nhsuk-u-frontend-not-supported-hidden')}>
        <input
          class={`${block}__input`}
          id={id}
          name={props.name}
          type={props.kind === 'radios' ? 'radio' : 'checkbox'}
          value={item.value}
          checked={props.isChecked}
          disabled={props.isDisabled}
          data-behaviour={item.behaviour}
          data-behaviour-group={item.behaviourGroup}
          data-aria-controls={hasConditional ? `conditional-${id}` : undefined}
          aria-describedby={classes(props.describedBy, isFilled(item.hint) && `${id}-item-hint`) || undefined}
          {...item.attributes}
        />
        <Label for={id} class={`${block}__label`}>
          {item.text}
        </Label>
        {isFilled(item.hint) && (
          <Hint id={`${id}-item-hint`} class={`${block}__hint`}>
            {item.hint}
          </Hint>
        )}
      </div>
      {hasConditional && (
        <div
          class={classes(`${block}__conditional`, !props.isChecked && `${block}__conditional--hidden`)}
          id={`conditional-${id}`}
        >
          {item.conditional}
        </div>
      )}
    </>
  );
}
