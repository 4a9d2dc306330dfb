import { Button, LongField, Select, TextField, errorOf } from '../../../design/index.ts';
import { typedText, type FormView, type Typed } from '../../../lib/form-reader.ts';
import { AsItIsNow } from '../parts/as-it-is-now.tsx';
import { circleKindWords } from '../domain/words.ts';
import type { SeenTie } from '../store/circle.ts';

const labels = {
  trigger: 'What could go wrong',
  signs: 'How others notice',
  helps: 'What helps',
  'call-words': 'How to reach them',
  avoid: 'What nobody should do',
};

/** The form for what to do if something goes wrong. */
export function ContingencyPage(props: {
  form: FormView;
  action: string;
  version: number | undefined;
  /** What stands there by somebody else, where that was noticed. */
  now?: Typed | undefined;
  isOwn: boolean;
  circle: readonly SeenTie[];
}) {
  const { form, isOwn } = props;
  return (
    <>
      <h1>If things go wrong</h1>
      <p>In {isOwn ? 'your' : 'their'} own words, for a day on which it is hard to say.</p>
      <AsItIsNow form={form} now={props.now} labels={labels} />
      <form method="post" action={props.action}>
        {props.version !== undefined && <input type="hidden" name="version" value={props.version} />}
        <TextField
          form={form}
          name="trigger"
          label="What could go wrong?"
          hint="For example: I do not sleep for three nights"
        />
        <LongField form={form} name="signs" label="How would others notice? (optional)" rows={2} />
        <LongField form={form} name="helps" label="What helps then?" rows={3} />
        <Select
          name="call"
          label="Who should be called? (optional)"
          value={typedText(form.typed, 'call')}
          error={errorOf(form, 'call')}
          items={[
            { value: '', text: 'Nobody of the circle' },
            ...props.circle.map((tie) => ({ value: tie.id, text: `${tie.name}, ${circleKindWords[tie.kind]}` })),
          ]}
        />
        <TextField
          form={form}
          name="call-words"
          label="How to reach them, or whom else (optional)"
          hint="For example: ring in the evening, 01632 960 140"
        />
        <LongField form={form} name="avoid" label="What should nobody do? (optional)" rows={2} />
        <Button preventDoubleClick>Save</Button>
        {props.version !== undefined && (
          <Button variant="secondary" name="remove" value="yes">
            Take this away
          </Button>
        )}
      </form>
    </>
  );
}
