import { Button, Quote, Radios, errorOf, LongField } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import type { Objection } from '../store/objections.ts';

/** The form for a reply to an objection. */
export function ReplyPage(props: { objection: Objection; action: string; form: FormView }) {
  const { objection, form } = props;
  return (
    <>
      <h1>Reply to an objection</h1>
      <Quote source={objection.raisedBy}>{objection.reason}</Quote>
      <form method="post" action={props.action}>
        <LongField form={form} name="reply" label="Your reply" hint="Everyone can read it." rows={6} />
        <Radios
          name="kind"
          legend="What happens to the priority?"
          legendSize="s"
          value={typedText(form.typed, 'kind')}
          error={errorOf(form, 'kind')}
          items={[
            { value: 'answered', text: 'It stays as it is' },
            { value: 'upheld', text: 'It changes, because the objection is right' },
          ]}
        />
        <Button preventDoubleClick>Send the reply</Button>
      </form>
    </>
  );
}
