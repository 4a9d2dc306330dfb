import { Button, DayField, Details, LongField, Radios, Rows, TextField, errorOf } from '../../../design/index.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { noteHows, noteHowWords, type NoteCategory } from '../domain/note.ts';
import { categoryWords } from '../messages.ts';
import type { EarlierNote } from '../store/notes.ts';

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The form on which a note is written, or corrected. */
export function NotePage(props: {
  form: FormView;
  action: string;
  version: number | undefined;
  categories: readonly NoteCategory[];
  earlier: readonly EarlierNote[];
}) {
  const { form, version } = props;
  return (
    <>
      <h1>{version === undefined ? 'Write a note' : 'Correct this note'}</h1>
      <p>Write it so that you could read it out to them. They read it on their own page.</p>
      <form method="post" action={props.action}>
        {version !== undefined && <input type="hidden" name="version" value={version} />}
        <DayField form={form} name="on" legend="When was it?" />
        <Radios
          name="how"
          legend="How did it come about?"
          legendSize="s"
          value={typedText(form.typed, 'how')}
          error={errorOf(form, 'how')}
          items={noteHows.map((value) => ({ value, text: noteHowWords[value] }))}
        />
        <LongField form={form} name="words" label="What was said and agreed?" rows={6} />
        <Radios
          name="category"
          legend="What is it about?"
          legendSize="s"
          hint="Others see it only where the person lets them see this. Matters of safety are kept apart."
          value={typedText(form.typed, 'category')}
          error={errorOf(form, 'category')}
          items={props.categories.map((value) => ({ value, text: capital(categoryWords[value] ?? value) }))}
        />
        <Radios
          name="read"
          legend="Can they read it?"
          legendSize="s"
          value={typedText(form.typed, 'read')}
          error={errorOf(form, 'read')}
          items={[
            { value: 'yes', text: 'Yes' },
            {
              value: 'held',
              text: 'No: reading it could seriously harm them or somebody else',
              conditional: (
                <LongField
                  form={form}
                  name="held-reason"
                  label="Why? Somebody else must be able to judge it"
                  rows={2}
                />
              ),
            },
          ]}
        />
        <Button preventDoubleClick>Save the note</Button>
        {version !== undefined && (
          <Details summary="It was written in error">
            <TextField
              form={form}
              name="withdrawn-why"
              label="Why?"
              hint="For example: it is about somebody else. The note stays, marked, so that nothing is hidden."
            />
            <Button variant="secondary" name="withdraw" value="yes">
              Mark as written in error
            </Button>
          </Details>
        )}
      </form>
      {props.earlier.length > 0 && (
        <section>
          <h2>What it said before</h2>
          <Rows
            items={props.earlier.map((one) => (
              <>
                <p class="nhsuk-u-margin-bottom-1">{one.words}</p>
                <p class="ct-small">{formatInstant(one.at)}</p>
              </>
            ))}
          />
        </section>
      )}
    </>
  );
}
