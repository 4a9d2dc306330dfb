import { Button, Checkboxes, DayField, errorOf, Radios, Select, TextField } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import {
  needWords,
  offerNeeds,
  outcomeWords,
  ringWords,
  stepOutcomes,
  supportKinds,
  supportKindWords,
} from '../domain/exercise.ts';
import type { Exercise } from '../store/exercises.ts';

type Props = { action: string; block: string; exercise: Exercise; form: FormView };

function Whom({ exercise, form }: Pick<Props, 'exercise' | 'form'>) {
  return (
    <Select
      name="member"
      label="For whom?"
      value={typedText(form.typed, 'member')}
      error={errorOf(form, 'member')}
      items={[
        { value: '-1', text: 'The whole family' },
        ...exercise.members.map((member, at) => ({
          value: String(at),
          text: `${member.name}, ${member.age}, ${member.role}`,
        })),
      ]}
    />
  );
}

/** The first round: who and what is there. */
export function SupportForm({ action, block, exercise, form }: Props) {
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="block" value={block} />
      <TextField
        form={form}
        name="what"
        label="Who or what supports them, or what are they good at?"
        hint="Whom would they ring at two in the morning? Strengths only: worries are kept for later."
      />
      <Whom exercise={exercise} form={form} />
      <Select
        name="kind"
        label="What is it?"
        value={typedText(form.typed, 'kind')}
        error={errorOf(form, 'kind')}
        items={supportKinds.map((kind) => ({ value: kind, text: supportKindWords[kind] }))}
      />
      <Radios
        name="ring"
        legend="How close is it?"
        inline
        value={typedText(form.typed, 'ring') || '1'}
        error={errorOf(form, 'ring')}
        items={ringWords.map((text, at) => ({ value: String(at + 1), text }))}
      />
      <Button preventDoubleClick>Add it</Button>
    </form>
  );
}

/** The second round: what agencies do to the family. */
export function StepForm({ action, block, exercise, form }: Props) {
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="block" value={block} />
      <TextField form={form} name="agency" label="Which agency?" width={20} />
      <Whom exercise={exercise} form={form} />
      <Checkboxes
        name="told"
        legend="In this step"
        values={['told', 'contact', 'shared'].filter((name) => typedText(form.typed, name) === 'yes')}
        items={[
          {
            value: 'yes',
            name: 'told',
            text: 'they tell their story',
            checked: typedText(form.typed, 'told') === 'yes',
          },
          {
            value: 'yes',
            name: 'contact',
            text: 'a named person takes over',
            checked: typedText(form.typed, 'contact') === 'yes',
          },
          {
            value: 'yes',
            name: 'shared',
            text: 'what is known is passed on',
            checked: typedText(form.typed, 'shared') === 'yes',
          },
        ]}
      />
      <TextField form={form} name="wait" label="Days they wait" width={5} />
      <Select
        name="outcome"
        label="What comes of it?"
        value={typedText(form.typed, 'outcome')}
        error={errorOf(form, 'outcome')}
        items={stepOutcomes.map((outcome) => ({ value: outcome, text: outcomeWords[outcome] }))}
      />
      <Button preventDoubleClick>Add the step</Button>
    </form>
  );
}

/** The third round: what an organisation will do. */
export function OfferForm(props: Props & { organisations: readonly { id: string; name: string }[] }) {
  const { action, block, exercise, form } = props;
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="block" value={block} />
      <Select
        name="organisation"
        label="Which organisation?"
        value={typedText(form.typed, 'organisation')}
        error={errorOf(form, 'organisation')}
        items={[
          { value: '', text: 'Choose' },
          ...props.organisations.map((one) => ({ value: one.id, text: one.name })),
        ]}
      />
      <TextField form={form} name="what" label="What will you do?" />
      <TextField form={form} name="who" label="Who does it? (the job, not a name)" width={20} />
      <Whom exercise={exercise} form={form} />
      <TextField form={form} name="first-step" label="The first step" />
      <DayField form={form} name="by" legend="By when?" />
      <Radios
        name="needs"
        legend="What does it need?"
        value={typedText(form.typed, 'needs') || 'nothing'}
        error={errorOf(form, 'needs')}
        items={offerNeeds.map((need) => ({ value: need, text: needWords[need] }))}
      />
      <TextField form={form} name="amount" label="If money: how much, in pounds?" prefix="£" width={10} />
      <Button preventDoubleClick>Offer it</Button>
    </form>
  );
}
