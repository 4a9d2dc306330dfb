import { Button, Checkboxes, Details, errorOf, LongField, TextField } from '../../../design/index.ts';
import type { SeenCard } from '../../../thread/store/read.ts';
import { typedList, typedText, type FormView } from '../../../lib/form-reader.ts';
import { answerValue } from './form.ts';

/** A longer list of statements than this is folded, once something in it is ticked. */
const mostShown = 12;

function choiceOf(card: SeenCard): { value: string; text: string } {
  return { value: answerValue(card), text: card.kind === 'theme' ? `Theme: ${card.title}` : card.title };
}

/** The form of a priority, new or changed. */
export function WritePriorityPage(props: {
  heading: string;
  action: string;
  form: FormView;
  statements: readonly SeenCard[];
  /** Shown after somebody else was faster. */
  currentHref?: string | undefined;
}) {
  const { form } = props;
  const words = typedText(form.typed, 'words');
  const chosen = typedList(form.typed, 'answers');
  const ticked = props.statements.filter((card) => chosen.includes(answerValue(card)));
  // A long list that nobody has searched shows what is ticked; the others are a press away.
  const isFolded = words === '' && ticked.length > 0 && props.statements.length > mostShown;
  const shown = isFolded ? ticked : props.statements;
  const folded = isFolded ? props.statements.filter((card) => !ticked.includes(card)) : [];
  return (
    <>
      <h1>{props.heading}</h1>
      {props.currentHref !== undefined && (
        <p>
          <a href={props.currentHref}>See the priority as it is now</a>
        </p>
      )}
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={typedText(form.typed, 'version')} />
        <TextField
          form={form}
          name="title"
          label="Title"
          hint="What will change, in words that everyone understands. For example, “Nobody has to tell their story twice”."
        />
        <LongField
          form={form}
          name="summary"
          label="Summary"
          hint="Two or three sentences: what, for whom, and why now."
        />
        <h2>What people said that it answers</h2>
        <div class="ct-filters">
          <TextField form={form} name="words" label="Find statements with these words" width={20} />
          <Button variant="secondary" name="find" value="yes">
            Find
          </Button>
        </div>
        {props.statements.length === 0 ? (
          <p id="answers">
            {words === ''
              ? 'No statements yet. They come from conversations. You can also publish a priority that rests on evidence of need.'
              : 'No statement has all of these words. Try fewer.'}
          </p>
        ) : (
          <>
            <Checkboxes
              name="answers"
              legend="Statements and themes"
              legendSize="s"
              hint="Those you have ticked stay in the list while you look for others."
              error={errorOf(form, 'answers')}
              small
              values={chosen}
              items={shown.map(choiceOf)}
            />
            {folded.length > 0 && (
              <Details summary={`All other statements and themes (${folded.length})`}>
                <Checkboxes
                  name="answers"
                  id="other-answers"
                  legend="Other statements and themes"
                  legendSize="s"
                  small
                  values={chosen}
                  items={folded.map(choiceOf)}
                />
              </Details>
            )}
          </>
        )}
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
