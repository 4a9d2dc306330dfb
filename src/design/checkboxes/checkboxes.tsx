import { Choices, type ChoicesProps } from '../choices/choices.tsx';

/** Any number of answers out of a few. */
export function Checkboxes(props: ChoicesProps & { values?: readonly string[] | undefined }) {
  return <Choices {...props} kind="checkboxes" isChecked={(value) => props.values?.includes(value) ?? false} />;
}
