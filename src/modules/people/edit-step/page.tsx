import { Button, Checkboxes, DayField, Quote, Select, TextField, errorOf } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { circleKindWords } from '../domain/words.ts';
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
        <DayField form={form} name="by" legend="By when?" />
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
