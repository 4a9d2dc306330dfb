import { Button, Empty, Quote, Rows, Select, Tag, Textarea } from '../../../design/index.ts';
import { formatInstant } from '../../../lib/dates.ts';
import type { Conversation } from '../domain/conversation.ts';
import { reasonSentences } from '../domain/life-cycle.ts';
import type { StatementWarning } from '../domain/statement-checks.ts';
import { addressOf } from '../store/cards.ts';
import type { Statement } from '../store/statements.ts';

type Props = {
  place: { slug: string };
  conversation: Conversation;
  waiting: readonly { statement: Statement; warnings: readonly StatementWarning[] }[];
  decided: readonly Statement[];
  typed: { statement: string; reason: string | undefined; note: string; error: string } | undefined;
};

const reasonLabels: Record<keyof typeof reasonSentences, string> = {
  duplicate: 'Already said',
  'two-ideas': 'Two ideas',
  'not-answering': 'Does not answer the question',
  'identifies-person': 'Somebody could be recognised',
  abusive: 'Could hurt people',
  unclear: 'Not clear',
  'factual-question': 'Asks for a fact',
  spam: 'Spam',
  safeguarding: 'Somebody may not be safe',
};

/** One statement after the other, the oldest first. */
export function ModeratePage(props: Props) {
  const { waiting, decided, conversation } = props;
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">New statements to read</h1>
      {waiting.length === 0 ? (
        <Empty heading="Nothing is waiting">
          <p>Statements that people add are shown here first, the oldest at the top. Try to read each within a day.</p>
        </Empty>
      ) : (
        waiting.map((one) => <Waiting {...props} {...one} key={one.statement.id} />)
      )}
      {decided.length > 0 && (
        <section aria-labelledby="decided">
          <h2 class="nhsuk-heading-m" id="decided">
            Decided
          </h2>
          <Rows
            items={decided.map((one) => (
              <Decided {...props} statement={one} key={one.id} />
            ))}
          />
        </section>
      )}
    </>
  );
}

function Waiting(props: Props & { statement: Statement; warnings: readonly StatementWarning[] }) {
  const { statement, warnings, typed } = props;
  const isAgain = typed?.statement === statement.id;
  return (
    <form
      method="post"
      action={`${addressOf(props.place, props.conversation)}/moderate`}
      novalidate
      class="ct-moderate"
    >
      <input type="hidden" name="statement" value={statement.id} />
      <Quote source={`Sent on ${formatInstant(statement.createdAt)}`}>{statement.body}</Quote>
      {warnings.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet ct-small">
          {warnings.map((warning) => (
            <li key={warning.code}>{warning.sentence}</li>
          ))}
        </ul>
      )}
      <Button name="decision" value="approve" preventDoubleClick>
        Approve<span class="nhsuk-u-visually-hidden">: {statement.body}</span>
      </Button>
      <Select
        name="reason"
        id={`reason-${statement.id}`}
        label="Reason, if you reject it"
        hint="The person who wrote it reads the sentence for this reason."
        error={isAgain ? typed.error : undefined}
        value={isAgain ? typed.reason : ''}
        items={[
          { value: '', text: 'Choose a reason' },
          ...Object.entries(reasonLabels).map(([value, text]) => ({ value, text })),
        ]}
      />
      <Textarea
        name="note"
        id={`note-${statement.id}`}
        label="Note for other facilitators (optional)"
        value={isAgain ? typed.note : ''}
        rows={2}
      />
      <Button name="decision" value="reject" variant="secondary" preventDoubleClick>
        Reject<span class="nhsuk-u-visually-hidden">: {statement.body}</span>
      </Button>
    </form>
  );
}

function Decided({ statement, place, conversation }: Props & { statement: Statement }) {
  const isApproved = statement.status === 'approved';
  return (
    <>
      <p class="ct-row__title">
        {statement.body} <Tag colour={isApproved ? 'green' : 'grey'}>{isApproved ? 'Approved' : 'Not added'}</Tag>
      </p>
      {statement.status === 'rejected' && (
        <form method="post" action={`${addressOf(place, conversation)}/moderate`}>
          <input type="hidden" name="statement" value={statement.id} />
          <Button name="decision" value="approve" variant="secondary" small>
            Approve after all<span class="nhsuk-u-visually-hidden">: {statement.body}</span>
          </Button>
        </form>
      )}
    </>
  );
}
