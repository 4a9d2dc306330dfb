import { ActionLink, Button, Empty, Rows, Tag, type TagColour } from '../../../design/index.ts';
import type { Conversation } from '../domain/conversation.ts';
import { reasonSentences, takesVotes } from '../domain/life-cycle.ts';
import { whereISit } from '../domain/where-i-sit.ts';
import type { VoteValue } from '../domain/vote.ts';
import { addressOf } from '../store/cards.ts';
import type { StatementResult } from '../store/results.ts';
import type { Related } from '../store/lineage.ts';
import type { OwnStatement } from '../store/statements.ts';
import type { Votable } from '../store/votes.ts';

type Props = {
  place: { slug: string };
  conversation: Conversation;
  statements: readonly Votable[];
  votes: ReadonlyMap<string, VoteValue>;
  written: readonly OwnStatement[];
  /** What became of them, by their ids. */
  became: ReadonlyMap<string, readonly Related[]>;
  /** Those that they have said in other words since, by their ids, with the number of the new words. */
  newer: ReadonlyMap<string, number>;
  results: readonly StatementResult[];
  /** What they were asked of themselves when they joined, and may say in another way. */
  saidOf: { group: boolean; earlier: boolean };
};

const voteWords: Record<VoteValue, string> = { 1: 'You agreed', [-1]: 'You disagreed', 0: 'You passed' };
const statusWords: Record<OwnStatement['status'], { text: string; colour: TagColour }> = {
  submitted: { text: 'Waiting to be read', colour: 'yellow' },
  approved: { text: 'Others can vote on it', colour: 'green' },
  rejected: { text: 'Not added', colour: 'grey' },
  withdrawn: { text: 'Taken back', colour: 'grey' },
};

const saidAnew = { text: 'Said in other words', colour: 'grey' } as const;

/** What I said and how I voted; on this device, for nobody else. */
export function MyPartPage(props: Props) {
  const { conversation, statements, votes, written } = props;
  const base = addressOf(props.place, conversation);
  const isOpen = takesVotes(conversation.state);
  const voted = statements.filter((one) => votes.has(one.id));
  return (
    <>
      <h1 class="nhsuk-heading-l">Your votes and statements</h1>
      <p>Only you can see this page, on this device.</p>
      {isOpen && <ActionLink href={`${base}/vote`}>Go on voting</ActionLink>}
      <SaidOf saidOf={props.saidOf} base={base} />
      <WhereISit {...props} />
      <section aria-labelledby="written">
        <h2 class="nhsuk-heading-m" id="written">
          What you said
        </h2>
        {written.length === 0 ? (
          <Empty heading="You have not added a statement" headingLevel={3}>
            <p>
              {isOpen ? <a href={`${base}/write`}>Say something in your own words</a> : 'The conversation has closed.'}
            </p>
          </Empty>
        ) : (
          <Rows
            items={written.map((one) => (
              <Written
                one={one}
                base={base}
                became={props.became.get(one.id) ?? []}
                newer={props.newer.get(one.id)}
                isOpen={isOpen}
                key={one.id}
              />
            ))}
          />
        )}
      </section>
      <section aria-labelledby="voted">
        <h2 class="nhsuk-heading-m" id="voted">
          How you voted
        </h2>
        {voted.length === 0 ? (
          <p>You have not voted yet.</p>
        ) : (
          <Rows
            items={voted.map((one) => (
              <div key={one.id}>
                <p class="ct-row__title">{one.body}</p>
                <p class="ct-small">
                  {voteWords[votes.get(one.id) ?? 0]}.{' '}
                  {isOpen && (
                    <a href={`${base}/vote?s=${one.number}`}>
                      Change<span class="nhsuk-u-visually-hidden"> your vote on “{one.body}”</span>
                    </a>
                  )}
                </p>
              </div>
            ))}
          />
        )}
      </section>
    </>
  );
}

/** The way back to what people said of themselves before the first statement. */
function SaidOf({ saidOf, base }: Pick<Props, 'saidOf'> & { base: string }) {
  if (!saidOf.group && !saidOf.earlier) return null;
  const of = [
    ...(saidOf.group ? ['your group'] : []),
    ...(saidOf.earlier ? ['whether we compare your earlier answers'] : []),
  ];
  return (
    <p>
      <a href={`${base}/group`}>Change {of.join(', or ')}</a>
    </p>
  );
}

function WhereISit({ results, votes }: Props) {
  const place = whereISit(results, votes);
  if (place === null) return null;
  const other = results.filter((one) => place.other.includes(one.id));
  return (
    <section aria-labelledby="where">
      <h2 class="nhsuk-heading-m" id="where">
        Where you sit
      </h2>
      <p>
        Of the {place.of} shared statements that you answered, you see {place.same} in the same way as most people here.
      </p>
      {other.length > 0 && (
        <>
          <p>You see {other.length === 1 ? 'this one' : 'these'} differently:</p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {other.map((one) => (
              <li key={one.id}>{one.body}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const becameWords: Record<Related['relation'], string> = {
  'split-into': 'Two ideas were made of it, so that people can agree with one and not the other:',
  'reworded-as': 'It was said in other words:',
  'merged-into': 'Somebody had said the same. You can vote on it:',
};

function Written(props: {
  one: OwnStatement;
  base: string;
  became: readonly Related[];
  newer: number | undefined;
  isOpen: boolean;
}) {
  const { one, base, became, newer } = props;
  const [first] = became;
  const isSaidAnew = newer !== undefined && one.status === 'withdrawn';
  const { text, colour } = isSaidAnew ? saidAnew : statusWords[one.status];
  return (
    <>
      <p class="ct-row__title">
        {one.status === 'approved' ? <a href={`${base}/statements/${one.number}`}>{one.body}</a> : one.body}{' '}
        <Tag colour={colour}>{text}</Tag>
      </p>
      {first !== undefined && (
        <>
          <p class="ct-small">{becameWords[first.relation]}</p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {became.map((other) => (
              <li key={other.number}>
                <a href={`${base}/vote?s=${other.number}`}>{other.body}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {first === undefined && one.reason !== undefined && one.status === 'rejected' && (
        <p class="ct-small">{reasonSentences[one.reason]}</p>
      )}
      {newer !== undefined && one.status === 'approved' && (
        <p class="ct-small">Your new words wait to be read. Until then others vote on these.</p>
      )}
      {newer === undefined && first === undefined && one.status !== 'withdrawn' && props.isOpen && (
        <p class="ct-small">
          <a href={`${base}/write?s=${one.number}`}>
            Say it in other words<span class="nhsuk-u-visually-hidden">: {one.body}</span>
          </a>
        </p>
      )}
      {one.status === 'submitted' && props.isOpen && (
        <form method="post" action={`${base}/mine`}>
          <input type="hidden" name="statement" value={one.id} />
          <Button variant="secondary" small>
            Take it back<span class="nhsuk-u-visually-hidden">: {one.body}</span>
          </Button>
        </form>
      )}
    </>
  );
}
