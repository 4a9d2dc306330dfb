import {
  Button,
  DayField,
  Empty,
  Hero,
  InsetText,
  LongField,
  Quote,
  Radios,
  Rows,
  SummaryList,
  errorOf,
  type SummaryRow,
} from '../../../design/index.ts';
import { formatDate, formatInstant, type LocalDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { erasureStanding, RetentionRules } from '../ask-erasure/page.tsx';
import { graceDays } from '../domain/erasure.ts';
import { isPastRetention, keptUntil, retentionRules } from '../domain/retention.ts';
import type { ErasurePerson, SeenErasure, Stone } from '../store/erasures.ts';

/** On whose wish a request stands, and who wrote it down. */
export function askedBy(one: SeenErasure): string {
  if (one.askedBy === 'retention') return 'The rule: it was kept long enough';
  return one.byWord === undefined ? 'The person' : `The person, by word: ${one.byWord.writtenBy} wrote it down`;
}

function List(props: {
  requests: readonly SeenErasure[];
  names: ReadonlyMap<string, string>;
  home: string;
  today: LocalDate;
}) {
  return (
    <Rows
      items={props.requests.map((one) => (
        <>
          <p class="ct-row__title">
            <a href={`${props.home}/erasure/${one.id}`}>{props.names.get(one.id) ?? 'Somebody'}</a>{' '}
            <StatusTag status={erasureStanding(one, props.today)} />
          </p>
          <p class="ct-small">
            {askedBy(one)}, {formatInstant(one.askedAt)}
          </p>
        </>
      ))}
    />
  );
}

/** Whole records that wait for a decision, what was decided, and the stones of those that are gone. */
export function ErasuresPage(props: {
  open: readonly SeenErasure[];
  decided: readonly SeenErasure[];
  names: ReadonlyMap<string, string>;
  stones: readonly Stone[];
  home: string;
  today: LocalDate;
}) {
  return (
    <>
      <Hero
        title="Requests to be forgotten"
        lede="People who want their record to be erased, and records that were kept for as long as the rule says. You decide; nothing is erased by itself."
      />
      <h2>To be decided</h2>
      {props.open.length === 0 ? (
        <Empty heading="Nothing waits for you" headingLevel={3}>
          <p>
            When somebody asks for their record to be erased, it stands here until the data protection officer decides.
          </p>
        </Empty>
      ) : (
        <List {...props} requests={props.open} />
      )}
      {props.decided.length > 0 && (
        <>
          <h2>Decided</h2>
          <List {...props} requests={props.decided} />
        </>
      )}
      {props.stones.length > 0 && (
        <>
          <h2>Erased</h2>
          <Rows
            items={props.stones.map((one) => (
              <>
                <p class="nhsuk-u-margin-bottom-1">A record, erased {formatInstant(one.erasedAt)}</p>
                <p class="ct-small">
                  {one.askedBy === 'person' ? 'The person asked' : 'Offered by the rule'} on {formatDate(one.askedOn)} ·{' '}
                  {one.rows} entries are gone · Certificate {one.id}
                </p>
              </>
            ))}
          />
        </>
      )}
      <h2>The rules</h2>
      <RetentionRules />
    </>
  );
}

function DecisionForm(props: { form: FormView; action: string; version: number }) {
  const { form } = props;
  return (
    <form method="post" action={props.action}>
      <input type="hidden" name="version" value={props.version} />
      <Radios
        name="outcome"
        legend="What do you decide?"
        legendSize="m"
        value={typedText(form.typed, 'outcome')}
        error={errorOf(form, 'outcome')}
        items={[
          {
            value: 'granted',
            text: 'Erase it',
            hint: `It is done in ${graceDays} days and cannot be undone. Until then the person can take it back.`,
          },
          { value: 'later', text: 'Keep it for now', hint: 'It must still be kept: say why, and until when.' },
          { value: 'refused', text: 'Do not erase it', hint: 'Say why, and when it is looked at again.' },
        ]}
      />
      <LongField
        form={form}
        name="reason"
        label="Your reason, in words that the person understands"
        hint="They read it, or are told, with how to complain to the Information Commissioner."
      />
      <DayField form={form} name="review" legend="Looked at again on (where it is kept)" />
      <Button preventDoubleClick>Decide</Button>
    </form>
  );
}

/** One request with what the decision needs, and where it is decided. */
export function DecideErasurePage(props: {
  request: SeenErasure;
  about: SummaryRow[];
  title: string;
  form: FormView;
  action: string;
  mayDecide: boolean;
  /** Whether the reader wrote it down for the person. */
  isWriter: boolean;
  today: LocalDate;
}) {
  const { request } = props;
  const { decided } = request;
  return (
    <>
      <Hero title={props.title}>
        <StatusTag status={erasureStanding(request, props.today)} />
      </Hero>
      <SummaryList rows={props.about} />
      {request.words !== '' && <Quote source={formatInstant(request.askedAt)}>{request.words}</Quote>}
      {decided !== undefined && decided.reason !== '' && <InsetText text={decided.reason} />}
      {props.isWriter && decided === undefined && (
        <InsetText text="You wrote this down for the person. Somebody else decides about it." />
      )}
      {props.mayDecide && !props.isWriter && decided === undefined && request.withdrawnAt === undefined && (
        <DecisionForm form={props.form} action={props.action} version={request.version} />
      )}
      <h2>The rules</h2>
      <RetentionRules />
    </>
  );
}

/** What whoever decides about a whole record needs to know of it, and no more. */
export function wholeFacts(request: SeenErasure, person: ErasurePerson, today: LocalDate): SummaryRow[] {
  const { rule, until } = keptUntil(person);
  return [
    { key: 'Who', value: person.name },
    { key: 'Born', value: person.bornOn === undefined ? 'Not known' : formatDate(person.bornOn) },
    { key: 'Who keeps the record', value: person.leadName ?? 'Nobody' },
    { key: 'Last contact', value: formatDate(person.lastContact) },
    { key: 'The rule', value: retentionRules[rule].words },
    {
      key: 'To be kept until',
      value: `${formatDate(until)}${isPastRetention(person, today) ? ': that day has come' : ''}`,
    },
    { key: 'Asked by', value: askedBy(request) },
    { key: 'Answer due by', value: formatDate(request.dueOn) },
  ];
}
