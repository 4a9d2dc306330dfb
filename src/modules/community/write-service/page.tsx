import {
  Button,
  Checkboxes,
  DayField,
  Details,
  errorOf,
  Input,
  LongField,
  Radios,
  Select,
  TextField,
} from '../../../design/index.ts';
import { typedList, typedText, type FormView } from '../../../lib/form-reader.ts';
import { accessFeatures } from '../domain/access.ts';
import { serviceStatuses, statusName } from '../domain/content.ts';
import { languages } from '../domain/languages.ts';
import { weekdayName, weekdays } from '../domain/schedule.ts';
import { terms, type TermKind } from '../domain/terms.ts';
import { costRows, isRowUsed, timeRows } from './times.ts';

const rhythms = [
  ...['Every week', 'Every 2 weeks', 'Every 3 weeks', 'Every 4 weeks'].map((text, index) => ({
    value: String(index + 1),
    text,
  })),
  ...['first', 'second', 'third', 'fourth'].map((text, index) => ({
    value: `month${index + 1}`,
    text: `The ${text} of the month`,
  })),
  { value: 'month-1', text: 'The last of the month' },
];

export type WriteServiceProps = {
  heading: string;
  action: string;
  form: FormView;
  /** Those for which the reader speaks; empty when the service has its organisation already. */
  organisations: readonly { id: string; name: string }[];
  commitments: readonly { id: string; title: string }[];
  /** Why an earlier version was sent back. */
  sentBack?: string | undefined;
  /** Shown after somebody else was faster. */
  currentHref?: string | undefined;
};

/** The form of a service, new or changed. */
export function WriteServicePage(props: WriteServiceProps) {
  const { form } = props;
  return (
    <>
      <h1>{props.heading}</h1>
      {props.sentBack !== undefined && (
        <div class="nhsuk-inset-text">
          <p>These words were sent back: {props.sentBack}</p>
        </div>
      )}
      {props.currentHref !== undefined && (
        <p>
          <a href={props.currentHref}>See the service as it is now</a>
        </p>
      )}
      <p>An administrator or a programme manager reads it before everyone can see it.</p>
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={typedText(form.typed, 'version')} />
        {props.organisations.length > 0 && (
          <Select
            name="organisation"
            label="Who runs it?"
            value={typedText(form.typed, 'organisation')}
            error={errorOf(form, 'organisation')}
            items={props.organisations.map((one) => ({ value: one.id, text: one.name }))}
          />
        )}
        <TextField form={form} name="name" label="Name" hint="For example, “Soup and company”" />
        <LongField form={form} name="description" label="What is it?" hint="What happens there, in plain words." />
        <Radios
          name="status"
          legend="Is it open?"
          legendSize="s"
          value={typedText(form.typed, 'status') || 'active'}
          error={errorOf(form, 'status')}
          items={serviceStatuses.map((status) => ({
            value: status,
            text: statusName(status),
            ...(status === 'temporarily closed'
              ? {
                  conditional: (
                    <DayField
                      form={form}
                      name="reopens"
                      legend="It opens again on (optional)"
                      hint="From that day on it is open by itself. For example, 1 9 2026"
                    />
                  ),
                }
              : {}),
          }))}
        />
        <Details
          summary="It begins or ends on a day"
          open={['listed-from', 'listed-to'].some((name) => isDayUsed(form, name))}
        >
          <p>Outside these days no search finds it and nobody is referred to it. Its page stays, and says so.</p>
          <DayField form={form} name="listed-from" legend="First day it is listed (optional)" />
          <DayField form={form} name="listed-to" legend="Last day it is listed (optional)" />
        </Details>
        <h2>When</h2>
        <Times form={form} />
        <h2>Where</h2>
        <Where form={form} />
        <h2>Cost</h2>
        <Costs form={form} />
        <h2>Who it is for, and how to come</h2>
        <TextField form={form} name="minimum-age" label="Youngest age (optional)" width={5} />
        <TextField form={form} name="maximum-age" label="Oldest age (optional)" width={5} />
        <LongField
          form={form}
          name="how-to-come"
          label="How do people come? (optional)"
          hint="For example, “Just turn up” or “Ring first, we will meet you at the door”."
          rows={2}
        />
        <Checkboxes
          name="referrals"
          values={typedList(form.typed, 'referrals')}
          items={[{ value: 'yes', text: 'Professionals can refer somebody to it' }]}
        />
        <LongField
          form={form}
          name="eligibility"
          label="Who may come? (optional)"
          hint="For example, “Anyone registered with a practice in the harbour”."
          rows={2}
        />
        <TextField form={form} name="phone" label="Phone (optional)" width={20} />
        <TextField
          form={form}
          name="email"
          label="Email (optional)"
          hint="A shared address is best: everyone sees it."
        />
        <TextField form={form} name="url" label="Website (optional)" inputmode="url" />
        <More form={form} />
        <Terms form={form} kind="need" summary="What it helps with" />
        <Terms form={form} kind="activity" summary="What people do there" />
        <Terms form={form} kind="circumstance" summary="Whom it is made for" />
        {props.commitments.length > 0 && (
          <Select
            name="delivers"
            label="Does it help to keep a commitment? (optional)"
            value={typedText(form.typed, 'delivers')}
            error={errorOf(form, 'delivers')}
            items={[
              { value: '', text: 'None' },
              ...props.commitments.map((one) => ({ value: one.id, text: one.title })),
            ]}
          />
        )}
        <Button preventDoubleClick>Send for approval</Button>
      </form>
    </>
  );
}

function Times(props: { form: FormView }) {
  const { form } = props;
  const { typed } = form;
  return (
    <>
      {timeRows.map((row) => (
        <Details
          key={row}
          summary={row === 1 ? 'Times' : `More times (${row})`}
          open={row === 1 || isRowUsed(typed, row) || form.problems.some((one) => one.field.endsWith(`-${row}`))}
        >
          <Checkboxes
            name={`days-${row}`}
            legend="Days"
            legendSize="s"
            small
            values={typedList(typed, `days-${row}`)}
            error={errorOf(form, `days-${row}`)}
            items={weekdays.map((day) => ({ value: day, text: weekdayName(day) }))}
          />
          <TextField form={form} name={`opens-${row}`} label="Opens at" hint="For example, 9:30am" width={10} />
          <TextField form={form} name={`closes-${row}`} label="Closes at" width={10} />
          <Select
            name={`weeks-${row}`}
            label="How often?"
            value={typedText(typed, `weeks-${row}`) || '1'}
            error={errorOf(form, `weeks-${row}`)}
            items={rhythms}
          />
          <TextField form={form} name={`note-${row}`} label="Note (optional)" hint="For example, “term time only”" />
        </Details>
      ))}
      <Details
        summary="It runs only from or until a day"
        open={['from', 'until'].some((name) => isDayUsed(form, name))}
      >
        <DayField form={form} name="from" legend="First day (optional)" />
        <DayField form={form} name="until" legend="Last day (optional)" />
      </Details>
    </>
  );
}

/** True when a day was typed, or something is wrong with it. */
function isDayUsed(form: FormView, name: string): boolean {
  const fields = ['day', 'month', 'year'].map((part) => `${name}-${part}`);
  return fields.some((field) => typedText(form.typed, field) !== '' || errorOf(form, field) !== undefined);
}

function Where(props: { form: FormView }) {
  const { form } = props;
  return (
    <>
      <Radios
        name="where"
        legend="Where is it?"
        legendSize="s"
        value={typedText(form.typed, 'where')}
        error={errorOf(form, 'where')}
        items={[
          { value: 'venue', text: 'At a place that everyone may know' },
          {
            value: 'masked',
            text: 'At a place that is kept private',
            hint: 'Only you and those who approve see the address. Nobody can find it by searching near somewhere.',
          },
          { value: 'none', text: 'At no place: by phone, online or at home' },
        ]}
      />
      <TextField form={form} name="venue-name" label="Name of the place (optional)" />
      <TextField form={form} name="address" label="Street and number" />
      <TextField form={form} name="city" label="Town or village" width={20} />
      <TextField form={form} name="postcode" label="Postcode" width={10} />
      <Radios
        name="steps"
        legend="Can people get in without a step?"
        legendSize="s"
        inline
        value={typedText(form.typed, 'steps')}
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
          { value: '', text: 'Not sure' },
        ]}
      />
      <Checkboxes
        name="feature"
        legend="What helps people there (optional)"
        legendSize="s"
        small
        values={typedList(form.typed, 'feature')}
        items={accessFeatures.map((one) => ({ value: one.code, text: one.name }))}
      />
      <LongField
        form={form}
        name="access"
        label="Getting in and around (optional)"
        hint="For example, which door, who meets you, the nearest bus stop."
        rows={2}
      />
    </>
  );
}

function More(props: { form: FormView }) {
  const { form } = props;
  const { typed } = form;
  const isUsed = ['alert', 'areas', 'contact-name', 'contact-title', 'paid-for-by'].some(
    (name) => typedText(typed, name) !== '' || errorOf(form, name) !== undefined,
  );
  const spoken = typedList(typed, 'language');
  return (
    <>
      <Details summary="Languages beside English" open={spoken.length > 0}>
        <Checkboxes
          name="language"
          legend="Languages beside English"
          legendClass="nhsuk-u-visually-hidden"
          small
          values={spoken}
          error={errorOf(form, 'language')}
          items={languages.map((one) => ({ value: one.code, text: one.name }))}
        />
      </Details>
      <Details summary="More to say" open={isUsed}>
        <TextField
          form={form}
          name="alert"
          label="What people should know before they set out (optional)"
          hint="For example, “In August we meet in the library”."
        />
        <LongField
          form={form}
          name="areas"
          label="Which parts of the place does it serve? (optional)"
          hint="One on each line. Nothing here: all of it."
          rows={3}
        />
        <TextField
          form={form}
          name="contact-name"
          label="Whom to ask for (optional)"
          hint="A role is best: everyone sees it."
        />
        <TextField form={form} name="contact-title" label="What they do (optional)" />
        <TextField form={form} name="paid-for-by" label="Who pays for it? (optional)" />
      </Details>
    </>
  );
}

function Costs(props: { form: FormView }) {
  const { form } = props;
  return (
    <Radios
      name="cost"
      legend="Is it free?"
      legendSize="s"
      value={typedText(form.typed, 'cost')}
      error={errorOf(form, 'cost')}
      items={[
        { value: 'free', text: 'It is free' },
        {
          value: 'costs',
          text: 'It costs something',
          conditional: (
            <>
              {costRows.map((row) => (
                <div class="ct-filters" key={row}>
                  <Input
                    name={`amount-${row}`}
                    label="Amount in pounds"
                    prefix="£"
                    width={5}
                    inputmode="decimal"
                    value={typedText(form.typed, `amount-${row}`)}
                    error={errorOf(form, `amount-${row}`)}
                  />
                  <TextField form={form} name={`for-${row}`} label="For what or whom (optional)" width={20} />
                </div>
              ))}
            </>
          ),
        },
        { value: 'ask', text: 'It depends: people should ask' },
      ]}
    />
  );
}

function Terms(props: { form: FormView; kind: TermKind; summary: string }) {
  const { form, kind } = props;
  const values = typedList(form.typed, kind);
  return (
    <Details summary={props.summary} open={values.length > 0 || errorOf(form, kind) !== undefined}>
      <Checkboxes
        name={kind}
        legend={props.summary}
        legendClass="nhsuk-u-visually-hidden"
        small
        values={values}
        error={errorOf(form, kind)}
        items={terms
          .filter((term) => term.kind === kind)
          .map((term) => ({ value: term.code, text: term.name, hint: term.description }))}
      />
    </Details>
  );
}
