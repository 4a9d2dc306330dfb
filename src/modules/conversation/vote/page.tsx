import { Button, ChoiceButtons, ErrorMessage, Panel, Progress } from '../../../design/index.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { VoteValue } from '../domain/vote.ts';
import { addressOf } from '../store/cards.ts';
import { Translations } from '../parts/translations.tsx';
import type { Translation } from '../store/lineage.ts';
import type { Votable } from '../store/votes.ts';

type Props = {
  place: { slug: string };
  conversation: Conversation;
  statement: Votable;
  vote: VoteValue | undefined;
  progress: { done: number; all: number };
  later: readonly number[];
  problem: string | undefined;
  isOnlyOneLeft: boolean;
  translations: readonly Translation[];
};

/** One statement and three answers. The buttons always stand in the same order. */
export function VotePage(props: Props) {
  const { conversation, place, statement, vote, progress } = props;
  const base = addressOf(place, conversation);
  const isChange = vote !== undefined;
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <Progress label="Statements you have answered" value={progress.done} max={progress.all} />
      {props.problem !== undefined && <ErrorMessage>{props.problem}</ErrorMessage>}
      <h1 class="ct-statement" id="statement" tabIndex={-1}>
        {statement.body}
      </h1>
      <Translations list={props.translations} />
      <form method="post" action={`${base}/vote`} aria-labelledby="statement">
        <input type="hidden" name="statement" value={statement.number} />
        <input type="hidden" name="later" value={props.later.join('.')} />
        {isChange && <input type="hidden" name="from" value="mine" />}
        <ChoiceButtons
          name="vote"
          label="Your answer"
          items={[
            { value: 'agree', text: 'Agree', icon: 'tick', pressed: isChange ? vote === 1 : undefined },
            {
              value: 'disagree',
              text: 'Disagree',
              icon: 'cross',
              tone: 'warm',
              pressed: isChange ? vote === -1 : undefined,
            },
            { value: 'pass', text: 'Pass', tone: 'plain', pressed: isChange ? vote === 0 : undefined },
          ]}
        />
        <p class="ct-small">Pass means: I am not sure, or this is not about me. It is an answer too.</p>
        {!isChange && !props.isOnlyOneLeft && (
          <Button variant="secondary" small name="vote" value="later">
            Ask me later
          </Button>
        )}
      </form>
      <Ways base={base} />
    </>
  );
}

/** After the last statement. */
export function ThanksPage(props: {
  place: { slug: string };
  conversation: Conversation;
  progress: { done: number; all: number };
}) {
  const base = addressOf(props.place, props.conversation);
  return (
    <>
      <Panel heading="Thank you">
        {props.progress.all === 0
          ? 'There are no statements to vote on yet.'
          : `You have answered all ${props.progress.all} statements.`}
      </Panel>
      <p>
        When the conversation closes, <a href={base}>its page</a> shows where people agree, where they differ, and what
        they do not know yet. Come back whenever you like: new statements may be added.
      </p>
      <p>Is something missing? Say it in your own words.</p>
      <Button href={`${base}/write`}>Add a statement</Button>
      <Ways base={base} />
    </>
  );
}

function Ways({ base }: { base: string }) {
  return (
    <ul class="nhsuk-list ct-ways">
      <li>
        <a href={`${base}/write`}>Add a statement of your own</a>
      </li>
      <li>
        <a href={`${base}/matters`}>Say what matters to you</a>
      </li>
      <li>
        <a href={`${base}/mine`}>Your votes and statements</a>
      </li>
      <li>
        <a href={base}>About this conversation</a>
      </li>
    </ul>
  );
}
