import { ActionLink, Rows, Tag, type ThreadPart } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { truncateAtWord } from '../../../lib/text.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { appointmentStanding, appointmentWhen } from '../domain/appointment.ts';
import { noteHowWords } from '../domain/note.ts';
import { taskStanding } from '../domain/work-task.ts';
import { categoryWords } from '../messages.ts';
import type { SeenAppointment } from '../store/appointments.ts';
import type { SeenNote } from '../store/notes.ts';
import type { SeenTask } from '../store/tasks.ts';
import type { RecordProps } from './record-props.ts';

/** Notes as rows: whose, when, of what; shortened on a person's page. */
export function NoteRows(props: {
  notes: readonly SeenNote[];
  /** Whether the reader is the person: they are told nothing of what others are not told either. */
  isOwn: boolean;
  /** The address under which one's own organisation corrects them. */
  change?: { href: string; organisation: string | undefined } | undefined;
  shortened?: boolean;
}) {
  return (
    <Rows
      items={props.notes.map((one) => (
        <>
          {one.withdrawn !== undefined && (
            <p class="nhsuk-u-margin-bottom-1">
              <Tag colour="grey">Written in error: {one.withdrawn.why}</Tag>
            </p>
          )}
          <p class="ct-note">{props.shortened === true ? truncateAtWord(one.words, 220) : one.words}</p>
          <p class="ct-small">
            {formatDate(one.happenedOn)} · {noteHowWords[one.how]} · {one.author.name}, {one.author.organisationName}
            {!props.isOwn && ` · About ${categoryWords[one.category] ?? one.category}`}
            {!props.isOwn && one.heldReason !== '' && ' · They do not read it'}
            {one.version > 1 && one.withdrawn === undefined && ' · Corrected'}
            {props.change !== undefined &&
              one.withdrawn === undefined &&
              one.author.organisation === props.change.organisation && (
                <>
                  {' · '}
                  <a href={`${props.change.href}/notes/${one.id}/edit`}>
                    Correct<span class="nhsuk-u-visually-hidden"> the note of {formatDate(one.happenedOn)}</span>
                  </a>
                </>
              )}
          </p>
        </>
      ))}
    />
  );
}

/** Tasks as rows, each leading to its page. */
export function TaskRows(props: { tasks: readonly SeenTask[]; forms: string; today: RecordProps['today'] }) {
  return (
    <Rows
      items={props.tasks.map((one) => (
        <>
          <p class="ct-row__title">
            <a href={`${props.forms}/tasks/${one.id}`}>{one.what}</a>{' '}
            <StatusTag status={taskStanding(one, props.today)} />
          </p>
          <p class="ct-small">
            {one.forName}, by {formatDate(one.by)}
            {one.outcome !== '' && ` · ${one.outcome}`}
          </p>
        </>
      ))}
    />
  );
}

/** Appointments as rows. Their own organisation says how they went. */
export function AppointmentRows(props: {
  appointments: readonly SeenAppointment[];
  now: Date;
  change?: { href: string; organisation: string | undefined } | undefined;
}) {
  return (
    <Rows
      items={props.appointments.map((one) => {
        const isOurs = props.change !== undefined && one.author === props.change.organisation;
        return (
          <>
            <p class="ct-row__title">
              <strong>{appointmentWhen(one)}</strong> <StatusTag status={appointmentStanding(one, props.now)} />
            </p>
            <p class="nhsuk-u-margin-bottom-1">
              {[one.about, `with ${one.withName}`, one.where].filter((part) => part !== '').join(' · ')}
            </p>
            {(one.note !== '' || (isOurs && one.status === 'planned')) && (
              <p class="ct-small">
                {one.note}
                {isOurs && one.status === 'planned' && (
                  <>
                    <a href={`${props.change?.href}/appointments/${one.id}/edit`}>
                      Change<span class="nhsuk-u-visually-hidden"> the appointment of {appointmentWhen(one)}</span>
                    </a>
                    {' · '}
                    <a href={`${props.change?.href}/appointments/${one.id}/outcome`}>
                      How did it go?<span class="nhsuk-u-visually-hidden"> {appointmentWhen(one)}</span>
                    </a>
                  </>
                )}
              </p>
            )}
          </>
        );
      })}
    />
  );
}

/** What a person's page shows of it, beside the way to all of it; on their own page what is planned and what was noted. */
export function workPart(props: RecordProps & { now: Date }): ThreadPart[] {
  const { record, can, forms, isOwn, home, now } = props;
  const { notes, tasks, appointments } = record.work;
  const mayAdd = !isOwn && (can.has('plan') || can.has('needs') || can.has('referral'));
  if (notes.length + tasks.length + appointments.length === 0 && !mayAdd) return [];
  return [
    {
      title: isOwn ? 'What is planned, and what was noted' : 'Notes, tasks and appointments',
      id: 'work',
      children: (
        <>
          {appointments.length > 0 && <AppointmentRows appointments={appointments} now={now} />}
          {tasks.length > 0 && <TaskRows tasks={tasks} forms={forms} today={props.today} />}
          {notes.length > 0 && <NoteRows notes={notes} isOwn={isOwn} shortened />}
          {notes.length + tasks.length + appointments.length === 0 && <p>Nothing is planned or noted yet.</p>}
          <p>
            <a href={isOwn ? `${home}/me/notes` : `${forms}/work`}>
              {isOwn ? 'All appointments and notes' : 'All notes, tasks and appointments'}
            </a>
          </p>
          {mayAdd && <ActionLink href={`${forms}/notes/new`}>Write a note</ActionLink>}
          {mayAdd && (
            <p>
              <a href={`${forms}/asked`}>What they want put right or erased</a>
            </p>
          )}
        </>
      ),
    },
  ];
}
