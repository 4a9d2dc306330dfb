import { Button, ChoiceButtons, Details, ErrorMessage, Input, Progress } from '../../../design/index.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { formatTime } from '../../../lib/dates.ts';
import type { Conversation } from '../domain/conversation.ts';
import { blockWords, endsAt } from '../domain/run-sheet.ts';
import { roomData, type RoomView } from '../parts/room-load.ts';
import {
  BlockResultList,
  FamilyCircle,
  Fictitious,
  HandOffSentences,
  OfferList,
  StepTable,
} from '../parts/room-parts.tsx';
import type { Sector } from '../store/conversations.ts';
import type { Block } from '../store/rooms.ts';
import type { Votable } from '../store/votes.ts';
import { OfferForm, StepForm, SupportForm } from './family-forms.tsx';
import { DotsForm, FistForm, HereForm, IdeaForm, PairForm, WordForm, type RoundProps } from './round-forms.tsx';

type Props = {
  conversation: Conversation;
  base: string;
  view: RoomView;
  form: FormView;
  table: number | undefined;
  vote: { statement: Votable | undefined; done: number; all: number };
  round: RoundProps;
  organisations: readonly { id: string; name: string }[];
  /** Of which groups people may be, and which this person said. */
  sectors: { list: readonly Sector[]; chosen: Uuid | undefined };
};

/** What a phone shows: what the room asks of you now. */
export function PhonePage(props: Props) {
  const { base, view, conversation, table } = props;
  const { block, room } = view;
  return (
    <div {...roomData(base, view)}>
      <p class="ct-hero__kicker">
        {conversation.question}
        {table !== undefined && ` (table ${table})`}
      </p>
      <p data-fresh hidden>
        <a href={`${base}/room`}>The room has moved on. Go there</a>
      </p>
      {room.hasEnded ? <Ended base={base} /> : <Asked {...props} block={block} />}
      {table === undefined && block === undefined && <TableForm base={base} />}
      <ul class="nhsuk-list ct-ways">
        <li>
          <a href={`${base}/room`}>Look again</a>
        </li>
        <li>
          <a href={`${base}/write`}>Add a statement of your own</a>
        </li>
        <li>
          <a href={`${base}/mine`}>Your votes and statements</a>
        </li>
      </ul>
    </div>
  );
}

/** A device that speaks for a whole table. */
function TableForm({ base }: { base: string }) {
  return (
    <Details summary="This device speaks for a table">
      <form method="post" action={`${base}/table`}>
        <Input
          name="table"
          label="Number of the table"
          hint="What it writes is the table’s. Its votes count for nobody: each person votes on a device of their own."
          width={3}
          inputmode="numeric"
        />
        <Button variant="secondary">Speak for this table</Button>
      </form>
    </Details>
  );
}

function Ended({ base }: { base: string }) {
  return (
    <>
      <h1 class="nhsuk-heading-l">The workshop has ended</h1>
      <p>
        Thank you. <a href={base}>The conversation’s page</a> shows the result when it closes.
      </p>
    </>
  );
}

function Asked(props: Props & { block: Block | undefined }) {
  const { block, view } = props;
  if (block === undefined)
    return (
      <>
        <h1 class="nhsuk-heading-l">You are in</h1>
        <p>Nothing is asked yet. This page changes by itself when it begins.</p>
      </>
    );
  if (block.state !== 'open')
    return (
      <>
        <h1 class="nhsuk-heading-l">{block.title}</h1>
        {block.result === undefined ? (
          <p>This round has closed. What comes next is shown here.</p>
        ) : (
          <BlockResultList block={block} result={block.result} />
        )}
      </>
    );
  const isVote = block.kind === 'vote' && props.vote.statement !== undefined;
  return (
    <>
      {isVote ? <p class="ct-small">{block.title}</p> : <h1 class="nhsuk-heading-l">{block.title}</h1>}
      {block.openedAt !== undefined && (
        <p class="ct-small">Until about {formatTime(endsAt(block.openedAt, block.minutes))}.</p>
      )}
      {view.exercise !== undefined && (block.kind.startsWith('family-') || block.kind === 'commit') && (
        <Fictitious exercise={view.exercise} />
      )}
      <Round {...props} block={block} />
    </>
  );
}

function Round(props: Props & { block: Block }) {
  const { block, base, view, form, round, organisations } = props;
  const { exercise } = view;
  switch (block.kind) {
    case 'here':
      return <HereForm {...round} form={form} sectors={props.sectors} />;
    case 'word':
      return <WordForm {...round} form={form} />;
    case 'dots':
      return <DotsForm {...round} form={form} />;
    case 'pairs':
      return <PairForm {...round} form={form} />;
    case 'ideas':
      return <IdeaForm {...round} form={form} />;
    case 'fist':
      return <FistForm {...round} form={form} />;
    case 'vote':
      return <VoteInRoom {...props} />;
    case 'write':
      return (
        <>
          <p>{blockWords.write.what}</p>
          <Button href={`${base}/write?from=room`}>Write a statement</Button>
        </>
      );
    case 'family-strengths':
      return exercise === undefined ? (
        <Wait />
      ) : (
        <>
          <SupportForm action={round.action} block={block.id} exercise={exercise} form={form} />
          <FamilyCircle exercise={exercise} />
        </>
      );
    case 'family-handoffs':
      return exercise === undefined ? (
        <Wait />
      ) : (
        <>
          <StepForm action={round.action} block={block.id} exercise={exercise} form={form} />
          <HandOffSentences exercise={exercise} />
          {exercise.steps.length > 0 && <StepTable exercise={exercise} />}
        </>
      );
    case 'family-offers':
      return exercise === undefined ? (
        <Wait />
      ) : (
        <>
          <OfferForm
            action={round.action}
            block={block.id}
            exercise={exercise}
            form={form}
            organisations={organisations}
          />
          <OfferList exercise={exercise} />
        </>
      );
    case 'commit':
      return exercise === undefined ? <Wait /> : <OfferList exercise={exercise} />;
    case 'talk':
    case 'walk':
      return <p>{blockWords[block.kind].what} Look at the wall.</p>;
  }
}

function Wait() {
  return <p>The facilitator chooses a family first.</p>;
}

/** One statement and three answers, as on the page where people vote alone. */
function VoteInRoom({ base, vote, form }: Props) {
  const { statement, done, all } = vote;
  if (statement === undefined)
    return (
      <p>
        You have answered all there is. <a href={`${base}/write?from=room`}>Is something missing? Write it</a>
      </p>
    );
  return (
    <>
      <Progress label="Statements you have answered" value={done} max={all} />
      {form.problems.map((problem) => (
        <ErrorMessage key={problem.field}>{problem.text}</ErrorMessage>
      ))}
      <h1 class="ct-statement" id="statement" tabIndex={-1}>
        {statement.body}
      </h1>
      <form method="post" action={`${base}/vote`} aria-labelledby="statement">
        <input type="hidden" name="statement" value={statement.number} />
        <input type="hidden" name="from" value="room" />
        <ChoiceButtons
          name="vote"
          label="Your answer"
          items={[
            { value: 'agree', text: 'Agree', icon: 'tick' },
            { value: 'disagree', text: 'Disagree', icon: 'cross', tone: 'warm' },
            { value: 'pass', text: 'Pass', tone: 'plain' },
          ]}
        />
      </form>
    </>
  );
}
