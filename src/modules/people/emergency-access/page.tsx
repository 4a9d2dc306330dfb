import {
  Button,
  DayField,
  Empty,
  errorOf,
  Hero,
  InsetText,
  LongField,
  Radios,
  Rows,
  SummaryList,
  TextField,
  Thread,
  WarningCallout,
} from '../../../design/index.ts';
import { formatDate, formatInstant, formatTime, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { emergencyKinds, emergencyKindWords, emergencyMinutes, reviewDue } from '../domain/emergency.ts';
import { recordParts, type RecordProps } from '../parts/record.tsx';
import { factsOf, SafeContact } from '../show-person/page.tsx';
import type { Person } from '../store/people.ts';
import type { SeenEmergency } from '../store/emergencies.ts';

/** Whether the person is told: yes, unless that could put them in danger. */
function Telling(props: { form: FormView }) {
  const { form } = props;
  return (
    <>
      <Radios
        name="telling"
        legend="May the person be told?"
        legendSize="s"
        hint="They see it on their own page, with your organisation and the reason."
        value={typedText(form.typed, 'telling')}
        error={errorOf(form, 'telling')}
        items={[
          { value: 'tell', text: 'Yes' },
          { value: 'hold', text: 'Not now: being told could put somebody in danger' },
        ]}
      />
      <LongField
        form={form}
        name="held-reason"
        label="Why they are not told"
        hint="Leave this empty if they are told."
        rows={2}
      />
    </>
  );
}

/** Asking for emergency access. It says first what will happen. */
export function OpenEmergencyPage(props: { form: FormView; action: string; home: string }) {
  const { form } = props;
  return (
    <>
      <Hero
        title="Emergency access"
        lede="For when somebody may come to harm and there is no time to ask. If a life is in danger, call 999 first."
      />
      <WarningCallout heading="What happens when you open a record this way" headingLevel={2}>
        <ul>
          <li>
            You alone can read it, for {emergencyMinutes} minutes: name and contacts, circle, plan, and what help is
            wanted. Nothing can be changed or taken along.
          </li>
          <li>Those who lead are told at once, and so is the person unless that is dangerous.</li>
          <li>Somebody else looks at your reason afterwards.</li>
          <li>It does not open what a person has refused you or your organisation.</li>
        </ul>
      </WarningCallout>
      <form method="post" action={props.action}>
        <TextField form={form} name="name" label="Full name" hint="Or leave this empty and give the NHS number" />
        <TextField form={form} name="nhs-number" label="NHS number (optional)" width={20} />
        <DayField form={form} name="born" legend="Day of birth" hint="For example, 27 3 1962" />
        <Radios
          name="kind"
          legend="Why is it an emergency?"
          legendSize="s"
          value={typedText(form.typed, 'kind')}
          error={errorOf(form, 'kind')}
          items={emergencyKinds.map((value) => ({ value, text: emergencyKindWords[value] }))}
        />
        <LongField
          form={form}
          name="reason"
          label="What has happened, and what you need to know"
          hint="One or two sentences. Those who review it read them."
          rows={3}
        />
        <Telling form={form} />
        <Button variant="warning" preventDoubleClick>
          Open the record
        </Button>
      </form>
      <p>
        <a href={`${props.home}/emergency-access`}>Emergency access before</a>
      </p>
    </>
  );
}

/** A record, opened in an emergency: everything may be read that an emergency needs, and nothing changed. */
export function EmergencyRecordPage(props: RecordProps & { person: Person; running: SeenEmergency }) {
  const { person, forms, running } = props;
  return (
    <>
      <Hero kicker="Opened in an emergency" title={person.name} lede={factsOf(person)} />
      <InsetText text={`You can read this until ${formatTime(running.until)}. It is written down that you did.`} />
      <SafeContact person={person} />
      <Thread parts={recordParts(props)} />
      <form method="post" action={`${forms}/emergency/end`}>
        <Button variant="secondary">I have seen what I need</Button>
      </form>
    </>
  );
}

function note(one: SeenEmergency): string {
  const day = formatDate(todayInLondon(one.from));
  return `${one.workerName} · ${day}, ${formatTime(one.from)} to ${formatTime(one.until)}`;
}

function statusOf(one: SeenEmergency, today: LocalDate) {
  if (one.review !== undefined)
    return one.review.finding === 'right'
      ? ({ text: 'It was right', tone: 'good' } as const)
      : ({ text: 'It was not right', tone: 'late' } as const);
  const { by, isLate } = reviewDue(todayInLondon(one.from), today);
  return isLate
    ? ({ text: `Review was due ${formatDate(by)}`, tone: 'late' } as const)
    : ({ text: `Review by ${formatDate(by)}`, tone: 'waiting' } as const);
}

function List(props: { items: readonly SeenEmergency[]; home: string; today: LocalDate }) {
  return (
    <Rows
      items={props.items.map((one) => (
        <>
          <p class="ct-row__title">
            <a href={`${props.home}/emergency-access/${one.id}`}>
              {one.organisation}: {emergencyKindWords[one.kind].toLowerCase()}
              <span class="nhsuk-u-visually-hidden">, {formatInstant(one.from)}</span>
            </a>{' '}
            <StatusTag status={statusOf(one, props.today)} />
          </p>
          <p class="ct-small">{note(one)}</p>
        </>
      ))}
    />
  );
}

/** Every use of emergency access that this reader may know of: those that wait for review stand first. */
export function EmergenciesPage(props: {
  open: readonly SeenEmergency[];
  reviewed: readonly SeenEmergency[];
  home: string;
  today: LocalDate;
  reviews: boolean;
}) {
  const { open, reviewed } = props;
  return (
    <>
      <Hero
        title="Emergency access"
        lede={
          props.reviews
            ? 'Records that were opened in an emergency. You say afterwards whether it was right.'
            : 'What you opened yourself in an emergency, and what others opened of people whom you lead.'
        }
      />
      <h2>To be reviewed</h2>
      {open.length === 0 ? (
        <Empty heading="Nothing waits for review" headingLevel={3}>
          <p>When somebody opens a record in an emergency, it stands here until somebody else has looked at it.</p>
        </Empty>
      ) : (
        <List {...props} items={open} />
      )}
      {reviewed.length > 0 && (
        <>
          <h2>Reviewed</h2>
          <List {...props} items={reviewed} />
        </>
      )}
    </>
  );
}

/** One use of emergency access; with a form for whoever reviews it. */
export function EmergencyPage(props: {
  one: SeenEmergency;
  form: FormView;
  action: string;
  /** The page of the person, for those who may see it anyway. */
  person: string | undefined;
  canReview: boolean;
  today: LocalDate;
}) {
  const { one, form } = props;
  return (
    <>
      <Hero title="Opened in an emergency">
        <StatusTag status={statusOf(one, props.today)} />
      </Hero>
      <SummaryList
        rows={[
          { key: 'Who', value: `${one.workerName}, ${one.organisation}` },
          { key: 'When', value: `${formatInstant(one.from)}, until ${formatTime(one.until)}` },
          { key: 'Why', value: emergencyKindWords[one.kind] },
          { key: 'In their words', value: one.reason },
          { key: 'Is the person told?', value: one.heldReason === '' ? 'Yes' : `Not now: ${one.heldReason}` },
          ...(one.review === undefined
            ? []
            : [{ key: 'Reviewed', value: `${formatInstant(one.review.at)}. ${one.review.note}` }]),
        ]}
      />
      {props.person !== undefined && (
        <p>
          <a href={props.person}>Whose record it is</a>
        </p>
      )}
      {props.canReview && (
        <form method="post" action={props.action}>
          <h2>Your review</h2>
          <Radios
            name="finding"
            legend="Was it right to open the record?"
            legendSize="s"
            value={typedText(form.typed, 'finding')}
            error={errorOf(form, 'finding')}
            items={[
              { value: 'right', text: 'Yes' },
              { value: 'not-right', text: 'No' },
            ]}
          />
          <LongField form={form} name="note" label="What you found (optional when it was right)" rows={3} />
          <Telling form={form} />
          <Button preventDoubleClick>Save the review</Button>
        </form>
      )}
    </>
  );
}
