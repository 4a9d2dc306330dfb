import { Button, Rows, TextField } from '../../../design/index.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { DoButton } from '../parts/confirm-form.tsx';
import type { Voice } from '../store/evidence.ts';

/** Who shaped a priority: those named so far, and a form for one more. */
export function VoicesPage(props: { title: string; here: string; voices: readonly Voice[]; form: FormView }) {
  const { form, here } = props;
  return (
    <>
      <h1>Who shaped “{props.title}”</h1>
      <p>Name groups and organisations. Name a person only if they have agreed.</p>
      {props.voices.length > 0 && (
        <Rows
          items={props.voices.map((one) => (
            <>
              <p>
                <strong>{one.who}</strong>: {one.how}
              </p>
              <DoButton action={`${here}/voices/${one.id}/remove`} variant="secondary" small>
                Take away<span class="nhsuk-u-visually-hidden">: {one.who}</span>
              </DoButton>
            </>
          ))}
        />
      )}
      <h2>Add somebody</h2>
      <form method="post" action={`${here}/voices`}>
        <TextField form={form} name="who" label="Who" hint="For example, “Carers’ group, Saltmarsh”" />
        <TextField
          form={form}
          name="how"
          label="How they shaped it"
          hint="For example, “chose it at the March meeting”"
        />
        <Button preventDoubleClick>Add</Button>
      </form>
    </>
  );
}
