import { type Attributes, type FieldProps, classes, describedBy, isError, isFilled } from '../common.ts';
import { Field } from '../field/field.tsx';

/** One option of a select; without a value its text is sent. */
export type SelectOption = {
  value?: string | undefined;
  text: string;
  disabled?: boolean | undefined;
  selected?: boolean | undefined;
  attributes?: Attributes | undefined;
};

/** One answer out of many. Prefer radios up to about ten. */
export function Select(
  props: FieldProps & { items: readonly (SelectOption | { divider: true })[]; value?: string | undefined },
) {
  const id = props.id ?? props.name;
  const control = (
    <select
      class={classes('nhsuk-select', isError(props.error) && 'nhsuk-select--error', props.class)}
      id={id}
      name={props.name}
      disabled={props.disabled}
      aria-describedby={describedBy(id, props.hint, props.error, props.describedBy)}
      {...props.attributes}
    >
      {props.items.map((item, index) =>
        'divider' in item ? (
          <hr key={index} />
        ) : (
          <option
            key={index}
            value={item.value}
            selected={item.selected ?? (props.value !== undefined && (item.value ?? item.text) === props.value)}
            disabled={item.disabled}
            {...item.attributes}
          >
            {item.text}
          </option>
        ),
      )}
    </select>
  );
  return (
    <Field field={{ ...props, id }}>
      {isFilled(props.before) || isFilled(props.after) ? (
        <div class="nhsuk-input-wrapper">
          {props.before}
          {control}
          {props.after}
        </div>
      ) : (
        control
      )}
    </Field>
  );
}
