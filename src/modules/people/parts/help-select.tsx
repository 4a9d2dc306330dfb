import { Select } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { helpKinds, helpKindWords } from '../domain/words.ts';

/** What kind of help it is: so that help given twice, and help that nobody gives, can be told. */
export function HelpSelect(props: { form: FormView }) {
  return (
    <Select
      name="help"
      label="What kind of help is it? (optional)"
      value={typedText(props.form.typed, 'help')}
      items={[
        { value: '', text: 'Not said' },
        ...helpKinds.map((value) => ({
          value,
          text: helpKindWords[value].charAt(0).toUpperCase() + helpKindWords[value].slice(1),
        })),
      ]}
    />
  );
}
