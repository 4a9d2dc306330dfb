import { Button, InsetText, LongField, TextField } from '../../../design/index.ts';
import type { FormView } from '../../../lib/form-reader.ts';

/** The form for an objection. */
export function RaiseObjectionPage(props: { title: string; action: string; form: FormView }) {
  const { form } = props;
  return (
    <>
      <h1>Say why you object</h1>
      <p>
        To the priority “{props.title}”. Who would lose by it? What have we missed? The planners will reply, and both
        stay on the page.
      </p>
      <InsetText text="Everyone can read what you write here. Do not write about other people by name." />
      <form method="post" action={props.action}>
        <LongField form={form} name="reason" label="Why do you object?" rows={6} />
        <TextField
          form={form}
          name="name"
          label="What should we call you?"
          hint="This can be your name, or something like “A resident of the Quayside”"
        />
        <Button preventDoubleClick>Send your objection</Button>
      </form>
    </>
  );
}
