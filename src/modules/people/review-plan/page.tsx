import {
  Button,
  DayField,
  Fieldset,
  InsetText,
  LongField,
  Radios,
  Select,
  TextField,
  errorOf,
} from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { wayGivenWords, waysGiven } from '../domain/words.ts';
import type { SeenGoal } from '../store/goals.ts';

const figures = [
  { value: '', text: 'Not asked today' },
  ...Array.from({ length: 11 }, (_, value) => ({
    value: String(value),
    text: value === 0 ? '0: not begun' : value === 10 ? '10: there' : String(value),
  })),
];

/** The form on which a plan is agreed for the first time, or looked at again. */
export function ReviewPage(props: {
  form: FormView;
  action: string;
  isFirst: boolean;
  isOwn: boolean;
  isKnown: boolean;
  goals: readonly SeenGoal[];
}) {
  const { form, isFirst, isOwn } = props;
  return (
    <>
      <h1>{isFirst ? 'Agree the plan' : 'Look at the plan again'}</h1>
      <p>
        {isOwn
          ? 'It is your plan. Write down that you agree with it, or what has to be different.'
          : 'Do this together. Read the plan out first, beginning with what matters to them.'}
      </p>
      <form method="post" action={props.action}>
        <DayField form={form} name="held" legend="When did you talk about it?" />
        <Radios
          name="how"
          legend="How?"
          legendSize="s"
          inline
          value={typedText(form.typed, 'how')}
          error={errorOf(form, 'how')}
          items={waysGiven.map((value) => ({ value, text: wayGivenWords[value] }))}
        />
        <Radios
          name="with"
          legend="Who agreed?"
          legendSize="s"
          value={typedText(form.typed, 'with')}
          error={errorOf(form, 'with')}
          items={[
            { value: 'person', text: isOwn ? 'I do' : 'The person themselves' },
            { value: 'representative', text: 'Somebody who may speak for them' },
            { value: 'nobody', text: 'Nobody yet' },
          ]}
        />
        <TextField
          form={form}
          name="with-note"
          label="If it was not the person: who was it, or why did nobody agree?"
          hint="For example: her brother, who holds power of attorney"
        />
        <LongField form={form} name="words" label="What they said about it, in their own words (optional)" rows={3} />
        {props.goals.map((goal, index) => (
          <Fieldset legend={goal.words} legendSize="s" key={goal.id}>
            <input type="hidden" name={`goal-${index + 1}`} value={goal.id} />
            <input type="hidden" name={`version-${index + 1}`} value={goal.version} />
            <Select
              name={`progress-${index + 1}`}
              label={`How far are they now, as they see it? It was ${goal.progress}.`}
              value={typedText(form.typed, `progress-${index + 1}`)}
              error={errorOf(form, `progress-${index + 1}`)}
              items={figures}
            />
          </Fieldset>
        ))}
        {!isFirst && (
          <>
            <LongField form={form} name="changed" label="What has changed since the last time? (optional)" rows={3} />
            <LongField form={form} name="stops" label="What should we stop doing? (optional)" rows={2} />
          </>
        )}
        <DayField
          form={form}
          name="next"
          legend="When do you look at it again?"
          hint="Within a year, sooner if it helps"
        />
        {!props.isKnown && (
          <>
            <InsetText text="Not yet known: what they are good at, and who is around them. It keeps nothing waiting. Say who will ask, within fourteen days." />
            <TextField form={form} name="unknown-who" label="Who will ask?" />
            <DayField form={form} name="ask" legend="By when?" />
          </>
        )}
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
