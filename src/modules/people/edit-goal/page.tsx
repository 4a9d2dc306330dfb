import { Button, LongField, Radios, Select, TextField, errorOf } from '../../../design/index.ts';
import { typedText, type FormView, type Typed } from '../../../lib/form-reader.ts';
import { AsItIsNow } from '../parts/as-it-is-now.tsx';
import { goalStatuses, goalStatusWords } from '../domain/words.ts';

function numbers(from: number, lowest: string, highest: string) {
  return [
    { value: '', text: 'Choose' },
    ...Array.from({ length: 11 - from }, (_, index) => {
      const value = String(from + index);
      return { value, text: index === 0 ? `${value}: ${lowest}` : value === '10' ? `10: ${highest}` : value };
    }),
  ];
}

const labels = {
  words: 'The goal',
  why: 'Why it matters',
  importance: 'How important',
  progress: 'How far',
};

/** The form of a goal. */
export function GoalPage(props: {
  form: FormView;
  action: string;
  version: number | undefined;
  /** What stands there by somebody else, where that was noticed. */
  now?: Typed | undefined;
  priorities: readonly { id: string; title: string }[];
}) {
  const { form } = props;
  return (
    <>
      <h1>{props.version === undefined ? 'What would they like to change?' : 'How is this goal going?'}</h1>
      <AsItIsNow form={form} now={props.now} labels={labels} />
      <form method="post" action={props.action}>
        {props.version !== undefined && <input type="hidden" name="version" value={props.version} />}
        <TextField
          form={form}
          name="words"
          label="The goal, in their own words"
          hint="For example: to get to the allotment again before the summer"
        />
        <LongField form={form} name="why" label="Why it matters to them (optional)" rows={2} />
        <Select
          name="importance"
          label="How important is it to them?"
          value={typedText(form.typed, 'importance')}
          error={errorOf(form, 'importance')}
          items={numbers(1, 'a little', 'more than anything')}
        />
        <Select
          name="progress"
          label="How far are they, as they see it?"
          value={typedText(form.typed, 'progress')}
          error={errorOf(form, 'progress')}
          items={numbers(0, 'not begun', 'there')}
        />
        {props.version !== undefined && (
          <Radios
            name="status"
            legend="Where does it stand?"
            legendSize="s"
            inline
            value={typedText(form.typed, 'status')}
            items={goalStatuses.map((value) => ({ value, text: goalStatusWords[value] }))}
          />
        )}
        <Select
          name="priority"
          label="Does it serve something the whole place is working on? (optional)"
          hint="Nobody sees more because of it: on the page of the priority no person is shown."
          value={typedText(form.typed, 'priority')}
          error={errorOf(form, 'priority')}
          items={[
            { value: '', text: 'No, or not known' },
            ...props.priorities.map((one) => ({ value: one.id, text: one.title })),
          ]}
        />
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
