import { ActionLink, Button, Radios, Select, TextField, errorOf } from '../../../design/index.ts';
import { typedText, type FormView, type Typed } from '../../../lib/form-reader.ts';
import { AsItIsNow } from '../parts/as-it-is-now.tsx';
import {
  cares,
  careWords,
  circleKinds,
  circleKindWords,
  directions,
  directionWords,
  rings,
  ringWords,
  tieQualities,
  tieQualityWords,
  tieStrengths,
  tieStrengthWords,
} from '../domain/words.ts';
import { HelpSelect } from '../parts/help-select.tsx';

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const labels = { name: 'The name', gives: 'What goes between them' };

/** The form on which somebody or something is put into a circle, or changed. */
export function TiePage(props: {
  form: FormView;
  action: string;
  version: number | undefined;
  /** What stands there by somebody else, where that was noticed. */
  now?: Typed | undefined;
  /** Where a worker says that they have a record of their own. */
  record?: string | undefined;
  organisations: readonly { id: string; name: string }[];
}) {
  const { form } = props;
  return (
    <>
      <h1>{props.version === undefined ? 'Who or what is there already?' : 'Change this part of the circle'}</h1>
      <AsItIsNow form={form} now={props.now} labels={labels} />
      <form method="post" action={props.action}>
        {props.version !== undefined && <input type="hidden" name="version" value={props.version} />}
        <Radios
          name="kind"
          legend="Who or what is it?"
          legendSize="s"
          value={typedText(form.typed, 'kind')}
          error={errorOf(form, 'kind')}
          items={circleKinds.map((value) => ({ value, text: capital(circleKindWords[value]) }))}
        />
        <TextField
          form={form}
          name="name"
          label="Name"
          hint="As the person says it. A first name is enough: write no more about others than is needed."
        />
        <Radios
          name="ring"
          legend="How close is it?"
          legendSize="s"
          inline
          value={typedText(form.typed, 'ring')}
          error={errorOf(form, 'ring')}
          items={rings.map((ring) => ({ value: String(ring), text: ringWords[ring] }))}
        />
        <TextField
          form={form}
          name="gives"
          label="What goes between them (optional)"
          hint="For example: a lift to the shops, company on Sundays"
        />
        <HelpSelect form={form} />
        <Radios
          name="direction"
          legend="Which way does it go?"
          legendSize="s"
          value={typedText(form.typed, 'direction') || 'gives'}
          items={directions.map((value) => ({ value, text: directionWords[value] }))}
        />
        <Radios
          name="care"
          legend="Does one of them look after the other?"
          legendSize="s"
          value={typedText(form.typed, 'care') || 'none'}
          items={cares.map((value) => ({ value, text: careWords[value] }))}
        />
        <Radios
          name="strength"
          legend="How strong is the tie?"
          legendSize="s"
          inline
          value={typedText(form.typed, 'strength') || 'ordinary'}
          items={tieStrengths.map((value) => ({ value, text: capital(tieStrengthWords[value]) }))}
        />
        <Radios
          name="quality"
          legend="How is it?"
          legendSize="s"
          value={typedText(form.typed, 'quality') || 'helps'}
          items={tieQualities.map((value) => ({ value, text: tieQualityWords[value] }))}
        />
        <Select
          name="organisation"
          error={errorOf(form, 'organisation')}
          label="Is it one of these organisations? (optional)"
          value={typedText(form.typed, 'organisation')}
          items={[{ value: '', text: 'No' }, ...props.organisations.map((one) => ({ value: one.id, text: one.name }))]}
        />
        <Button preventDoubleClick>Save</Button>
        {props.version !== undefined && (
          <Button variant="secondary" name="end" value="yes">
            No longer in the circle
          </Button>
        )}
      </form>
      {props.record !== undefined && <ActionLink href={props.record}>They have a record of their own</ActionLink>}
    </>
  );
}
