import {
  ActionLink,
  Button,
  Checkboxes,
  Empty,
  Hero,
  LongField,
  Rows,
  Select,
  WarningCallout,
  errorOf,
} from '../../../design/index.ts';
import { formatDate, formatInstant, type LocalDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import type { Status } from '../../../thread/kinds.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { answerDue, dueStanding } from '../domain/correction.ts';
import { itemWords, wordsOfItem, type Item } from '../parts/items.ts';
import type { SeenCorrection } from '../store/corrections.ts';
import type { Person } from '../store/people.ts';
import { valueOfItem } from './form.ts';

/** How to complain to the regulator, in plain words. */
export function Complain() {
  return (
    <p>
      You can complain to the Information Commissioner’s Office at any time:{' '}
      <a href="https://ico.org.uk/make-a-complaint/">ico.org.uk/make-a-complaint</a>, telephone 0303 123 1113. You can
      also go to a court.
    </p>
  );
}

/** Where somebody says that something written about them is not right. */
export function AskCorrectionPage(props: {
  form: FormView;
  home: string;
  person: Person;
  items: readonly Item[];
  today: LocalDate;
}) {
  const { form, home, person } = props;
  return (
    <>
      <h1>Something is not right</h1>
      <p>
        What you can change yourself, you need not ask for:{' '}
        <a href={`${home}/people/${person.id}/edit`}>your details</a>, and everything with “Change” beside it. For the
        rest, say here what is wrong.{' '}
        {person.leadName === undefined || person.safeMode
          ? 'Those who keep your record put it right, or tell'
          : `${person.leadName} puts it right, or tells`}{' '}
        you why not, by {formatDate(answerDue(props.today))}. Until then it says beside it that you say it is not right.
      </p>
      <form method="post" action={`${home}/me/corrections`}>
        <Select
          name="about"
          label="What is it about?"
          value={typedText(form.typed, 'about')}
          error={errorOf(form, 'about')}
          items={[
            { value: '', text: 'Choose' },
            ...props.items.map((item) => ({ value: valueOfItem(item), text: itemWords(item) })),
          ]}
        />
        <LongField form={form} name="words" label="What is wrong, and what would be right?" />
        <Checkboxes
          name="keep"
          values={[typedText(form.typed, 'keep')]}
          items={[{ value: 'yes', text: 'If it is not changed, keep my words beside it' }]}
        />
        <Button preventDoubleClick>Send this</Button>
      </form>
    </>
  );
}

const endWords = { corrected: 'Put right', declined: 'Not changed' } as const;

/** How something that was said not to be right stands; `withdrawn` says who took it back. */
export function correctionStanding(one: SeenCorrection, today: LocalDate, withdrawn: string): Status {
  if (one.status === 'open') return dueStanding(one.dueOn, today);
  const text = one.status === 'withdrawn' ? withdrawn : endWords[one.status];
  return { text, tone: one.status === 'corrected' ? 'good' : 'plain' };
}

/** Everything that somebody said was not right, and what became of it. */
export function CorrectionsPage(props: {
  home: string;
  corrections: readonly SeenCorrection[];
  items: readonly Item[];
  today: LocalDate;
}) {
  const { home, corrections, today } = props;
  const isDeclined = corrections.some((one) => one.status === 'declined');
  const isLate = corrections.some((one) => one.status === 'open' && one.dueOn < today);
  const nameOf = (one: SeenCorrection): string => wordsOfItem({ kind: one.kind, id: one.record }, props.items);
  return (
    <>
      <Hero title="What you said is not right" lede="You have an answer within one month: the law says so." />
      {corrections.length === 0 ? (
        <Empty heading="Nothing so far">
          <p>
            When something written about you is wrong, say so. Whoever keeps your record puts it right, or says why not.
          </p>
        </Empty>
      ) : (
        <Rows
          items={corrections.map((one) => (
            <>
              <p class="ct-row__title">
                {nameOf(one)} <StatusTag status={correctionStanding(one, today, 'You took it back')} />
              </p>
              <p class="nhsuk-u-margin-bottom-1">“{one.words}”</p>
              <p class="ct-small">
                Said {formatInstant(one.askedAt)}
                {one.byWord !== undefined && `. ${one.byWord.writtenBy} wrote it down for you`}
                {one.status === 'open' && `. An answer is due by ${formatDate(one.dueOn)}`}
                {one.answeredAt !== undefined && one.status !== 'withdrawn' && (
                  <>
                    . {one.answeredBy ?? 'Answered'}, {formatInstant(one.answeredAt)}
                    {one.answer !== '' && `: ${one.answer}`}
                  </>
                )}
                {one.status === 'declined' && one.keepsBeside && '. Your words stay beside it'}
              </p>
              {one.status === 'open' && (
                <form method="post" action={`${home}/me/corrections/${one.id}/withdraw`}>
                  <Button variant="secondary" small preventDoubleClick>
                    Take this back<span class="nhsuk-u-visually-hidden">: {nameOf(one)}</span>
                  </Button>
                </form>
              )}
            </>
          ))}
        />
      )}
      <p>
        <ActionLink href={`${home}/me/corrections/new`}>Say what is not right</ActionLink>
      </p>
      {(isDeclined || isLate) && (
        <WarningCallout heading="If you are not content" headingLevel={2}>
          <Complain />
        </WarningCallout>
      )}
    </>
  );
}
