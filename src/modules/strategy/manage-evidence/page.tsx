import { Button, Rows, DayField, LongField, TextField } from '../../../design/index.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { DoButton } from '../parts/confirm-form.tsx';
import type { Evidence } from '../store/evidence.ts';

/** What a priority rests on: the findings so far, and a form for one more. */
export function EvidencePage(props: { title: string; here: string; evidence: readonly Evidence[]; form: FormView }) {
  const { form, here } = props;
  return (
    <>
      <h1>Evidence of need for “{props.title}”</h1>
      {props.evidence.length > 0 && (
        <Rows
          items={props.evidence.map((one) => (
            <>
              <p>
                {one.finding}
                {one.figure !== '' && (
                  <>
                    : <strong>{one.figure}</strong>
                  </>
                )}{' '}
                <span class="ct-small">({one.source})</span>
              </p>
              <DoButton action={`${here}/evidence/${one.id}/remove`} variant="secondary" small>
                Take away<span class="nhsuk-u-visually-hidden">: {one.finding}</span>
              </DoButton>
            </>
          ))}
        />
      )}
      <h2>Add a finding</h2>
      <form method="post" action={`${here}/evidence`}>
        <LongField
          form={form}
          name="finding"
          label="What it shows"
          hint="For example, “People aged 65 and over who live alone”"
          rows={3}
        />
        <TextField form={form} name="figure" label="Figure, if there is one" hint="For example, “34%”" width={10} />
        <TextField form={form} name="source" label="Where it comes from" hint="For example, “Census 2021, ONS”" />
        <TextField form={form} name="address" label="Web address of the source, if there is one" inputmode="url" />
        <DayField form={form} name="as-of" legend="Which day it speaks of, if you know" />
        <Button preventDoubleClick>Add this finding</Button>
      </form>
    </>
  );
}
