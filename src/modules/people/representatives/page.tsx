import {
  Button,
  Checkboxes,
  DayField,
  Details,
  Empty,
  errorOf,
  Hero,
  InsetText,
  LongField,
  Radios,
  Rows,
  Tag,
  TextField,
} from '../../../design/index.ts';
import { formatDate, formatInstant, todayInLondon } from '../../../lib/dates.ts';
import { typedList, typedText, type FormView } from '../../../lib/form-reader.ts';
import { listInWords } from '../../../lib/text.ts';
import { codeDays } from '../domain/link-code.ts';
import {
  authorities,
  authorityEvidence,
  authorityWords,
  matters,
  matterWords,
  nextReviewAge,
} from '../domain/representation.ts';
import type { CapacityFinding, Representative } from '../store/representatives.ts';

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
const matterItems = matters.map((value) => ({ value, text: capital(matterWords[value]) }));

function standing(one: Representative, now: Date) {
  if (one.suspended !== undefined) return <Tag colour="red">Suspended</Tag>;
  if (one.until !== undefined && one.until <= now) return <Tag colour="grey">Ended</Tag>;
  return one.isLinked ? <Tag colour="green">In force</Tag> : <Tag colour="yellow">No sign-in connected</Tag>;
}

function OneRepresentative(props: { one: Representative; forms: string; now: Date }) {
  const { one, forms } = props;
  const isRunning = one.suspended === undefined && (one.until === undefined || one.until > props.now);
  return (
    <>
      <p class="ct-row__title">
        {one.name} {standing(one, props.now)}
      </p>
      <p class="ct-small">
        {authorityWords[one.authority]} · {listInWords(one.matters.map((matter) => matterWords[matter]))} · from{' '}
        {formatDate(todayInLondon(one.from))}
        {one.until !== undefined && ` until ${formatDate(todayInLondon(one.until))}`} · seen: {one.evidence}
        {one.suspended !== undefined && ` · suspended: ${one.suspended.reason}`}
      </p>
      {isRunning && !one.isLinked && (
        <form method="post" action={`${forms}/link-code`}>
          <Button name="representative" value={one.id} variant="secondary" small preventDoubleClick>
            Make a code<span class="nhsuk-u-visually-hidden"> for {one.name}</span>
          </Button>
        </form>
      )}
      {isRunning && (
        <Details summary={`End or suspend: ${one.name}`}>
          <form method="post" action={`${forms}/representatives/${one.id}/stop`}>
            <Button name="how" value="end" variant="secondary" small>
              It has ended
            </Button>
            <LongField
              form={{ typed: {}, problems: [] }}
              name="reason"
              label="Or: why it is suspended at once"
              hint="For example, somebody may be putting the person under pressure. They do not read this."
              rows={2}
            />
            <Button name="how" value="suspend" variant="warning" small>
              Suspend
            </Button>
          </form>
        </Details>
      )}
    </>
  );
}

/** Who may act for a person, what was found about who decides, and whose sign-in belongs to the record. */
export function RepresentativesPage(props: {
  representatives: readonly Representative[];
  findings: readonly CapacityFinding[];
  age: number | undefined;
  hasAccount: boolean;
  forms: string;
  now: Date;
  form: FormView;
}) {
  const { form, forms } = props;
  const reviewAge = nextReviewAge(props.age);
  return (
    <>
      <Hero
        title="Who acts for them"
        lede="Somebody acts for a person only with authority that you have seen, in the matters it covers, and only where the person does not decide alone."
      />
      <h2>Representatives</h2>
      {props.representatives.length === 0 ? (
        <Empty heading="Nobody acts for them" headingLevel={3}>
          <p>
            Being a relative gives no right to see or decide anything. Write down only those whose authority you have
            seen.
          </p>
        </Empty>
      ) : (
        <Rows
          items={props.representatives.map((one) => (
            <OneRepresentative key={one.id} one={one} forms={forms} now={props.now} />
          ))}
        />
      )}
      <h2>Who decides</h2>
      <p>
        {props.age !== undefined && props.age < 16
          ? 'Under 16, others decide unless the child was found able to decide the matter.'
          : 'From 16 on people decide for themselves, unless they were found unable to decide the matter.'}
        {reviewAge !== undefined && ` Look at it again when they turn ${reviewAge}.`}
      </p>
      {props.findings.length > 0 && (
        <Rows
          items={props.findings.map((one) => (
            <>
              <p class="ct-row__title">
                {capital(matterWords[one.matter])}: {one.decides ? 'they decide' : 'others decide'}
              </p>
              <p class="ct-small">
                {one.assessedBy} · {formatInstant(one.at)} · {one.reason}
              </p>
            </>
          ))}
        />
      )}
      <form method="post" action={`${forms}/capacity`}>
        <h3>Write down what was found</h3>
        <Radios
          name="matter"
          legend="About which matter?"
          legendSize="s"
          value={typedText(form.typed, 'matter')}
          error={errorOf(form, 'matter')}
          items={matterItems}
        />
        <Radios
          name="decides"
          legend="Can they decide it themselves?"
          legendSize="s"
          inline
          value={typedText(form.typed, 'decides')}
          error={errorOf(form, 'decides')}
          items={[
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ]}
        />
        <LongField form={form} name="reason" label="What it rests on" rows={3} />
        <TextField form={form} name="assessed-by" label="Who found it" hint="Name and profession" />
        <Button variant="secondary" preventDoubleClick>
          Save this finding
        </Button>
      </form>
      <h2>Write down a representative</h2>
      <form method="post" action={`${forms}/representatives`}>
        <TextField form={form} name="name" label="Their full name" />
        <Radios
          name="authority"
          legend="By what authority?"
          legendSize="s"
          value={typedText(form.typed, 'authority')}
          error={errorOf(form, 'authority')}
          items={authorities.map((value) => ({
            value,
            text: authorityWords[value],
            hint: `Look at: ${authorityEvidence[value]}`,
          }))}
        />
        <Checkboxes
          name="matters"
          legend="In which matters?"
          legendSize="s"
          error={errorOf(form, 'matters')}
          values={typedList(form.typed, 'matters')}
          items={matterItems}
        />
        <TextField form={form} name="evidence" label="What have you seen?" hint="The paper, its number and its date" />
        <DayField form={form} name="until" legend="Until when (optional)" hint="For example, 27 3 2030" />
        <Button preventDoubleClick>Save</Button>
      </form>
      <h2>Their own sign-in</h2>
      {props.hasAccount ? (
        <form method="post" action={`${forms}/unlink`}>
          <p>A sign-in is connected with this record: whoever has it reads the record as their own.</p>
          <Button variant="secondary" preventDoubleClick>
            Disconnect it
          </Button>
        </form>
      ) : (
        <form method="post" action={`${forms}/link-code`}>
          <p>
            Make a code and give it to the person yourself, by hand. They sign in, open <em>Connect your record</em> and
            type it. It counts once, for {codeDays} days.
          </p>
          <Button variant="secondary" preventDoubleClick>
            Make a code for the person
          </Button>
        </form>
      )}
    </>
  );
}

/** The code, shown once. */
export function CodePage(props: { code: string; address: string; back: string; isForPerson: boolean }) {
  return (
    <>
      <Hero title="The code" lede="It is shown once. Give it by hand, to nobody else." />
      <p class="nhsuk-heading-l">{props.code}</p>
      <InsetText
        text={`${props.isForPerson ? 'The person signs in' : 'The representative signs in'}, opens ${props.address} and types it, within ${codeDays} days. A new code stops this one.`}
      />
      <p>
        <a href={props.back}>Back</a>
      </p>
    </>
  );
}
