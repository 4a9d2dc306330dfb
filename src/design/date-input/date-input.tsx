import { type Attributes, type Slot, classes, describedBy, isError, isFilled } from '../common.ts';
import { FieldHelp } from '../field/field.tsx';
import { Fieldset, type LegendOptions } from '../fieldset/fieldset.tsx';
import { InputControl } from '../input/input.tsx';
import { Label } from '../label/label.tsx';

/** The three parts of a date. */
export type DatePart = 'day' | 'month' | 'year';

/** One box of a date. */
export type DateInputPart = {
  part: DatePart;
  /** Name sent with the form; `<name>-<part>` unless said otherwise. */
  name?: string | undefined;
  id?: string | undefined;
  label?: Slot;
  width?: 2 | 3 | 4 | undefined;
  value?: string | number | undefined;
  autocomplete?: string | undefined;
  disabled?: boolean | undefined;
  error?: boolean | undefined;
  class?: string | undefined;
};

const usual: readonly DateInputPart[] = [{ part: 'day' }, { part: 'month' }, { part: 'year' }];
const words = { day: 'Day', month: 'Month', year: 'Year' } as const;

/**
 * A date typed as numbers. Sends `<name>-day`, `<name>-month` and `<name>-year`.
 * `errorParts` marks single boxes; without it an `error` marks all. Link errors to `#<name>` or `#<name>-day`.
 */
export function DateInput(
  props: LegendOptions & {
    name: string;
    id?: string | undefined;
    value?: { [part in DatePart]?: string | number | undefined } | undefined;
    hint?: Slot;
    error?: Slot;
    errorParts?: readonly DatePart[] | undefined;
    parts?: readonly DateInputPart[] | undefined;
    disabled?: boolean | undefined;
    class?: string | undefined;
    attributes?: Attributes | undefined;
    groupClass?: string | undefined;
  },
) {
  const id = props.id ?? props.name;
  const parts = props.parts ?? usual;
  const marked = parts.filter((part) => part.error ?? props.errorParts?.includes(part.part));
  const hasError = isError(props.error);
  const inner = (
    <>
      <FieldHelp id={id} hint={props.hint} error={props.error} />
      <div class={classes('nhsuk-date-input', props.class)} id={id} {...props.attributes}>
        {parts.map((part) => {
          const partId = part.id ?? `${id}-${part.part}`;
          return (
            <div class="nhsuk-date-input__item" key={partId}>
              <div
                class={classes(
                  'nhsuk-form-group',
                  (marked.includes(part) || (hasError && marked.length === 0 && part.error !== false)) &&
                    'nhsuk-form-group--error',
                )}
              >
                <Label for={partId} class="nhsuk-date-input__label">
                  {part.label ?? words[part.part]}
                </Label>
                <InputControl
                  name={part.name ?? `${props.name}-${part.part}`}
                  id={partId}
                  value={part.value ?? props.value?.[part.part]}
                  width={part.width ?? (part.part === 'year' ? 4 : 2)}
                  inputmode="numeric"
                  autocomplete={part.autocomplete}
                  disabled={part.disabled ?? props.disabled}
                  class={classes('nhsuk-date-input__input', part.class)}
                  error={marked.includes(part) || (hasError && marked.length === 0 && part.error !== false)}
                />
              </div>
            </div>
          );
        })}
      </div>
    </>
  );
  return (
    <div
      class={classes(
        'nhsuk-form-group',
        (hasError || marked.length > 0) && 'nhsuk-form-group--error',
        props.groupClass,
      )}
    >
      {isFilled(props.legend) ? (
        // JAWS reads the description of a fieldset of text boxes only with this role.
        <Fieldset
          legend={props.legend}
          legendSize={props.legendSize}
          legendIsHeading={props.legendIsHeading}
          legendId={props.legendId}
          legendClass={props.legendClass}
          role="group"
          describedBy={describedBy(id, props.hint, props.error)}
        >
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </div>
  );
}
