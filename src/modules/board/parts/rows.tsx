import { Rows } from '../../../design/index.ts';
import { formatInstant, type LocalDate } from '../../../lib/dates.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { actionStanding } from '../domain/action.ts';
import { decisionStanding, type UnderDecision } from '../domain/decision.ts';
import { meetingStanding } from '../domain/meeting.ts';
import type { Action } from '../store/actions.ts';
import type { Decision } from '../store/decisions.ts';
import type { Meeting } from '../store/meetings.ts';

/** Meetings, one under the other, each with how it stands. */
export function MeetingRows(props: { meetings: readonly Meeting[]; home: string; now: Date }) {
  return (
    <Rows
      items={props.meetings.map((meeting) => (
        <>
          <a href={`${props.home}/meetings/${meeting.slug}`}>{meeting.title}</a>{' '}
          <StatusTag status={meetingStanding(meeting, props.now)} />
          <p class="ct-small nhsuk-u-margin-bottom-0">
            {formatInstant(meeting.startsAt)}
            {meeting.venue !== '' && `, ${meeting.venue}`}
          </p>
        </>
      ))}
    />
  );
}

/** Actions, each with who was asked, until when, and whether they accepted. */
export function ActionRows(props: { actions: readonly Action[]; home: string; today: LocalDate }) {
  return (
    <Rows
      items={props.actions.map((action) => (
        <>
          <a href={`${props.home}/actions/${action.id}`}>{action.text}</a>{' '}
          <StatusTag status={actionStanding({ ...action }, props.today)} />
          <p class="ct-small nhsuk-u-margin-bottom-0">{action.owner.name}</p>
        </>
      ))}
    />
  );
}

/** Decisions, each with its number and whether anybody has taken it on. */
export function DecisionRows(props: {
  decisions: readonly Decision[];
  under: ReadonlyMap<string, UnderDecision>;
  home: string;
}) {
  return (
    <Rows
      items={props.decisions.map((decision) => (
        <>
          <a href={`${props.home}/decisions/${decision.id}`}>{decision.text}</a>{' '}
          <StatusTag
            status={decisionStanding(
              decision,
              props.under.get(decision.id) ?? { accepted: 0, done: 0, waiting: 0, delegated: false },
            )}
          />
          {decision.number !== undefined && <p class="ct-small nhsuk-u-margin-bottom-0">Decision {decision.number}</p>}
        </>
      ))}
    />
  );
}
