import { Button, Checkboxes, errorOf, LongField, Radios, TextField } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { aimWords, polarityWords, ruleWords } from '../parts/words.ts';
import { aims } from '../store/measures.ts';

/** The form of a measure, new or known. */
export function WriteMeasurePage(props: { title: string; action: string; button: string; form: FormView }) {
  const { form } = props;
  return (
    <>
      <h1>{props.title}</h1>
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={typedText(form.typed, 'version')} />
        <TextField
          form={form}
          name="name"
          label="What is measured"
          hint="For example, “Adults who feel lonely often or always”"
        />
        <TextField
          form={form}
          name="question"
          label="The question it answers"
          hint="For example, “Do fewer people feel lonely?”"
        />
        <Radios
          name="aim"
          legend="What it is for"
          legendSize="s"
          value={typedText(form.typed, 'aim')}
          error={errorOf(form, 'aim')}
          items={aims.map((aim) => ({ value: aim, text: aimWords[aim].title, hint: aimWords[aim].lede }))}
        />
        <Radios
          name="polarity"
          legend="Which figure is better?"
          legendSize="s"
          value={typedText(form.typed, 'polarity')}
          error={errorOf(form, 'polarity')}
          items={Object.entries(polarityWords).map(([value, text]) => ({ value, text }))}
        />
        <TextField
          form={form}
          name="unit"
          label="What is counted"
          hint="For example, “%”, “people” or “days”"
          width={10}
        />
        <TextField form={form} name="decimals" label="Decimal places" width={5} />
        <Radios
          name="rule"
          legend="How the periods lie to each other"
          legendSize="s"
          hint="It decides which chart is honest."
          value={typedText(form.typed, 'rule')}
          error={errorOf(form, 'rule')}
          items={Object.entries(ruleWords).map(([value, text]) => ({ value, text }))}
        />
        <Checkboxes
          name="about-people"
          legend="Small groups"
          legendSize="s"
          values={[typedText(form.typed, 'about-people')]}
          items={[{ value: 'yes', text: 'The figures count people in small groups: keep them to partners' }]}
        />
        <TextField form={form} name="source" label="Source" hint="Who publishes or counts it" />
        <TextField form={form} name="source-id" label="Number of the indicator at the source" width={10} />
        <LongField
          form={form}
          name="licence"
          label="Licence and attribution"
          hint="Needed before the measure is made public"
          rows={3}
        />
        <LongField form={form} name="weaknesses" label="Known weaknesses" rows={3} />
        <Button preventDoubleClick>{props.button}</Button>
      </form>
    </>
  );
}
