import {
  ActionLink,
  Button,
  Empty,
  FlowPicture,
  Hero,
  Quote,
  Rows,
  Thread,
  Timeline,
  type ThreadPart,
} from '../../../design/index.ts';
import { formatDate, formatInstant, type LocalDate } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import { commitmentGroups, groupName, groupOf } from '../domain/commitment.ts';
import { planStanding } from '../domain/plan.ts';
import { objectionStanding } from '../domain/priority.ts';
import { CommitmentRows } from '../parts/commitment-rows.tsx';
import type { ThreadPartName } from '../../../thread/kinds.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { Evidence } from '../store/evidence.ts';
import type { Objection } from '../store/objections.ts';
import type { PriorityThread } from './load.ts';
import { OutcomeSection } from './outcome-section.tsx';
import { threadPicture } from './picture.ts';

type Can = { edit: boolean; measure: boolean; takePart: boolean };
type Props = { thread: PriorityThread; home: string; today: LocalDate; can: Can };

/** A priority with its whole thread: said, needed, agreed, promised, changed. */
export function PriorityPage(props: Props) {
  const { thread, home, can } = props;
  const { priority } = thread;
  const here = `${home}/priorities/${priority.slug}`;
  const picture = threadPicture(thread, home, props.today);
  const parts = partsOf(props);
  return (
    <>
      <Hero kicker="A priority of this place" title={priority.title} lede={priority.summary || undefined}>
        <StatusTag status={thread.standing} />
        {can.takePart && priority.status !== 'retired' && (
          <Button href={`${here}/commitments/new`}>Offer a commitment</Button>
        )}
      </Hero>
      {can.edit && <PlannerLinks here={here} status={priority.status} />}
      <h2>The thread at a glance</h2>
      <FlowPicture
        columns={picture.columns}
        edges={picture.edges}
        caption="From what people said to what was promised"
      />
      <OnThisPage parts={parts} />
      <Thread parts={parts} />
      <ActionLink href={`${home}/thread/priority/${priority.id}`}>Follow the thread of this priority</ActionLink>
    </>
  );
}

/** The parts of the page in the order of the thread; each can be gone to from its beginning. */
function partsOf(props: Props): (ThreadPart & { id: string; title: string })[] {
  const { thread } = props;
  const here = `${props.home}/priorities/${thread.priority.slug}`;
  return [
    {
      id: 'statements',
      title: 'What people said',
      lede: 'The statements that this priority answers.',
      tone: 'plum',
      children: <Answers {...props} />,
    },
    {
      id: 'need',
      title: 'What we know about need',
      lede: 'Each finding with where it comes from.',
      children: <Needs evidence={thread.evidence} />,
    },
    {
      id: 'voices',
      title: 'Who shaped it, and who disagrees',
      tone: 'plum',
      children: <Voices {...props} here={here} />,
    },
    { id: 'outcomes', title: 'What should change', children: <Outcomes {...props} here={here} /> },
    { id: 'promised', title: 'What was promised', tone: 'warm', children: <Promises {...props} /> },
    { id: 'plans', title: 'Plans it stands in', children: <Plans {...props} /> },
    ...thread.added.map((added) => ({
      title: added.title,
      lede: added.lede,
      tone: toneOf(added.part),
      id: added.part,
      children: added.body,
    })),
    { id: 'lately', title: 'What happened lately', children: <Events {...props} /> },
  ];
}

function OnThisPage(props: { parts: readonly { id: string; title: string }[] }) {
  return (
    <nav class="ct-contents" aria-label="On this page">
      <ul>
        {props.parts.map((part) => (
          <li key={part.id}>
            <a href={`#${part.id}`}>{part.title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function toneOf(part: ThreadPartName): 'accent' | 'plum' | 'warm' {
  if (part === 'changed' || part === 'learned') return 'warm';
  return part === 'decided' ? 'plum' : 'accent';
}

function PlannerLinks(props: { here: string; status: string }) {
  const links = [
    ['edit', 'Change the words and statements'],
    ['evidence', 'Evidence of need'],
    ['voices', 'Who shaped it'],
    ['outcomes/new', 'Add an outcome'],
    ['standing', props.status === 'published' ? 'Retire it' : 'Publish it'],
  ] as const;
  return (
    <nav aria-label="Work on this priority">
      <ul class="ct-actions nhsuk-list">
        {links.map(([path, text]) => (
          <li key={path}>
            <a href={`${props.here}/${path}`}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Answers(props: Props) {
  const { answers } = props.thread;
  if (answers.length === 0)
    return <p>No statement is linked yet. This priority rests on the evidence of need below.</p>;
  return (
    <Rows
      items={answers.map((card) => (
        <>
          <a href={card.address}>{card.title}</a> <StatusTag status={card.status} />
        </>
      ))}
    />
  );
}

function Needs(props: { evidence: readonly Evidence[] }) {
  if (props.evidence.length === 0) return <p>No evidence of need has been added yet.</p>;
  return (
    <ul class="ct-rows">
      {props.evidence.map((one) => (
        <li key={one.id}>
          <p class="nhsuk-u-margin-bottom-1">
            {one.finding}
            {one.figure !== '' && (
              <>
                : <strong>{one.figure}</strong>
              </>
            )}
          </p>
          <p class="ct-small nhsuk-u-margin-bottom-0">
            Source: {one.sourceAddress === undefined ? one.source : <a href={one.sourceAddress}>{one.source}</a>}
            {one.asOf !== undefined && `, ${formatDate(one.asOf)}`}
            {one.invented && ' (invented for this demonstration)'}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Voices(props: Props & { here: string }) {
  const { voices, objections } = props.thread;
  return (
    <>
      {voices.length === 0 ? (
        <p>Nobody has been named yet.</p>
      ) : (
        <ul>
          {voices.map((voice) => (
            <li key={voice.id}>
              <strong>{voice.who}</strong>
              {voice.how !== '' && `: ${voice.how}`}
            </li>
          ))}
        </ul>
      )}
      <h3>Objections</h3>
      {objections.length === 0 && <p>Nobody has objected so far.</p>}
      {objections.map((one) => (
        <ObjectionBox key={one.id} objection={one} home={props.home} canReply={props.can.edit} />
      ))}
      {props.can.takePart ? (
        <ActionLink href={`${props.here}/objections/new`}>Say why you object</ActionLink>
      ) : (
        <p class="ct-small">
          <a href={`/sign-in?next=${encodeURIComponent(`${props.here}/objections/new`)}`}>Sign in</a> to object to this
          priority.
        </p>
      )}
    </>
  );
}

function ObjectionBox(props: { objection: Objection; home: string; canReply: boolean }) {
  const { objection } = props;
  return (
    <div id={`objection-${objection.id}`}>
      <Quote source={`${objection.raisedBy}, ${formatDate(objection.raisedOn)}`}>{objection.reason}</Quote>
      <p>
        <StatusTag status={objectionStanding(objection.status)} />
        {props.canReply && (
          <>
            {' '}
            <a href={`${props.home}/objections/${objection.id}/reply`}>
              {objection.status === 'open' ? 'Reply' : 'Change the reply'}
              <span class="nhsuk-u-visually-hidden"> to the objection of {objection.raisedBy}</span>
            </a>
          </>
        )}
      </p>
      {objection.reply !== undefined && (
        <div class="nhsuk-inset-text">
          <p>{objection.reply}</p>
          {objection.repliedOn !== undefined && <p class="ct-small">Replied on {formatDate(objection.repliedOn)}</p>}
        </div>
      )}
    </div>
  );
}

function Outcomes(props: Props & { here: string }) {
  const { outcomes } = props.thread;
  if (outcomes.length === 0)
    return (
      <Empty heading="No outcome yet" headingLevel={3}>
        <p>An outcome says what should be different, measured how, from where and by when.</p>
        {props.can.edit && <a href={`${props.here}/outcomes/new`}>Add the first outcome</a>}
      </Empty>
    );
  return (
    <>
      {outcomes.map((outcome) => (
        <OutcomeSection key={outcome.id} outcome={outcome} home={props.home} canMeasure={props.can.measure} />
      ))}
    </>
  );
}

function Promises(props: Props) {
  const { commitments } = props.thread;
  if (commitments.length === 0)
    return (
      <Empty heading="Nothing promised yet" headingLevel={3}>
        <p>A commitment says who will do what by when, and who pays. Nobody is given one: whoever does it offers it.</p>
      </Empty>
    );
  return (
    <>
      {commitmentGroups.map((group) => {
        const list = commitments.filter((one) => groupOf(one, props.today) === group);
        return list.length === 0 ? null : (
          <section key={group}>
            <h3>
              {groupName(group)} ({plural(list.length, 'commitment')})
            </h3>
            <CommitmentRows commitments={list} home={props.home} today={props.today} />
          </section>
        );
      })}
    </>
  );
}

function Plans(props: Props) {
  const { plans } = props.thread;
  if (plans.length === 0) return <p>It stands in no plan yet.</p>;
  return (
    <ul class="ct-rows">
      {plans.map((plan) => (
        <li key={plan.id}>
          <a href={`${props.home}/plans/${plan.slug}`}>{plan.title}</a>{' '}
          <StatusTag status={planStanding(plan, props.today)} />
        </li>
      ))}
    </ul>
  );
}

function Events(props: Props) {
  const { events } = props.thread;
  if (events.length === 0) return <p>Nothing has happened yet.</p>;
  return (
    <Timeline
      items={events.map((event) => ({
        when: formatInstant(event.at),
        datetime: event.at.toISOString(),
        what: event.address === undefined ? event.sentence : <a href={event.address}>{event.sentence}</a>,
      }))}
    />
  );
}
