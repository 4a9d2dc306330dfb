import { Checkboxes, Select } from '../../../design/index.ts';
import { errorOf } from '../../../design/index.ts';
import { typedList, typedText, type FormView } from '../../../lib/form-reader.ts';

type Named = { id: string; name?: string; title?: string };

/** Choosing one of many records by its name. */
export function RecordSelect(props: {
  form: FormView;
  name: string;
  label: string;
  items: readonly Named[];
  none?: string;
}) {
  return (
    <Select
      name={props.name}
      label={props.label}
      value={typedText(props.form.typed, props.name)}
      error={errorOf(props.form, props.name)}
      items={[
        { value: '', text: props.none ?? 'Choose' },
        ...props.items.map((one) => ({ value: one.id, text: one.name ?? one.title ?? '' })),
      ]}
    />
  );
}

/** Choosing the priorities that something serves. */
export function PriorityBoxes(props: { form: FormView; priorities: readonly { id: string; title: string }[] }) {
  if (props.priorities.length === 0) return null;
  return (
    <Checkboxes
      name="priorities"
      legend="Priorities that it serves"
      legendSize="s"
      values={typedList(props.form.typed, 'priorities')}
      items={props.priorities.map((one) => ({ value: one.id, text: one.title }))}
    />
  );
}
