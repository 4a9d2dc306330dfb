import { Button, Empty, Hero, Table, TextField } from '../../../design/index.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Synonym } from '../store/synonyms.ts';

/** The words that a place takes for each other in its search. */
export function KeepWordsPage(props: { action: string; words: readonly Synonym[]; form: FormView }) {
  const { form, words } = props;
  return (
    <>
      <Hero
        kicker="Services"
        title="Words that mean the same here"
        lede="Who looks for the one finds the other. Common words are known already: add what people say in this place."
      />
      <form method="post" action={props.action}>
        <TextField form={form} name="word" label="People say" hint="For example, “chippy”" width={20} />
        <TextField form={form} name="means" label="It is the same as" hint="For example, “lunch”" width={20} />
        <Button preventDoubleClick>Add</Button>
      </form>
      {words.length === 0 ? (
        <Empty heading="Nothing added yet">
          <p>Every place has its own words. When somebody looks in vain for what is there, add the word they used.</p>
        </Empty>
      ) : (
        <Table
          caption="Added here"
          captionSize="m"
          head={['People say', 'It is the same as', '']}
          rows={words.map((one) => [
            one.word,
            one.means,
            <form method="post" action={`${props.action}/remove`} key="remove">
              <input type="hidden" name="word" value={one.word} />
              <input type="hidden" name="means" value={one.means} />
              <Button small variant="secondary">
                Remove
                <span class="nhsuk-u-visually-hidden">
                  {' '}
                  “{one.word}” as “{one.means}”
                </span>
              </Button>
            </form>,
          ])}
        />
      )}
    </>
  );
}
