import { Button, DayField, TextField } from '../../../design/index.ts';
import { outcomeProgress } from '../domain/outcome.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Outcome } from '../store/outcomes.ts';

/** The form for what was measured. */
export function RecordReadingPage(props: { outcome: Outcome; action: string; form: FormView }) {
  const { outcome, form } = props;
  return (
    <>
      <h1>Record a figure for “{outcome.title}”</h1>
      <p>{outcomeProgress(outcome).sentence}</p>
      <p>A figure for a day that already has one takes its place.</p>
      <form method="post" action={props.action}>
        <TextField form={form} name="value" label={`Figure (${outcome.unit})`} width={10} inputmode="decimal" />
        <DayField form={form} name="on" legend="Day it was measured" />
        <TextField form={form} name="source" label="Where it comes from" />
        <Button preventDoubleClick>Record this figure</Button>
      </form>
    </>
  );
}
