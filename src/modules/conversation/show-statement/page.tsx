import { ActionLink, Button, Empty, Rows } from '../../../design/index.ts';
import type { Place } from '../../../platform/http/places.ts';
import type { SeenCard } from '../../../thread/store/read.ts';
import type { Conversation } from '../domain/conversation.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import { twiceInWords } from '../domain/movement.ts';
import { agreementInWords, wordsOf } from '../domain/shown-result.ts';
import { Translations } from '../parts/translations.tsx';
import { ResultBar, SectorTable } from '../parts/results.tsx';
import { addressOf } from '../store/cards.ts';
import type { Translation } from '../store/lineage.ts';
import type { StatementResult } from '../store/results.ts';
import type { Statement, StatementOrigin } from '../store/statements.ts';

type Props = {
  place: Place;
  conversation: Conversation;
  statement: Statement;
  result: StatementResult | undefined;
  answers: readonly SeenCard[];
  translations: readonly Translation[];
  can: { translate: boolean };
};

const writtenBy: Record<StatementOrigin, string> = {
  seed: 'Written by the partnership to begin with',
  participant: 'Written by somebody who took part',
  table: 'Written by a table in the room',
  collected: 'Told to a worker, who wrote it down',
  derived: 'Made from a longer statement',
};

/** What somebody said, whether others agree, and what came of it. */
export function StatementPage(props: Props) {
  const { place, conversation, statement, result, answers } = props;
  return (
    <>
      <p class="ct-hero__kicker">Statement {statement.number}</p>
      <h1 class="nhsuk-heading-l">{statement.body}</h1>
      <p class="ct-small">
        {writtenBy[statement.origin]}, in answer to “
        <a href={addressOf(place, conversation)}>{conversation.question}</a>”
      </p>
      <Translations list={props.translations} />
      {props.can.translate && (
        <p>
          <a href={`${addressOf(place, conversation)}/statements/${statement.number}/translations`}>Translate it</a>
        </p>
      )}
      <section aria-labelledby="result">
        <h2 class="nhsuk-heading-m" id="result">
          {result === undefined ? 'Do people agree?' : wordsOf(result.className)}
        </h2>
        <Result conversation={conversation} result={result} place={place} statement={statement} />
      </section>
      <section aria-labelledby="came-of-it">
        <h2 class="nhsuk-heading-m" id="came-of-it">
          What came of it
        </h2>
        {answers.length === 0 ? (
          <Empty heading="No priority answers this yet" headingLevel={3}>
            <p>When the partnership chooses a priority because of this statement, you will find it here.</p>
          </Empty>
        ) : (
          <Rows
            items={answers.map((card) => (
              <>
                <p class="ct-row__title">
                  <a href={card.address}>{card.title}</a>
                </p>
                {card.summary !== '' && <p class="ct-small">{card.summary}</p>}
              </>
            ))}
          />
        )}
        <ActionLink href={`/${place.slug}/thread/statement/${statement.id}`}>Follow the thread</ActionLink>
      </section>
      {conversation.attribution !== undefined && <p class="ct-small">{conversation.attribution}</p>}
    </>
  );
}

function Result(props: Pick<Props, 'place' | 'conversation' | 'statement' | 'result'>) {
  const { conversation, result, place, statement } = props;
  if (result !== undefined)
    return (
      <>
        <p>{agreementInWords(result)}.</p>
        {result.seen !== null && <ResultBar result={result} label="How people voted" />}
        {result.sectors.length > 0 && <SectorTable sectors={result.sectors} />}
        {result.twice.workshop !== undefined && (
          <p>{twiceInWords(result.twice.workshop, 'who answered before the workshop and again')}</p>
        )}
        {result.twice.earlier !== undefined && (
          <p>{twiceInWords(result.twice.earlier, 'who answered this when it was asked before and now')}</p>
        )}
      </>
    );
  if (statement.kind === 'about-you')
    return <p>This asked people about themselves. It is not counted as an opinion.</p>;
  if (!takesVotes(conversation.state)) return <p>There is no result for this statement.</p>;
  return (
    <>
      <p>The result is shown when the conversation closes.</p>
      <Button href={`${addressOf(place, conversation)}/vote?s=${statement.number}`}>Vote on this</Button>
    </>
  );
}
