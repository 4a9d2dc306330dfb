import { Button, Grid, Hero, Rows, StatTile, Tag, Textarea } from '../../../design/index.ts';
import { formatNumber, plural } from '../../../lib/text.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { ConversationCommand } from '../domain/life-cycle.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import { StateTag } from '../parts/state-tag.tsx';
import { addressOf } from '../store/cards.ts';
import type { Sector } from '../store/conversations.ts';
import type { PublicFigures } from '../store/results.ts';
import type { Statement } from '../store/statements.ts';

type Props = {
  place: { slug: string };
  conversation: Conversation;
  sectors: readonly Sector[];
  statements: readonly Statement[];
  figures: PublicFigures | undefined;
  typed: { statements: string; errors: readonly { text: string; field?: string }[] };
};

const nextStep: Record<Conversation['state'], { command: ConversationCommand; text: string; hint: string }> = {
  draft: {
    command: 'open',
    text: 'Open the conversation',
    hint: 'Everybody with the code can take part from then on.',
  },
  open: {
    command: 'close',
    text: 'Close the conversation',
    hint: 'Close it when everybody has voted. From then on nobody can vote, and everybody sees the result.',
  },
  reopened: {
    command: 'close',
    text: 'Close it again',
    hint: 'A result changes only where the change does not show one person’s vote.',
  },
  closed: {
    command: 'reopen',
    text: 'Open it again',
    hint: 'When you open it again, people can vote again. The published result stays as it is until you close it.',
  },
};

/** Everything a facilitator does with one conversation. */
export function RunPage(props: Props) {
  const { place, conversation, statements, figures, sectors } = props;
  const base = addressOf(place, conversation);
  const waiting = statements.filter((one) => one.status === 'submitted').length;
  const approved = statements.filter((one) => one.status === 'approved');
  const step = nextStep[conversation.state];
  return (
    <>
      <Hero kicker="Run a conversation" title={conversation.question} lede={conversation.description}>
        <StateTag state={conversation.state} />
        <a href={`${base}/exact`}>Exact results</a>
        <a href={`${base}/poster`}>The code to show or print</a>
        <a href={`${base}/prepare`}>Who comes, and who is not here</a>
        <a href={`${base}/console`}>Run a workshop</a>
        <a href={`${base}/paper`}>Cards on paper</a>
        <a href={`${base}/themes`}>Themes</a>
      </Hero>
      <Grid
        tiles
        items={[
          <StatTile key="code" value={<span class="ct-join-code">{conversation.joinCode}</span>} label="join code" />,
          <StatTile
            key="people"
            value={figures?.people === undefined ? 'Fewer than 5' : formatNumber(figures.people)}
            label="people took part"
          />,
          <StatTile key="statements" value={formatNumber(approved.length)} label="statements to vote on" />,
          <StatTile key="waiting" value={formatNumber(waiting)} label="waiting to be read" href={`${base}/moderate`} />,
        ]}
      />
      <form method="post" action={`${base}/state`}>
        <p>{step.hint}</p>
        <Button
          name="command"
          value={step.command}
          preventDoubleClick
          variant={step.command === 'close' ? 'secondary' : undefined}
        >
          {step.text}
        </Button>
      </form>
      {waiting > 0 && (
        <p>
          <a href={`${base}/moderate`}>Read {plural(waiting, 'new statement')}</a>
        </p>
      )}
      <section aria-labelledby="statements-heading">
        <h2 class="nhsuk-heading-m" id="statements-heading">
          Statements
        </h2>
        <Rows
          items={statements.map((one) => (
            <p class="ct-row__title" key={one.id}>
              {one.number}. {one.body} {one.status === 'submitted' && <Tag colour="yellow">Waiting to be read</Tag>}
              {one.status === 'rejected' && <Tag colour="grey">Rejected</Tag>}
            </p>
          ))}
        />
        <form method="post" action={`${base}/statements`} novalidate>
          <Textarea
            name="statements"
            label="Add statements"
            hint="One a line, at most 140 characters each. They can be voted on at once."
            value={props.typed.statements}
            error={props.typed.errors.find((error) => error.field === 'statements')?.text}
            rows={4}
          />
          <Button variant="secondary" preventDoubleClick>
            Add
          </Button>
        </form>
      </section>
      {sectors.length > 0 && (
        <p class="ct-small">People may say that they belong to: {sectors.map((sector) => sector.label).join(', ')}.</p>
      )}
      {takesVotes(conversation.state) && (
        <p class="ct-small">While it is open the public sees how many took part, and not yet what they share.</p>
      )}
    </>
  );
}
