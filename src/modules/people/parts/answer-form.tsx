import { Button, Radios, TextField, errorOf } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';

/** What somebody says to what a colleague asks of them: one of the answers, and a few words. */
export function AnswerForm(props: {
  form: FormView;
  action: string;
  version: number;
  answers: readonly { value: string; text: string }[];
  /** When the words are needed. */
  hint: string;
}) {
  const { form, answers } = props;
  return (
    <form method="post" action={props.action}>
      <input type="hidden" name="version" value={props.version} />
      <Radios
        name="answer"
        legend="What do you want to say?"
        legendSize="m"
        value={typedText(form.typed, 'answer')}
        error={errorOf(form, 'answer')}
        items={answers}
      />
      <TextField form={form} name="words" label="In a few words" hint={props.hint} />
      <Button preventDoubleClick>Save</Button>
    </form>
  );
}
