import { Button, errorOf, LongField, Quote, Radios, Select } from '../../../design/index.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import type { PublishedStory } from '../store/stories.ts';

/** The form with which a place takes up another place's story. */
export function TakeUpPage(props: {
  story: PublishedStory;
  placeName: string;
  action: string;
  form: FormView;
  organisations: readonly { id: Uuid; name: string }[];
}) {
  const { story, form } = props;
  return (
    <>
      <h1>Take up “{story.title}”</h1>
      <p>
        A story of {story.organisationName}, {story.placeName}. <a href={story.address}>Read the story there</a>. What
        you write here is public at once, and stands beside the story.
      </p>
      <h2>What must stay the same</h2>
      <Quote source={story.organisationName}>{story.core}</Quote>
      <form method="post" action={props.action}>
        <Select
          name="organisation"
          label={`Who takes it up in ${props.placeName}`}
          error={errorOf(form, 'organisation')}
          value={typedText(form.typed, 'organisation')}
          items={[
            { value: '', text: 'Choose an organisation' },
            ...props.organisations.map((one) => ({ value: one.id, text: one.name })),
          ]}
        />
        <Radios
          name="status"
          legend="How far are you?"
          legendSize="s"
          error={errorOf(form, 'status')}
          value={typedText(form.typed, 'status')}
          items={[
            { value: 'considering', text: 'We are thinking about it' },
            { value: 'adapting', text: 'We are making it fit here' },
          ]}
        />
        <LongField
          form={form}
          name="changed"
          label="What would you change?"
          hint="Leave this empty if you do not know yet. You can say it later."
        />
        <Button preventDoubleClick>Take it up</Button>
      </form>
    </>
  );
}
