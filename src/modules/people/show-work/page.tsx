import { Button, Empty, Hero } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { AppointmentRows, NoteRows, TaskRows } from '../parts/work.tsx';
import type { SeenAppointment } from '../store/appointments.ts';
import type { SeenNote } from '../store/notes.ts';
import type { SeenTask } from '../store/tasks.ts';

/** Everything that was noted, is to be done and is planned about a person. */
export function WorkPage(props: {
  name: string;
  forms: string;
  organisation: string | undefined;
  notes: readonly SeenNote[];
  tasks: readonly SeenTask[];
  appointments: readonly SeenAppointment[];
  now: Date;
  today: LocalDate;
  more: string | undefined;
  canAdd: boolean;
}) {
  const { forms, notes, tasks, appointments } = props;
  const change = { href: forms, organisation: props.organisation };
  const open = tasks.filter((one) => one.status !== 'done' && one.status !== 'dropped');
  const over = tasks.filter((one) => !open.includes(one));
  return (
    <>
      <Hero kicker="Notes, tasks and appointments" title={props.name}>
        {props.canAdd && <Button href={`${forms}/notes/new`}>Write a note</Button>}
        {props.canAdd && (
          <Button href={`${forms}/tasks/new`} variant="secondary">
            Add a task
          </Button>
        )}
        {props.canAdd && (
          <Button href={`${forms}/appointments/new`} variant="secondary">
            Plan an appointment
          </Button>
        )}
      </Hero>
      <section>
        <h2>Appointments</h2>
        {appointments.length === 0 ? (
          <p>Nothing is planned.</p>
        ) : (
          <AppointmentRows appointments={appointments} now={props.now} change={change} />
        )}
      </section>
      <section>
        <h2>Tasks</h2>
        <p>Your organisation keeps these for itself.</p>
        {open.length === 0 ? (
          <p>Nothing is to be done.</p>
        ) : (
          <TaskRows tasks={open} forms={forms} today={props.today} />
        )}
        {over.length > 0 && (
          <>
            <h3>Done, or no longer needed</h3>
            <TaskRows tasks={over} forms={forms} today={props.today} />
          </>
        )}
      </section>
      <section>
        <h2>Notes</h2>
        {notes.length === 0 ? (
          <Empty heading="No note yet" headingLevel={3}>
            <p>Write down what was said and agreed, in words that the person can read themselves.</p>
          </Empty>
        ) : (
          <NoteRows notes={notes} isOwn={false} change={change} />
        )}
        {props.more !== undefined && (
          <p>
            <a href={props.more}>Earlier notes</a>
          </p>
        )}
      </section>
    </>
  );
}

/** The same for the person: what is planned with them, and what others wrote down about them. */
export function MyNotesPage(props: {
  notes: readonly SeenNote[];
  appointments: readonly SeenAppointment[];
  now: Date;
  more: string | undefined;
  isHidden: boolean;
}) {
  const { notes, appointments } = props;
  return (
    <>
      <Hero
        title="Your appointments and notes"
        lede="What is planned with you, and what those who help you wrote down. Is something wrong? Tell them: it is corrected, and what it said before is kept."
      />
      {props.isHidden && <p>You have hidden these on your page. Nothing is deleted.</p>}
      <section>
        <h2>Appointments</h2>
        {appointments.length === 0 ? (
          <p>Nothing is planned.</p>
        ) : (
          <AppointmentRows appointments={appointments} now={props.now} />
        )}
      </section>
      <section>
        <h2>Notes about you</h2>
        {notes.length === 0 ? <p>There is no note to read.</p> : <NoteRows notes={notes} isOwn />}
        {props.more !== undefined && (
          <p>
            <a href={props.more}>Earlier notes</a>
          </p>
        )}
        <p>
          The law lets somebody keep a note from you only where reading it could seriously harm you or another person.
          You can always ask whether there is one.
        </p>
      </section>
    </>
  );
}
