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
  Tag,
  TextField,
  WarningCallout,
} from '../../../design/index.ts';
import { formatDate, formatInstant } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { legalBases, legalBasisWords } from '../domain/concern.ts';
import type { SeenConcern } from '../store/concerns.ts';

/** Passing a concern on. Where nobody receives it, the page says so before a word is typed. */
export function ConcernPage(props: { form: FormView; action: string; hasTeam: boolean }) {
  const { form } = props;
  if (!props.hasTeam)
    return (
      <>
        <Hero title="Pass a concern on" />
        <WarningCallout heading="Nobody receives concerns here yet" headingLevel={2}>
          <p>
            This place has named no safeguarding team in this service. Ring the safeguarding team of the council, and
            call 999 if somebody is in danger now. An administrator can name the team under <em>Care of people</em>.
          </p>
        </WarningCallout>
      </>
    );
  return (
    <>
      <Hero
        title="Pass a concern on"
        lede="To the safeguarding team of this place, and to nobody else. If somebody is in danger now, call 999 first."
      />
      <InsetText text="You may pass a concern on although the person has refused to share, where the law lets you. You need not be working with them. Write what the team needs to know, and no more." />
      <form method="post" action={props.action}>
        <input type="hidden" name="record" value={typedText(form.typed, 'record')} />
        <TextField form={form} name="about" label="Who is it about?" hint="Their full name" />
        <DayField form={form} name="born" legend="Day of birth (optional)" hint="For example, 27 3 1962" />
        <TextField form={form} name="contact" label="How and when it is safe to reach them (optional)" />
        <LongField
          form={form}
          name="words"
          label="What worries you?"
          hint="What you saw or heard, when, from whom"
          rows={6}
        />
        <Radios
          name="basis"
          legend="Which law lets you pass it on?"
          legendSize="s"
          value={typedText(form.typed, 'basis')}
          error={errorOf(form, 'basis')}
          items={legalBases.map((value) => ({ value, text: legalBasisWords[value] }))}
        />
        <LongField
          form={form}
          name="reason"
          label="Why must it be passed on?"
          hint="For example: why it cannot wait, or why you did not ask them"
          rows={3}
        />
        <Radios
          name="telling"
          legend="May the person see that a concern was passed on?"
          legendSize="s"
          hint="They would see on their own page that it was passed on and why the law allows it, none of its words."
          value={typedText(form.typed, 'telling')}
          error={errorOf(form, 'telling')}
          items={[
            { value: 'tell', text: 'Yes' },
            { value: 'keep', text: 'No: being told could put somebody in danger' },
          ]}
        />
        <LongField
          form={form}
          name="not-told-reason"
          label="Why they are not told"
          hint="Leave this empty if they are told."
          rows={2}
        />
        <Button preventDoubleClick>Pass it on</Button>
      </form>
    </>
  );
}

/** After it was passed on: what happens now. What was written is shown to nobody but the team. */
export function ConcernSentPage(props: { reference: string; home: string }) {
  return (
    <>
      <Hero title="Passed on" lede={`Your reference is ${props.reference}.`} />
      <p>
        The safeguarding team has it. You have a letter when they have read it. What you wrote is kept for the team
        alone: you cannot open it again. If somebody is in danger now, call 999.
      </p>
      <p>
        <a href={`${props.home}/people`}>Back to people</a>
      </p>
    </>
  );
}

function List(props: { items: readonly SeenConcern[]; home: string }) {
  return (
    <Rows
      items={props.items.map((one) => (
        <>
          <p class="ct-row__title">
            <a href={`${props.home}/safeguarding/${one.id}`}>{one.about}</a>{' '}
            {one.receivedAt === undefined && <Tag colour="orange">Not yet received</Tag>}
          </p>
          <p class="ct-small">
            {legalBasisWords[one.legalBasis]} · {one.from.organisation} · {formatInstant(one.sentAt)}
          </p>
        </>
      ))}
    />
  );
}

/** What waits for the safeguarding team. */
export function ConcernsPage(props: { open: readonly SeenConcern[]; received: readonly SeenConcern[]; home: string }) {
  return (
    <>
      <Hero title="Concerns" lede="Passed on to you as the safeguarding team of this place. Nobody else reads them." />
      <h2>To be received</h2>
      {props.open.length === 0 ? (
        <Empty heading="Nothing waits" headingLevel={3}>
          <p>When somebody passes a concern on, it stands here, and you have a letter.</p>
        </Empty>
      ) : (
        <List items={props.open} home={props.home} />
      )}
      {props.received.length > 0 && (
        <>
          <h2>Received</h2>
          <List items={props.received} home={props.home} />
        </>
      )}
    </>
  );
}

/** One concern, for the team. */
export function OneConcernPage(props: { one: SeenConcern; form: FormView; action: string }) {
  const { one } = props;
  return (
    <>
      <Hero kicker="A concern" title={one.about}>
        {one.receivedAt === undefined && <Tag colour="orange">Not yet received</Tag>}
      </Hero>
      <SummaryList
        rows={[
          { key: 'What worries them', value: one.words },
          { key: 'Born', value: one.bornOn === undefined ? 'Not said' : formatDate(one.bornOn) },
          { key: 'How to reach them', value: one.contact === '' ? 'Not said' : one.contact },
          { key: 'From', value: `${one.from.name}, ${one.from.organisation}` },
          { key: 'Passed on', value: formatInstant(one.sentAt) },
          { key: 'Legal basis', value: legalBasisWords[one.legalBasis] },
          { key: 'Why', value: one.reason },
          {
            key: 'Is the person told?',
            value:
              one.notToldReason === ''
                ? 'Yes, where they have a page of their own'
                : `No, and do not tell them: ${one.notToldReason}`,
          },
          ...(one.receivedAt === undefined
            ? []
            : [{ key: 'Received', value: `${formatInstant(one.receivedAt)}. ${one.answer}` }]),
        ]}
      />
      {one.receivedAt === undefined && (
        <form method="post" action={props.action}>
          <LongField form={props.form} name="answer" label="A note for the team (optional)" rows={3} />
          <Button preventDoubleClick>We have received it</Button>
        </form>
      )}
    </>
  );
}
