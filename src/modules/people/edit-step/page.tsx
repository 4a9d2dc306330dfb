import { Button, Checkboxes, DayField, Quote, Radios, Select, TextField, errorOf } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { stepNeeds } from '../domain/plan-step.ts';
import { circleKindWords, stepNeedWords } from '../domain/words.ts';
import { HelpSelect } from '../parts/help-select.tsx';
import type { SeenTie } from '../store/circle.ts';

/** The form of a step towards a goal. */
export function StepPage(props: {
  form: FormView;
  action: string;
  goal: string;
  isOwn: boolean;
  circle: readonly SeenTie[];
  organisations: readonly { id: string; name: string }[];
}) {
  const { form } = props;
  return (
    <>
      <h1>What is the next step?</h1>
      <Quote>{props.goal}</Quote>
      <form method="post" action={props.action}>
        <TextField form={form} name="what" label="What will be done?" />
        <Select
          name="who"
          label="Who would do it?"
          value={typedText(form.typed, 'who')}
          error={errorOf(form, 'who')}
          items={[
            { value: '', text: 'Choose' },
            { value: 'person', text: props.isOwn ? 'I would' : 'The person themselves' },
            ...props.circle.map((tie) => ({
              value: `circle/${tie.id}`,
              text: `${tie.name}, ${circleKindWords[tie.kind]}`,
            })),
            ...props.organisations.map((one) => ({ value: `organisation/${one.id}`, text: one.name })),
          ]}
        />
        <Checkboxes
          name="said-so"
          error={errorOf(form, 'said-so')}
          values={typedText(form.typed, 'said-so') === 'yes' ? ['yes'] : []}
          items={[
            {
              value: 'yes',
              text: 'They offered this themselves',
              hint: 'Needed for everybody but the person and our own organisation. Nobody is put down in their absence.',
            },
          ]}
        />
        <HelpSelect form={form} />
        <DayField form={form} name="by" legend="By when?" />
        <Radios
          name="needs"
          legend="What does it need first?"
          legendSize="s"
          value={typedText(form.typed, 'needs') || 'nothing'}
          items={stepNeeds.map((value) => ({ value, text: stepNeedWords[value] }))}
        />
        <Checkboxes
          name="urgent"
          values={typedText(form.typed, 'urgent') === 'yes' ? ['yes'] : []}
          items={[
            {
              value: 'yes',
              text: 'It cannot wait: food, warmth or safety',
              hint: 'It is then entered at once, also when nothing is known yet of strengths and circle.',
            },
          ]}
        />
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}

/** The form on which one says how something ended that somebody else had said they would do. */
export function OutcomePage(props: { form: FormView; action: string; version: number; what: string; who: string }) {
  const { form } = props;
  return (
    <>
      <h1>Did it come about?</h1>
      <Quote source={props.who}>{props.what}</Quote>
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={props.version} />
        <Radios
          name="kept"
          legend="Did they do what they said they would?"
          legendSize="s"
          inline
          value={typedText(form.typed, 'kept')}
          error={errorOf(form, 'kept')}
          items={[
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ]}
        />
        <TextField
          form={form}
          name="words"
          label="In a few words"
          hint="If it did not come about, say why. Things get in the way: it is written down to help next time, not to blame."
        />
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
