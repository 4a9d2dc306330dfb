import { Button, LongField } from '../../../design/index.ts';
import type { FormView } from '../../../lib/form-reader.ts';

/** The form with which a story is withdrawn. */
export function WithdrawStoryPage(props: { title: string; action: string; form: FormView }) {
  return (
    <>
      <h1>Withdraw “{props.title}”</h1>
      <p>
        The words of the story go. Its title, your reason and who took it up stay, so that nobody wonders where it went.
        A withdrawn story cannot be published again.
      </p>
      <form method="post" action={props.action}>
        <LongField form={props.form} name="reason" label="Why is it withdrawn?" hint="Everyone can read this." />
        <Button variant="warning" preventDoubleClick>
          Withdraw the story
        </Button>
      </form>
    </>
  );
}
