import { Button, DayField, InsetText, TextField } from '../../../design/index.ts';
import type { FormView } from '../../../lib/form-reader.ts';

/** The form on which one says who will ask about strengths and circle. */
export function AskingPage(props: { form: FormView; action: string; sentence: string }) {
  return (
    <>
      <h1>Who will ask?</h1>
      <InsetText text={props.sentence} />
      <p>It keeps nothing waiting: what is urgent is done today.</p>
      <form method="post" action={props.action}>
        <TextField form={props.form} name="who" label="Who will ask?" width={30} />
        <DayField form={props.form} name="by" legend="By when?" hint="Within fourteen days" />
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
