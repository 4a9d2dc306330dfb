import { Button, Details, Empty, Quote, Rows, Select, Tag, Textarea } from '../../../design/index.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import type { Conversation } from '../domain/conversation.ts';
import { reasonSentences } from '../domain/life-cycle.ts';
import type { StatementWarning } from '../domain/statement-checks.ts';
import { addressOf } from '../store/cards.ts';
import type { Earlier } from '../store/lineage.ts';
import type { Statement } from '../store/statements.ts';

/** What waits; `earlier` is what its author said before. */
type Item = {
  statement: Statement;
  warnings: readonly StatementWarning[];
  numbers: readonly Statement[];
  earlier: Earlier | undefined;
};
type Props = {
  place: { slug: string };
  conversation: Conversation;
  waiting: readonly Item[];
  now: Date;
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

/** After so long somebody has waited longer than they were told. */
const promisedMs = 24 * 3_600_000;

function Waiting(props: Omit<Props, 'waiting'> & Item) {
  const { statement, warnings, typed, numbers, earlier } = props;
  const isLate = props.now.getTime() - statement.createdAt.getTime() > promisedMs;
  const near = warnings.find((warning) => warning.code === 'near-duplicate');
  const like = numbers.find((one) => one.id === (near?.code === 'near-duplicate' ? near.statementId : undefined));
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
      {earlier !== undefined && (
        <p class="ct-small">
          Its author said before: “{earlier.body}” (statement {earlier.number}).
          {earlier.status === 'approved' &&
            ` People vote on that. Once you approve the new words it is set aside with its ${plural(earlier.votes, 'vote')}.`}
        </p>
      )}
      {isLate && (
        <p>
          <Tag colour="orange">Waiting for more than a day</Tag>
        </p>
      )}
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
      <Details summary="Say it in other words, split it, or join it to another">
        <Textarea
          name="parts"
          id={`parts-${statement.id}`}
          label="New statements, one a line"
          hint="One line says it anew; several split it. They begin without votes. The author reads what became of theirs."
          rows={3}
        />
        <Button name="decision" value="split" variant="secondary" small>
          Use these instead<span class="nhsuk-u-visually-hidden">: {statement.body}</span>
        </Button>
        <Select
          name="into"
          id={`into-${statement.id}`}
          label="The statement that says the same"
          value={like === undefined ? '' : String(like.number)}
          items={[
            { value: '', text: 'Choose' },
            ...numbers.map((one) => ({ value: String(one.number), text: `${one.number}. ${one.body}` })),
          ]}
        />
        <Button name="decision" value="merge" variant="secondary" small>
          Join it to that one<span class="nhsuk-u-visually-hidden">: {statement.body}</span>
        </Button>
      </Details>
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
