import {
  Button,
  Checkboxes,
  DayField,
  Empty,
  Hero,
  InsetText,
  LongField,
  Radios,
  Rows,
  Select,
  errorOf,
} from '../../../design/index.ts';
import { formatDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import type { Status } from '../../../thread/kinds.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { valueOfItem } from '../ask-correction/form.ts';
import { correctionStanding } from '../ask-correction/page.tsx';
import { erasureStanding, subjectWords } from '../ask-erasure/page.tsx';
import { answerDue, theirKindWords } from '../domain/correction.ts';
import { itemWords, wordsOfItem, type Item } from '../parts/items.ts';
import { SafeContact } from '../show-person/page.tsx';
import { isUntold, type AskedByWord, type ByWord } from '../store/by-word.ts';
import type { SeenCorrection } from '../store/corrections.ts';
import { isRunning, type SeenErasure } from '../store/erasures.ts';
import type { Person } from '../store/people.ts';

/** One of the things that somebody asked, whichever of the two it is. */
type Asked = {
  id: string;
  kind: AskedByWord;
  what: string;
  /** Where it is answered, below the person's forms, while it waits for an answer that can be given there. */
  href: string | undefined;
  words: string;
  answer: string;
  status: Status;
  askedAt: Date;
  dueOn: LocalDate;
  isOpen: boolean;
  /** Whether it can still be taken back. */
  isRunning: boolean;
  byWord: ByWord | undefined;
  isToTell: boolean;
};

function ofCorrection(one: SeenCorrection, items: readonly Item[], today: LocalDate): Asked {
  const isOpen = one.status === 'open';
  return {
    id: one.id,
    kind: 'correction',
    what: wordsOfItem({ kind: one.kind, id: one.record }, items, theirKindWords),
    href: isOpen ? `corrections/${one.id}` : undefined,
    words: one.words,
    answer: one.answer,
    status: correctionStanding(one, today, 'Taken back'),
    askedAt: one.askedAt,
    dueOn: one.dueOn,
    isOpen,
    isRunning: isOpen,
    byWord: one.byWord,
    isToTell: !isOpen && one.status !== 'withdrawn' && isUntold(one.byWord),
  };
}

function ofErasure(one: SeenErasure, items: readonly Item[], today: LocalDate): Asked {
  const isOpen = one.decided === undefined && one.withdrawnAt === undefined;
  return {
    id: one.id,
    kind: 'erasure',
    what: subjectWords(one, items, theirKindWords),
    href: isOpen && one.subject.kind !== 'everything' ? `erasure/${one.id}` : undefined,
    words: one.words,
    answer: one.decided?.reason ?? '',
    status: erasureStanding(one, today),
    askedAt: one.askedAt,
    dueOn: one.dueOn,
    isOpen,
    isRunning: isRunning(one),
    byWord: one.byWord,
    isToTell: one.decided !== undefined && one.withdrawnAt === undefined && isUntold(one.byWord),
  };
}

function Settle(props: { action: string; one: Asked; text: string; isMain?: boolean }) {
  return (
    <form method="post" action={props.action}>
      <input type="hidden" name="kind" value={props.one.kind} />
      <Button variant={props.isMain === true ? undefined : 'secondary'} small preventDoubleClick>
        {props.text}
        <span class="nhsuk-u-visually-hidden">: {props.one.what}</span>
      </Button>
    </form>
  );
}

/** What somebody has asked about their record, and where it is written down for those who have no sign-in. */
export function AskByWordPage(props: {
  form: FormView;
  forms: string;
  person: Person;
  items: readonly Item[];
  corrections: readonly SeenCorrection[];
  erasures: readonly SeenErasure[];
  mayWrite: boolean;
  mayErase: boolean;
  today: LocalDate;
}) {
  const { form, forms, person, items, today, mayWrite, mayErase } = props;
  const called = person.knownAs;
  // Whoever has a sign-in by now takes it back themselves.
  const mayTakeBack = (kind: AskedByWord): boolean =>
    person.account === undefined && (kind === 'erasure' ? mayErase : mayWrite);
  const asked = [
    ...props.corrections.map((one) => ofCorrection(one, items, today)),
    ...props.erasures.filter((one) => one.askedBy === 'person').map((one) => ofErasure(one, items, today)),
  ].toSorted(
    (a, b) => Number(b.isToTell) - Number(a.isToTell) || Number(b.isOpen) - Number(a.isOpen) || +b.askedAt - +a.askedAt,
  );
  return (
    <>
      <Hero
        kicker="What they ask about their record"
        title={person.name}
        lede="Everybody may ask for what is written about them to be put right, or erased: on a form, on the telephone, at the door."
      />
      <SafeContact person={person} />
      {asked.length === 0 ? (
        <Empty heading="Nothing so far">
          <p>{called} has not asked for anything to be put right or erased.</p>
        </Empty>
      ) : (
        <Rows
          items={asked.map((one) => (
            <>
              <p class="ct-row__title">
                {one.href === undefined ? one.what : <a href={`${forms}/${one.href}`}>{one.what}</a>}{' '}
                <StatusTag status={one.status} />
              </p>
              {one.words !== '' && <p class="nhsuk-u-margin-bottom-1">“{one.words}”</p>}
              {one.answer !== '' && <p class="nhsuk-u-margin-bottom-1">The answer: {one.answer}</p>}
              <p class="ct-small">
                {one.kind === 'erasure' ? 'To be erased' : 'Not right'}, said {formatDate(todayInLondon(one.askedAt))}
                {one.byWord !== undefined && `, written down by ${one.byWord.writtenBy}`}
                {one.isOpen && `. An answer is due by ${formatDate(one.dueOn)}`}
                {one.byWord?.toldAt !== undefined && `. Told ${formatDate(todayInLondon(one.byWord.toldAt))}`}
              </p>
              {one.isToTell && mayWrite && (
                <Settle action={`${forms}/asked/${one.id}/told`} one={one} text={`I have told ${called}`} isMain />
              )}
              {one.isRunning && one.byWord !== undefined && mayTakeBack(one.kind) && (
                <Settle action={`${forms}/asked/${one.id}/withdraw`} one={one} text={`${called} takes it back`} />
              )}
            </>
          ))}
        />
      )}
      {person.account !== undefined && <InsetText text={`${called} has a sign-in, and asks on their own page.`} />}
      {mayWrite && person.account === undefined && (
        <>
          <h2>Write down what {called} said</h2>
          <p>
            Said today, it is due an answer by {formatDate(answerDue(today))}. {called} has no sign-in: what they are to
            be told stands here, and under Today.
          </p>
          <form method="post" action={`${forms}/asked`}>
            <Radios
              name="wish"
              legend="What do they want?"
              legendSize="s"
              value={typedText(form.typed, 'wish')}
              error={errorOf(form, 'wish')}
              items={[
                {
                  value: 'correction',
                  text: 'Something is not right',
                  hint: 'It says so beside it until it is settled.',
                },
                ...(mayErase
                  ? [
                      {
                        value: 'erasure',
                        text: 'Something is to be erased',
                        hint: 'Somebody else than you decides: of one thing a colleague, of everything the data protection officer.',
                      },
                    ]
                  : []),
              ]}
            />
            <Select
              name="about"
              label="What is it about?"
              value={typedText(form.typed, 'about')}
              error={errorOf(form, 'about')}
              items={[
                { value: '', text: 'Choose' },
                ...items.map((item) => ({ value: valueOfItem(item), text: itemWords(item, theirKindWords) })),
                ...(mayErase ? [{ value: 'everything', text: 'Everything that is written about them' }] : []),
              ]}
            />
            <LongField
              form={form}
              name="words"
              label="What did they say?"
              hint="In their own words. They can read it."
              rows={3}
            />
            <DayField form={form} name="said" legend="When did they say it?" />
            <Checkboxes
              name="keep"
              values={[typedText(form.typed, 'keep')]}
              items={[{ value: 'yes', text: 'If it is not changed, keep their words beside it' }]}
            />
            {mayErase && (
              <Checkboxes
                name="sure"
                error={errorOf(form, 'sure')}
                values={[typedText(form.typed, 'sure')]}
                items={[
                  {
                    value: 'yes',
                    text: 'If it is everything: I asked them when nobody else was there, and they want it',
                  },
                ]}
              />
            )}
            <Button preventDoubleClick>Write it down</Button>
          </form>
          {!mayErase && (
            <p>
              {person.safeMode
                ? `Parts of the record are hidden for ${called}’s safety: nothing is asked to be erased until that is over.`
                : `Who leads the record writes down that something is to be erased.`}
            </p>
          )}
        </>
      )}
    </>
  );
}
