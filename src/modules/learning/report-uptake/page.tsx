import { Button, errorOf, LongField, Radios, TextField } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';

/** The form in which a place says what became of a story there. */
export function ReportUptakePage(props: {
  title: string;
  action: string;
  form: FormView;
  /** Shown after somebody else was faster. */
  currentHref?: string | undefined;
}) {
  const { form } = props;
  return (
    <>
      <h1>How does “{props.title}” go here?</h1>
      {props.currentHref !== undefined && (
        <p>
          <a href={props.currentHref}>See what is told now</a>
        </p>
      )}
      <p>Everyone can read this at once. It stands beside the story in the place where it comes from.</p>
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={typedText(form.typed, 'version')} />
        <Radios
          name="status"
          legend="How does it stand?"
          legendSize="s"
          error={errorOf(form, 'status')}
          value={typedText(form.typed, 'status')}
          items={[
            { value: 'considering', text: 'We are thinking about it' },
            { value: 'adapting', text: 'We are making it fit here' },
            { value: 'in-use', text: 'It is in use' },
            { value: 'stopped', text: 'We stopped' },
          ]}
        />
        <LongField
          form={form}
          name="reason"
          label="If you stopped: why?"
          hint="Others learn as much from this."
          rows={3}
        />
        <LongField form={form} name="changed" label="What did you change?" />
        <h2>What you measured</h2>
        <p>Leave this empty if you have no figures. A figure that became worse is worth as much to others.</p>
        <TextField
          form={form}
          name="measure"
          label="What was measured"
          hint="For example, “Homes where damp was mended in 14 days”"
        />
        <TextField form={form} name="unit" label="Counted in" hint="For example, % or people" width={10} />
        <Radios
          name="better"
          legend="Which is better?"
          legendSize="s"
          inline
          error={errorOf(form, 'better')}
          value={typedText(form.typed, 'better')}
          items={[
            { value: 'higher', text: 'A higher figure' },
            { value: 'lower', text: 'A lower figure' },
          ]}
        />
        <TextField form={form} name="before" label="Before it began" width={10} inputmode="decimal" />
        <TextField form={form} name="after" label="Since it began" width={10} inputmode="decimal" />
        <LongField form={form} name="happened" label="What happened here?" hint="In your own words, good and bad." />
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
