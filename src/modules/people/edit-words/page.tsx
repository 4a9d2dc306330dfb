import { Button, Checkboxes, LongField, Radios, errorOf } from '../../../design/index.ts';
import { typedText, type FormView, type Typed } from '../../../lib/form-reader.ts';
import { AsItIsNow } from '../parts/as-it-is-now.tsx';
import { strengthKinds, strengthKindWords } from '../domain/words.ts';
import { HelpSelect } from '../parts/help-select.tsx';
import type { WordsKind } from '../store/words.ts';

const headings: Readonly<Record<WordsKind, string>> = {
  strength: 'What are they good at?',
  'what-matters': 'What matters to them?',
  need: 'What would they like help with?',
};
const hints: Readonly<Record<WordsKind, string>> = {
  strength:
    'Something they can, know, love, belong to or have come through. For example: mends bicycles for the whole street',
  'what-matters': 'In their own words, the most important first',
  need: 'In their own words. It is shown last, and folded away.',
};

const labels = { words: 'The words' };

/** The form for something that a person says of themselves. */
export function WordsPage(props: {
  kind: WordsKind;
  form: FormView;
  action: string;
  version: number | undefined;
  /** What stands there by somebody else, where that was noticed. */
  now?: Typed | undefined;
  isOwn: boolean;
}) {
  const { form, kind } = props;
  return (
    <>
      <h1>{headings[kind]}</h1>
      <AsItIsNow form={form} now={props.now} labels={labels} />
      <form method="post" action={props.action}>
        {props.version !== undefined && <input type="hidden" name="version" value={props.version} />}
        {kind === 'strength' && (
          <Radios
            name="about"
            legend="What kind of strength is it?"
            legendSize="s"
            value={typedText(form.typed, 'about')}
            error={errorOf(form, 'about')}
            items={strengthKinds.map((value) => ({ value, text: strengthKindWords[value] }))}
          />
        )}
        <LongField form={form} name="words" label="In their own words" hint={hints[kind]} rows={3} />
        {kind === 'strength' && !props.isOwn && (
          <Radios
            name="said-by"
            legend="Who said it?"
            legendSize="s"
            inline
            value={typedText(form.typed, 'said-by') || 'person'}
            items={[
              { value: 'person', text: 'The person' },
              { value: 'somebody-else', text: 'Somebody who knows them' },
            ]}
          />
        )}
        {kind === 'need' && (
          <>
            <HelpSelect form={form} />
            <Checkboxes
              name="urgent"
              values={typedText(form.typed, 'urgent') === 'yes' ? ['yes'] : []}
              items={[{ value: 'yes', text: 'It cannot wait: food, warmth or safety' }]}
            />
          </>
        )}
        {kind === 'need' && props.version === undefined && (
          <Radios
            name="category"
            legend="Does this touch on somebody’s safety?"
            legendSize="s"
            hint="For example violence, or a child at risk. It is then kept apart, for fewer people."
            value={typedText(form.typed, 'category')}
            error={errorOf(form, 'category')}
            items={[{ value: 'needs', text: 'No' }, ...(props.isOwn ? [] : [{ value: 'safeguarding', text: 'Yes' }])]}
          />
        )}
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
