import { type Attributes, type FieldProps, type Slot, classes, describedBy, isError, isFilled } from '../common.ts';
import { Field } from '../field/field.tsx';

/** What a one-line text field takes beside the shared field shape. */
export type InputProps = FieldProps & {
  value?: string | number | undefined;
  type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password' | undefined;
  /** Width in characters. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined;
  inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search' | 'text' | undefined;
  autocomplete?: string | undefined;
  autocapitalize?: 'none' | 'sentences' | 'words' | 'characters' | undefined;
  spellcheck?: boolean | undefined;
  pattern?: string | undefined;
  placeholder?: string | undefined;
  large?: boolean | undefined;
  /** Wide letters, for references and codes. */
  code?: boolean | undefined;
  prefix?: Slot;
  suffix?: Slot;
  wrapperClass?: string | undefined;
  wrapperAttributes?: Attributes | undefined;
};

/** A one-line text field. */
export function Input(props: InputProps) {
  const id = props.id ?? props.name;
  const control = <InputControl {...props} />;
  const isWrapped =
    isFilled(props.prefix) ||
    isFilled(props.suffix) ||
    isFilled(props.before) ||
    isFilled(props.after) ||
    props.wrapperClass !== undefined;
  return (
    <Field field={{ ...props, id }}>
      {isWrapped ? (
        <div
          class={classes('nhsuk-input-wrapper', props.large && 'nhsuk-input-wrapper--large', props.wrapperClass)}
          {...props.wrapperAttributes}
        >
          {props.before}
          {isFilled(props.prefix) && (
            <div class="nhsuk-input-wrapper__prefix" aria-hidden="true">
              {props.prefix}
            </div>
          )}
          {control}
          {isFilled(props.suffix) && (
            <div class="nhsuk-input-wrapper__suffix" aria-hidden="true">
              {props.suffix}
            </div>
          )}
          {props.after}
        </div>
      ) : (
        control
      )}
    </Field>
  );
}

/** The bare `<input>` with its classes, for components that bring their own group. */
export function InputControl(props: Omit<InputProps, 'label'>) {
  const id = props.id ?? props.name;
  return (
    <input
      class={classes(
        'nhsuk-input',
        props.large && 'nhsuk-input--large',
        props.code && 'nhsuk-input--code',
        isError(props.error) && 'nhsuk-input--error',
        props.width !== undefined && `nhsuk-input--width-${props.width}`,
        props.class,
      )}
      id={id}
      name={props.name}
      {...typeOf(props)}
      value={props.value}
      disabled={props.disabled}
      aria-describedby={describedBy(id, props.hint, props.error, props.describedBy)}
      autocomplete={props.autocomplete}
      pattern={props.pattern}
      placeholder={props.placeholder}
      spellcheck={props.spellcheck}
      autocapitalize={props.autocapitalize}
      inputmode={props.inputmode}
      {...props.attributes}
    />
  );
}

/** The type as a loose attribute: the types of Preact want one literal for each kind of control. */
function typeOf(props: Pick<InputProps, 'type'>): Attributes {
  return { type: props.type ?? 'text' };
}
