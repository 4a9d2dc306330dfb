import { type FieldProps, type Slot, classes, isError, isFilled } from '../common.ts';
import { ErrorMessage } from '../error-message/error-message.tsx';
import { Hint } from '../hint/hint.tsx';
import { Label } from '../label/label.tsx';

/** Hint and error message of a field or a group, with the ids that `describedBy()` names. */
export function FieldHelp(props: { id: string; hint?: Slot; error?: Slot }) {
  return (
    <>
      {isFilled(props.hint) && <Hint id={`${props.id}-hint`}>{props.hint}</Hint>}
      {isFilled(props.error) && <ErrorMessage id={`${props.id}-error`}>{props.error}</ErrorMessage>}
    </>
  );
}

/** The form group around one control: label, hint, message, and the control itself as children. */
export function Field(props: { field: FieldProps; children: Slot }) {
  const { field } = props;
  const id = field.id ?? field.name;
  return (
    <div
      class={classes('nhsuk-form-group', isError(field.error) && 'nhsuk-form-group--error', field.groupClass)}
      {...field.groupAttributes}
    >
      <Label
        for={id}
        size={field.labelSize}
        isHeading={field.labelIsHeading}
        id={field.labelId}
        class={field.labelClass}
      >
        {field.label}
      </Label>
      <FieldHelp id={id} hint={field.hint} error={field.error} />
      {props.children}
    </div>
  );
}
