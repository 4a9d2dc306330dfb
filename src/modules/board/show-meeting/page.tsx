import { Button, Empty, Hero, InsetText, Thread } from '../../../design/index.ts';
import { formatInstant, formatTime, todayInLondon } from '../../../lib/dates.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { bankHolidays } from '../domain/bank-holidays.ts';
import { purposeName } from '../domain/item.ts';
import {
  agendaStanding,
  commandsIn,
  meetingStanding,
  takesDecisions,
  takesItems,
  takesMinutes,
  type MeetingCommandKind,
} from '../domain/meeting.ts';
import type { UnderDecision } from '../domain/decision.ts';
import { ActionRows, DecisionRows } from '../parts/rows.tsx';
import type { Action } from '../store/actions.ts';
import type { Decision } from '../store/decisions.ts';
import type { AgendaItem, PrivateWords } from '../store/items.ts';
import type { Meeting } from '../store/meetings.ts';

export type MeetingView = {
  meeting: Meeting;
  items: AgendaItem[];
  hidden: Map<string, PrivateWords>;
  decisions: Decision[];
  under: Map<string, UnderDecision>;
  actions: Action[];
  /** Actions of earlier meetings of the same body that are still open. */
  earlier: Action[];
  priorities: Map<string, { title: string; address: string }>;
};
type Props = { view: MeetingView; home: string; now: Date; isOfficer: boolean };

const steps: Readonly<Record<MeetingCommandKind, string>> = {
  call: 'Call the meeting',
  'publish-agenda': 'Publish the agenda',
  move: 'Move it to another day',
  cancel: 'Cancel it',
  hold: 'Record that it was held',
  'draft-minutes': 'Publish the draft minutes',
  'approve-minutes': 'Approve the minutes',
};

/** A meeting in public: what it is asked, what it decided, who accepted to do it. */
export function MeetingPage(props: Props) {
  const { view, home, now } = props;
  const { meeting } = view;
  const agenda = agendaStanding(meeting, now, bankHolidays);
  const today = todayInLondon(now);
  return (
    <>
      <Hero
        kicker={<a href={`${home}/meetings/bodies/${meeting.body.slug}`}>{meeting.body.name}</a>}
        title={meeting.title}
        lede={`${formatInstant(meeting.startsAt)} to ${formatTime(meeting.endsAt)}${meeting.venue === '' ? '' : `, ${meeting.venue}`}`}
      >
        <StatusTag status={meetingStanding(meeting, now)} />
      </Hero>
      {meeting.stateReason !== '' && (
        <InsetText>
          <p>
            {meeting.state === 'cancelled'
              ? 'Cancelled: '
              : `Moved${meeting.movedFrom === undefined ? '' : ` from ${formatInstant(meeting.movedFrom)}`}: `}
            {meeting.stateReason}
          </p>
        </InsetText>
      )}
      {meeting.accessNotes !== '' && <p>{meeting.accessNotes}</p>}
      {meeting.shortNoticeReason !== '' && <p>Called at short notice: {meeting.shortNoticeReason}</p>}
      {agenda !== undefined && <p class="ct-small">{agenda.text}.</p>}
      {props.isOfficer && <Work meeting={meeting} home={home} />}
      <Thread
        parts={[
          { title: 'Agenda', tone: 'plum', children: <Agenda {...props} /> },
          {
            title: 'What was decided',
            tone: 'plum',
            children:
              view.decisions.length === 0 ? (
                <p>Nothing has been decided here yet.</p>
              ) : (
                <DecisionRows decisions={view.decisions} under={view.under} home={home} />
              ),
          },
          {
            title: 'Who accepted to do it',
            children:
              view.actions.length === 0 ? (
                <p>No organisation has been asked yet.</p>
              ) : (
                <ActionRows actions={view.actions} home={home} today={today} />
              ),
          },
          {
            title: 'Still open from earlier meetings',
            children:
              view.earlier.length === 0 ? (
                <p>Nothing is open from earlier meetings.</p>
              ) : (
                <ActionRows actions={view.earlier} home={home} today={today} />
              ),
          },
        ]}
      />
      <p>
        <a href={`${home}/thread/meeting/${meeting.id}`}>Follow the thread of this meeting</a>
      </p>
    </>
  );
}

function Work(props: { meeting: Meeting; home: string }) {
  const { meeting, home } = props;
  const here = `${home}/meetings/${meeting.slug}`;
  const links = [
    ...commandsIn(meeting.state).map((step) => [`${here}/steps/${step}`, steps[step]] as const),
    ...(takesItems(meeting.state)
      ? [[`${here}/items/new`, 'Add an item'] as const, [`${here}/edit`, 'Change the place or the title'] as const]
      : []),
    ...(takesDecisions(meeting.state) ? [[`${here}/decisions/new`, 'Record a decision'] as const] : []),
  ];
  return (
    <nav aria-label="Work on this meeting">
      <ul class="ct-actions nhsuk-list">
        {links.map(([href, text]) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Agenda(props: Props) {
  const { items, meeting } = props.view;
  if (items.length === 0)
    return (
      <Empty heading="No agenda yet" headingLevel={3}>
        <p>The agenda is due five clear days before the meeting. Each item says what the board is asked to do.</p>
      </Empty>
    );
  return (
    <ol class="nhsuk-list nhsuk-list--number">
      {items.map((item) => (
        <li key={item.id}>
          <Item {...props} item={item} hidden={props.view.hidden.get(item.id)} />
          {props.isOfficer && <ItemWork item={item} meeting={meeting} home={props.home} />}
        </li>
      ))}
    </ol>
  );
}

function Item(props: Props & { item: AgendaItem; hidden: PrivateWords | undefined }) {
  const { item, hidden } = props;
  const served = item.priorities.flatMap((id) => {
    const priority = props.view.priorities.get(id);
    return priority === undefined ? [] : [priority];
  });
  return (
    <>
      <h3 class="nhsuk-u-margin-bottom-1">{item.title}</h3>
      <p class="ct-small nhsuk-u-margin-bottom-1">
        {purposeName(item.purpose)}
        {item.lead !== undefined && `, led by ${item.lead.name}`}
        {item.minutesPlanned !== undefined && `, ${item.minutesPlanned} minutes`}
      </p>
      {item.isExempt && <p>Heard in private: {item.exemptBecause}</p>}
      {item.ask !== '' && <p>{item.ask}</p>}
      {item.paperSummary !== '' && <p>{item.paperSummary}</p>}
      {item.paperAddress !== undefined && (
        <p>
          <a href={item.paperAddress}>
            Read the paper<span class="nhsuk-u-visually-hidden"> for {item.title}</span>
          </a>
        </p>
      )}
      {served.length > 0 && (
        <p>
          Serves{' '}
          {served.map((priority, index) => (
            <>
              {index > 0 && ', '}
              <a href={priority.address}>{priority.title}</a>
            </>
          ))}
        </p>
      )}
      {item.minutes !== undefined && (
        <InsetText>
          <p>
            <strong>Minutes:</strong> {item.minutes.text}
          </p>
        </InsetText>
      )}
      {hidden !== undefined && (
        <InsetText>
          <p>
            <strong>For the board only:</strong> {hidden.title}. {hidden.ask} {hidden.paperSummary} {hidden.minutes}
          </p>
        </InsetText>
      )}
    </>
  );
}

function ItemWork(props: { item: AgendaItem; meeting: Meeting; home: string }) {
  const { item, meeting } = props;
  const here = `${props.home}/agenda-items/${item.id}`;
  const name = <span class="nhsuk-u-visually-hidden">: {item.title}</span>;
  return (
    <div class="ct-actions">
      {takesItems(meeting.state) && <a href={`${here}/edit`}>Change it{name}</a>}
      {takesMinutes(meeting.state) && <a href={`${here}/minutes`}>Write its minutes{name}</a>}
      {takesItems(meeting.state) && (
        <form method="post" action={`${here}/order`}>
          <Button variant="secondary" name="order" value="up">
            Up{name}
          </Button>
        </form>
      )}
      {takesItems(meeting.state) && (
        <form method="post" action={`${here}/order`}>
          <Button variant="secondary" name="order" value="down">
            Down{name}
          </Button>
        </form>
      )}
      {takesItems(meeting.state) && meeting.agendaPublishedAt === undefined && (
        <form method="post" action={`${here}/remove`}>
          <Button variant="secondary">Take it off{name}</Button>
        </form>
      )}
    </div>
  );
}
