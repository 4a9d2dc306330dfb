import { Button, Checkboxes, errorOf, LongField, Select, TextField } from '../../../design/index.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { typedList, typedText, type FormView } from '../../../lib/form-reader.ts';
import type { StoryField } from '../domain/story.ts';
import { fieldLabels } from '../messages.ts';

const long: readonly [Exclude<StoryField, 'title' | 'contact'>, string][] = [
  ['summary', 'One or two sentences, for people who have never heard of it. At most 400 characters.'],
  ['problem', 'What made life hard, for whom, and how you knew.'],
  ['done', 'Step by step, so that others could do it.'],
  ['core', 'Without which it would no longer be the same thing.'],
  ['adaptable', 'What another place can do in its own way.'],
  ['involved', 'Who shaped it and who did it: residents, volunteers, staff.'],
  ['results', 'What changed, with figures where you have them.'],
  ['cost', 'Money and time, and whose.'],
  ['failed', 'What you would do differently. Others learn most from this.'],
];

/** The form of a story, new or changed. */
export function WriteStoryPage(props: {
  heading: string;
  action: string;
  form: FormView;
  organisations: readonly { id: Uuid; name: string }[];
  outcomes: readonly { id: Uuid; title: string; priority: string }[];
  /** Shown after somebody else was faster. */
  currentHref?: string | undefined;
}) {
  const { form } = props;
  return (
    <>
      <h1>{props.heading}</h1>
      {props.currentHref !== undefined && (
        <p>
          <a href={props.currentHref}>See the story as it is now</a>
        </p>
      )}
      <p>
        Write nothing that points to one person: no names of people who were helped, no addresses, no telephone numbers.
        You can save a draft with gaps in it. A story is published when every part is filled in.
      </p>
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={typedText(form.typed, 'version')} />
        <TextField form={form} name="title" label={fieldLabels.title} hint="What was done, in a few words" />
        <Select
          name="organisation"
          label="Whose story it is"
          error={errorOf(form, 'organisation')}
          value={typedText(form.typed, 'organisation')}
          items={[
            { value: '', text: 'Choose an organisation' },
            ...props.organisations.map((one) => ({ value: one.id, text: one.name })),
          ]}
        />
        {long.map(([field, hint]) => (
          <LongField key={field} form={form} name={field} label={fieldLabels[field]} hint={hint} />
        ))}
        <TextField
          form={form}
          name="contact"
          label={fieldLabels.contact}
          hint="A role and an organisation, or a shared mailbox. Never one person’s own address or number."
        />
        {props.outcomes.length === 0 ? (
          <p>
            No outcome of a priority has been set here yet, so that this story cannot be linked to one. It can be told
            all the same.
          </p>
        ) : (
          <Checkboxes
            name="outcomes"
            legend="What it is evidence for"
            legendSize="s"
            hint="Outcomes that this should have helped to change. Their figures stand beside the story, whichever way they moved."
            small
            values={typedList(form.typed, 'outcomes')}
            items={props.outcomes.map((one) => ({ value: one.id, text: `${one.title} (${one.priority})` }))}
          />
        )}
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
