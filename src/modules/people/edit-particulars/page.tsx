import { Button, LongField, TextField } from '../../../design/index.ts';
import type { FormView } from '../../../lib/form-reader.ts';

/** The form for what the record standards ask of a person. */
export function ParticularsPage(props: { form: FormView; action: string; version: number; isOwn: boolean }) {
  const { form } = props;
  return (
    <>
      <h1>Name, address and GP practice</h1>
      <p>
        {props.isOwn
          ? 'Whoever cares for you may need this. You can leave out whatever you do not want to say.'
          : 'As the records of health and care ask for it. Leave out whatever they do not want to say.'}
      </p>
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={props.version} />
        <TextField form={form} name="given" label="First name, as on official papers (optional)" />
        <TextField form={form} name="family" label="Family name (optional)" />
        <TextField form={form} name="pronouns" label="Pronouns (optional)" width={20} />
        <TextField form={form} name="gender" label="Gender, in their own words (optional)" width={20} />
        <TextField form={form} name="ethnicity" label="Ethnicity, in their own words (optional)" />
        <LongField form={form} name="address" label="Address (optional)" hint="At most five lines" rows={4} />
        <TextField form={form} name="postcode" label="Postcode (optional)" width={10} />
        <TextField form={form} name="practice" label="GP practice (optional)" />
        <TextField
          form={form}
          name="practice-code"
          label="Code of the GP practice (optional)"
          hint="A letter and five digits, like A12345"
          width={10}
        />
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
