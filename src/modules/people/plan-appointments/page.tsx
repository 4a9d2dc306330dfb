import {
  Button,
  Checkboxes,
  DayField,
  Hero,
  InsetText,
  Radios,
  Select,
  SummaryList,
  TextField,
  errorOf,
} from '../../../design/index.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import {
  appointmentOutcomes,
  missedReasons,
  missedReasonWords,
  outcomeWords,
  type AppointmentCategory,
} from '../domain/appointment.ts';
import { categoryWords } from '../messages.ts';
import type { SeenAppointment } from '../store/appointments.ts';
import { spanWords } from './form.ts';

/** The form on which an appointment is planned, or moved. */
export function AppointmentPage(props: {
  form: FormView;
  action: string;
  version: number | undefined;
  categories: readonly AppointmentCategory[];
  colleagues: readonly { account: string; name: string }[];
  /** Whether a message to the person is safe at all. */
  isMessageSafe: boolean;
}) {
  const { form, version } = props;
  return (
    <>
      <h1>{version === undefined ? 'Plan an appointment' : 'Change this appointment'}</h1>
      <form method="post" action={props.action}>
        {version !== undefined && <input type="hidden" name="version" value={version} />}
        <TextField
          form={form}
          name="about"
          label="What is it for?"
          hint="In their words: to look at the bus together"
        />
        <DayField form={form} name="on" legend="On which day?" />
        <TextField form={form} name="starts" label="At what time?" hint="For example, 10:30 or 2pm" width={10} />
        <TextField form={form} name="minutes" label="How many minutes?" width={5} inputmode="decimal" />
        <TextField form={form} name="where" label="Where? (optional)" hint="Ask what suits them" />
        <Select
          name="with"
          label="With whom?"
          value={typedText(form.typed, 'with')}
          error={errorOf(form, 'with')}
          items={[
            ...props.colleagues.map((one) => ({ value: one.account, text: one.name })),
            { value: 'other', text: 'Somebody else' },
          ]}
        />
        <TextField form={form} name="with-name" label="Who else, if it is somebody else" />
        <Select
          name="category"
          label="What is it about?"
          hint="Others see it only where the person lets them see this."
          value={typedText(form.typed, 'category')}
          error={errorOf(form, 'category')}
          items={props.categories.map((value) => ({ value, text: categoryWords[value] ?? value }))}
        />
        <Checkboxes
          name="remind"
          values={[typedText(form.typed, 'remind')]}
          items={[
            {
              value: 'yes',
              text: 'They would like a reminder the day before',
              hint: props.isMessageSafe
                ? 'An email that says when, and nothing else.'
                : 'No message goes to them: you are asked to remind them in the way that is safe.',
            },
          ]}
        />
        <Button preventDoubleClick>{version === undefined ? 'Plan it' : 'Save'}</Button>
      </form>
    </>
  );
}

/** How an appointment went: what got in the way is asked, never whose fault it was. */
export function AppointmentOutcomePage(props: { form: FormView; action: string; appointment: SeenAppointment }) {
  const { form, appointment } = props;
  return (
    <>
      <Hero kicker="Appointment" title="How did it go?" lede={appointment.about} />
      <SummaryList
        rows={[
          { key: 'When', value: `${formatDate(todayInLondon(appointment.startsAt))}, ${spanWords(appointment)}` },
          { key: 'Where', value: appointment.where },
          { key: 'With', value: appointment.withName },
        ].filter((row) => row.value !== '')}
      />
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={appointment.version} />
        <Radios
          name="outcome"
          legend="What came of it?"
          legendSize="m"
          value={typedText(form.typed, 'outcome')}
          error={errorOf(form, 'outcome')}
          items={appointmentOutcomes.map((value) => ({ value, text: outcomeWords[value] }))}
        />
        <Radios
          name="reason"
          legend="What got in the way? (only where it did not take place)"
          legendSize="s"
          value={typedText(form.typed, 'reason')}
          error={errorOf(form, 'reason')}
          items={missedReasons.map((value) => ({ value, text: missedReasonWords[value] }))}
        />
        <InsetText text="They read this on their own page. It is never their failure: what would make it easier next time?" />
        <TextField form={form} name="note" label="In a few words (optional)" />
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
