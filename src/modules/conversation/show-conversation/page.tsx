import {
  ActionLink,
  Button,
  Details,
  Empty,
  Grid,
  Hero,
  InsetText,
  Pagination,
  Rows,
  StatTile,
  Thread,
} from '../../../design/index.ts';
import { formatNumber, plural } from '../../../lib/text.ts';
import type { Place } from '../../../platform/http/places.ts';
import type { Conversation } from '../domain/conversation.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import type { Insight } from '../domain/public-insight.ts';
import { agreementInWords, wordsOf } from '../domain/shown-result.ts';
import { InsightSection } from '../parts/insight.tsx';
import { classSections, ResultBar, ResultTable } from '../parts/results.tsx';
import { StateTag } from '../parts/state-tag.tsx';
import { addressOf } from '../store/cards.ts';
import type { PublicFigures, StatementResult } from '../store/results.ts';
import type { Statement } from '../store/statements.ts';

type Props = {
  place: Place;
  conversation: Conversation;
  figures: PublicFigures | undefined;
  results: readonly StatementResult[];
  statements: readonly Statement[];
  /** How many statements people are asked to vote on in all, and the number after which the next page begins. */
  count: number;
  next: number | undefined;
  insight: Insight | undefined;
  /** The statement whose answers the picture shows. */
  chosen: number | undefined;
  can: { run: boolean; readExact: boolean };
};

const tones = { agree: 'accent', 'not-us': 'warm', differ: 'plum' } as const;

/** The question first, then how to take part, then what people share. */
export function ConversationPage(props: Props) {
  const { place, conversation, results, can } = props;
  const base = addressOf(place, conversation);
  const isOpen = takesVotes(conversation.state);
  return (
    <>
      <Hero kicker="A conversation" title={conversation.question} lede={conversation.description}>
        <StateTag state={conversation.state} closedAt={conversation.closedAt} />
        {isOpen && <Button href={`${base}/vote`}>Take part</Button>}
        {can.run && (
          <Button href={`${base}/run`} variant="secondary">
            Run this conversation
          </Button>
        )}
        {can.readExact && <a href={`${base}/analysis`}>Analysis</a>}
        {can.readExact && <a href={`${base}/exact`}>Exact results</a>}
      </Hero>
      <Figures {...props} />
      {isOpen && (
        <InsetText>
          <p>
            Join on any phone or computer with the code <strong class="ct-code">{conversation.joinCode}</strong>. You
            need no account. Nobody sees how you voted.
          </p>
        </InsetText>
      )}
      {results.length > 0 ? <Results {...props} base={base} /> : <NoResults {...props} base={base} />}
      {props.next !== undefined && (
        <Pagination next={{ href: `${base}?after=${props.next}`, text: 'More statements' }} label="More statements" />
      )}
      <Details summary="How this works">
        <p>
          People write short statements. Everybody votes on them: agree, disagree or pass. A statement is “shared” when
          a clear majority agrees with it.
        </p>
        <p>
          The result is shown when the conversation closes. We leave out numbers so small that somebody could be
          recognised, and every figure from which they could be worked out.
        </p>
        <p>
          <a href={`${base}/policy`}>How statements are read, and every decision</a>
        </p>
      </Details>
      {conversation.attribution !== undefined && <p class="ct-small">{conversation.attribution}</p>}
    </>
  );
}

function Figures({ figures, count }: Props) {
  const people = figures?.people;
  const votes = figures?.votes;
  return (
    <Grid
      tiles
      items={[
        <StatTile
          key="people"
          value={people === undefined ? 'Fewer than 5' : formatNumber(people)}
          label={people === 1 ? 'person took part' : 'people took part'}
        />,
        <StatTile key="statements" value={formatNumber(count)} label={count === 1 ? 'statement' : 'statements'} />,
        ...(votes === undefined ? [] : [<StatTile key="votes" value={formatNumber(votes)} label="votes" />]),
      ]}
    />
  );
}

function Results(props: Props & { base: string }) {
  const { results, base } = props;
  const sections = classSections
    .map((section) => ({ ...section, list: results.filter((one) => one.className === section.name) }))
    .filter((section) => section.list.length > 0);
  return (
    <>
      <Thread
        parts={sections.map((section) => ({
          id: section.name,
          title: section.name === 'withheld' ? 'Not shown' : wordsOf(section.name),
          lede: section.lede,
          tone: section.name in tones ? tones[section.name as keyof typeof tones] : undefined,
          children: <Section list={section.list} base={base} />,
        }))}
      />
      <Details summary="Every statement in one table">
        <ResultTable results={results} base={base} />
      </Details>
      <InsightSection {...props} base={base} />
      <p>
        <a href={`${base}/results.csv`}>Download these figures as a spreadsheet file (CSV)</a>, or{' '}
        <a href={`${base}/results.json`}>as JSON</a>. Or read <a href={`${base}/report`}>the report</a>.
      </p>
    </>
  );
}

/** A page that shows everything at once shows nothing: the rest is one step away, and in the table below. */
const shownAtOnce = 6;

function Section({ list, base }: { list: readonly StatementResult[]; base: string }) {
  const rest = list.slice(shownAtOnce);
  return (
    <>
      <Lines list={list.slice(0, shownAtOnce)} base={base} />
      {rest.length > 0 && (
        <Details summary={plural(rest.length, 'more statement')}>
          <Lines list={rest} base={base} />
        </Details>
      )}
    </>
  );
}

function Lines({ list, base }: { list: readonly StatementResult[]; base: string }) {
  return (
    <Rows
      items={list.map((one) => (
        <Line result={one} base={base} key={one.id} />
      ))}
    />
  );
}

function Line({ result, base }: { result: StatementResult; base: string }) {
  return (
    <>
      <p class="ct-row__title nhsuk-u-margin-bottom-2">
        <a href={`${base}/statements/${result.number}`}>{result.body}</a>
      </p>
      {result.seen === null ? (
        <p class="ct-small">{agreementInWords(result)}.</p>
      ) : (
        <ResultBar result={result} label={`How people voted on: ${result.body}`} />
      )}
    </>
  );
}

function NoResults({ conversation, statements, base }: Props & { base: string }) {
  const isOpen = takesVotes(conversation.state);
  return (
    <>
      <Empty heading="What people share is shown here when the conversation closes">
        <p>
          Until then nobody sees the result, so that everybody can answer freely and nobody’s vote can be worked out
          from a figure that moves.
        </p>
      </Empty>
      {statements.length > 0 && (
        <section aria-labelledby="statements">
          <h2 class="nhsuk-heading-m" id="statements">
            What people are asked to vote on
          </h2>
          <Rows
            items={statements.map((statement) => (
              <p class="ct-row__title" key={statement.id}>
                <a href={`${base}/statements/${statement.number}`}>{statement.body}</a>
              </p>
            ))}
          />
          {isOpen && <ActionLink href={`${base}/vote`}>Vote on these</ActionLink>}
        </section>
      )}
    </>
  );
}
