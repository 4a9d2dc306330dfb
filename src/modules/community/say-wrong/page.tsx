import { Button, Empty, errorOf, Hero, LongField, Radios, Rows } from '../../../design/index.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { feedbackOutcomes, feedbackTopics, feedbackWords, outcomeWords } from '../domain/feedback.ts';
import type { Feedback } from '../store/feedback.ts';

/** For a reader who found that something is not as it stands there. */
export function SayWrongPage(props: { name: string; action: string; form: FormView }) {
  const { form } = props;
  return (
    <>
      <h1>What is wrong with “{props.name}”?</h1>
      <p>Those who run it read this and put it right. We do not keep who you are.</p>
      <form method="post" action={props.action}>
        <Radios
          name="topic"
          legend="What is wrong?"
          legendSize="m"
          value={typedText(form.typed, 'topic')}
          error={errorOf(form, 'topic')}
          items={feedbackTopics.map((topic) => ({ value: topic, text: feedbackWords(topic) }))}
        />
        <LongField
          form={form}
          name="words"
          label="How is it really? (optional)"
          hint="Do not write anything about yourself or about other people."
          rows={3}
        />
        <Button preventDoubleClick>Send</Button>
      </form>
    </>
  );
}

/** What readers say is wrong, to be worked through by those who can put it right. */
export function FeedbackPage(props: { home: string; feedback: readonly Feedback[] }) {
  const { home, feedback } = props;
  return (
    <>
      <Hero
        kicker="Services"
        title="What readers say is wrong"
        lede="Look at the service, change it where they are right, then say what became of it."
      />
      {feedback.length === 0 ? (
        <Empty heading="Nothing to put right">
          <p>When a reader finds that something is not as it stands there, they can say so with two taps.</p>
        </Empty>
      ) : (
        <Rows
          items={feedback.map((one) => (
            <>
              <p class="nhsuk-u-margin-bottom-1">
                <a href={`${home}/community/services/${one.service.slug}`}>
                  <strong>{one.service.name}</strong>
                </a>{' '}
                <span class="ct-small">
                  {one.organisation} · {formatInstant(one.madeAt)}
                </span>
              </p>
              <p class="nhsuk-u-margin-bottom-2">
                {feedbackWords(one.topic)}
                {one.words !== '' && `: ${one.words}`}
              </p>
              <form method="post" action={`${home}/my-organisation/feedback/${one.id}`} class="ct-actions">
                {feedbackOutcomes.map((outcome) => (
                  <Button small variant="secondary" name="outcome" value={outcome} key={outcome}>
                    {outcomeWords(outcome)}
                    <span class="nhsuk-u-visually-hidden">: {one.service.name}</span>
                  </Button>
                ))}
              </form>
            </>
          ))}
        />
      )}
    </>
  );
}
