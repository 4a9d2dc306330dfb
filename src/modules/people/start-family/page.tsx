import { Button, InsetText, Radios, TextField, errorOf } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';

/** Said wherever somebody is put beside others. */
export const opensNothing =
  'It opens nothing: whoever looks at it sees of each person what they may see of that person, and no more. Ask each of them. Where one is afraid of another, do not put them together.';

/** What somebody is to the others, as they say it. */
export function RelationField(props: { form: FormView; called: string }) {
  return (
    <TextField
      form={props.form}
      name="relation"
      label={`What is ${props.called} to the others? (optional)`}
      hint="For example: grandmother, foster brother, lodger. Without names"
      width={20}
    />
  );
}

/** The form on which a household or family begins with one person. */
export function StartFamilyPage(props: { form: FormView; action: string; called: string }) {
  const { form } = props;
  return (
    <>
      <h1>Look at a household or family together</h1>
      <InsetText text={opensNothing} />
      <form method="post" action={props.action}>
        <Radios
          name="kind"
          legend="Do they live together?"
          legendSize="s"
          value={typedText(form.typed, 'kind')}
          error={errorOf(form, 'kind')}
          items={[
            { value: 'household', text: 'Yes, it is a household' },
            { value: 'family', text: 'No, it is a family in several homes' },
          ]}
        />
        <RelationField form={form} called={props.called} />
        <Button preventDoubleClick>Begin</Button>
      </form>
    </>
  );
}
