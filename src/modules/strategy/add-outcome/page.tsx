import { Button, Radios, DayField, errorOf, TextField } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';

/** The form of an outcome. */
export function AddOutcomePage(props: { title: string; action: string; form: FormView }) {
  const { form } = props;
  return (
    <>
      <h1>Add an outcome</h1>
      <p>
        For the priority “{props.title}”: what should be different, measured how, from where and by when? Leave the
        figures empty if nobody has measured it yet.
      </p>
      <form method="post" action={props.action}>
        <TextField
          form={form}
          name="title"
          label="What should change"
          hint="For example, “Fewer people feel lonely often or always”"
        />
        <TextField
          form={form}
          name="unit"
          label="What is counted"
          hint="For example, “%”, “people” or “days”"
          width={10}
        />
        <Radios
          name="better"
          legend="Which figure is better?"
          legendSize="s"
          value={typedText(form.typed, 'better')}
          error={errorOf(form, 'better')}
          inline
          items={[
            { value: 'higher', text: 'A higher one' },
            { value: 'lower', text: 'A lower one' },
          ]}
        />
        <h2>At the start</h2>
        <TextField form={form} name="baseline" label="Starting figure" width={10} inputmode="decimal" />
        <DayField form={form} name="baseline-on" legend="Day of the starting figure" />
        <TextField form={form} name="source" label="Where the figures come from" />
        <h2>The target</h2>
        <TextField form={form} name="target" label="Target" width={10} inputmode="decimal" />
        <DayField form={form} name="target-on" legend="Day by which it should be reached" />
        <Button preventDoubleClick>Add this outcome</Button>
      </form>
    </>
  );
}
