import { Choices, type ChoicesProps } from '../choices/choices.tsx';

/** One answer out of a few. */
export function Radios(props: ChoicesProps & { value?: string | undefined }) {
  return <Choices {...props} kind="radios" isChecked={(value) => value === props.value} />;
}
