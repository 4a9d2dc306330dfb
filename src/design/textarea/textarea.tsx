import { type FieldProps, classes, describedBy, isError } from '../common.ts';
import { Field } from '../field/field.tsx';

/** What a text area takes beside the shared field shape. */
export type TextareaProps = FieldProps & {
  value?: string | undefined;
  rows?: number | undefined;
  spellcheck?: boolean | undefined;
  autocomplete?: string | undefined;
};

/** A field of several lines. */
export function Textarea(props: TextareaProps) {
  const id = props.id ?? props.name;
  return (
    <Field field={{ ...props, id }}>
      {props.before}
      <textarea
        class={classes('nhsuk-textarea', isError(props.error) && 'nhsuk-textarea--error', props.class)}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        disabled={props.disabled}
        aria-describedby={describedBy(id, props.hint, props.error, props.describedBy)}
        autocomplete={props.autocomplete}
        spellcheck={props.spellcheck}
        {...props.attributes}
      >
        {props.value}
      </textarea>
      {props.after}
    </Field>
  );
}
