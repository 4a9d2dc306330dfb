import { Button, CharacterCount, WarningCallout } from '../../../design/index.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { StatementWarning } from '../domain/statement-checks.ts';
import { addressOf } from '../store/cards.ts';

type Props = {
  place: { slug: string };
  conversation: Conversation;
  body: string;
  error?: string | undefined;
  warnings?: readonly StatementWarning[] | undefined;
  /** Number of a statement that says nearly the same. */
  duplicate?: number | undefined;
  /** Where one goes on afterwards: `room`, or one's own statements. */
  from: string | undefined;
  /** The number of the statement of one's own that is said in other words. */
  again: number | undefined;
};

/** One idea in one sentence; or one's own said in other words. */
export function WritePage(props: Props) {
  const { conversation } = props;
  const base = addressOf(props.place, conversation);
  const warnings = props.warnings ?? [];
  return (
    <form method="post" action={`${base}/write`} novalidate>
      <p class="ct-hero__kicker">{conversation.question}</p>
      {props.from !== undefined && <input type="hidden" name="from" value={props.from} />}
      {props.again !== undefined && <input type="hidden" name="s" value={props.again} />}
      <h1 class="nhsuk-heading-l">{props.again === undefined ? 'Add a statement' : 'Say it in other words'}</h1>
      {props.again !== undefined && (
        <p>
          Somebody reads your new words before others see them. They begin without votes: people voted on the words that
          stood there.
        </p>
      )}
      {warnings.length > 0 && (
        <WarningCallout heading="Before you send it" headingLevel={2}>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {warnings.map((warning) => (
              <li key={warning.code}>
                {warning.sentence}
                {warning.code !== 'near-duplicate' && '.'}
                {warning.code === 'near-duplicate' && props.duplicate !== undefined && (
                  <>
                    {' '}
                    <a href={`${base}/vote?s=${props.duplicate}`}>Vote on that statement instead</a>
                  </>
                )}
              </li>
            ))}
          </ul>
          <p>You can change your words, or send them as they are.</p>
        </WarningCallout>
      )}
      <CharacterCount
        name="body"
        label="What would you like to say?"
        labelSize="m"
        hint="One idea in one sentence, for example “We …” or “I …”. Do not write anybody’s name."
        value={props.body}
        error={props.error}
        maxlength={conversation.maxLength}
        rows={3}
      />
      <div class="ct-actions">
        <Button preventDoubleClick>{warnings.length > 0 ? 'Check it again' : 'Send'}</Button>
        {warnings.length > 0 && (
          <Button variant="secondary" name="anyway" value="1" preventDoubleClick>
            Send anyway
          </Button>
        )}
      </div>
      <p class="ct-small">
        A facilitator reads every statement before others see it. Nobody is told who wrote it. You will see what becomes
        of it on this device.
      </p>
    </form>
  );
}
