import { Button, Checkboxes, Hero, LongField, Rows, Select, SummaryList, errorOf } from '../../../design/index.ts';
import { formatDate, formatInstant, type LocalDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import type { Status } from '../../../thread/kinds.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { Complain } from '../ask-correction/page.tsx';
import { valueOfItem } from '../ask-correction/form.ts';
import { answerDue, correctionKindWords, dueStanding } from '../domain/correction.ts';
import { graceDays } from '../domain/erasure.ts';
import { retentionRules, retentionSource } from '../domain/retention.ts';
import { itemWords, wordsOfItem, type Item } from '../parts/items.ts';
import { isRunning, type SeenErasure } from '../store/erasures.ts';
import { erasableItems } from './form.ts';

/** What a request asks for, in words; `kindWords` says whose it is. */
export function subjectWords(one: SeenErasure, items: readonly Item[], kindWords = correctionKindWords): string {
  const { subject } = one;
  return subject.kind === 'everything' ? 'Everything that is written' : wordsOfItem(subject, items, kindWords);
}

/** How a request stands, in words. */
export function erasureStanding(one: SeenErasure, today: LocalDate): Status {
  if (one.erasedAt !== undefined) return { text: 'Erased', tone: 'good' };
  if (one.withdrawnAt !== undefined) return { text: 'Taken back', tone: 'plain' };
  const { decided } = one;
  if (decided === undefined) return dueStanding(one.dueOn, today);
  switch (decided.outcome) {
    case 'granted':
      return { text: `Erased on ${formatDate(decided.eraseOn ?? today)}`, tone: 'good' };
    case 'later':
      return { text: 'Kept for now', tone: 'waiting' };
    case 'refused':
      return { text: 'Not erased', tone: 'plain' };
  }
}

/** The rules by which records are kept, with their source. */
export function RetentionRules() {
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Adults', value: retentionRules.adult.words },
          { key: 'Children', value: retentionRules.child.words },
        ]}
      />
      <p class="ct-small">{retentionSource}. After that a person decides; nothing is erased by itself.</p>
    </>
  );
}

/** Where somebody asks for what is written about them to be erased, and reads what was decided. */
export function ErasurePage(props: {
  form: FormView;
  home: string;
  items: readonly Item[];
  requests: readonly SeenErasure[];
  today: LocalDate;
  isHidden: boolean;
}) {
  const { form, home, items, requests, today } = props;
  if (props.isHidden)
    return (
      <>
        <h1>Erasing what is written about you</h1>
        <p>
          Parts of your page are hidden. Show everything again on <a href={`${home}/me`}>your page</a> when it is safe,
          then ask here.
        </p>
      </>
    );
  const isKept = requests.some((one) => one.decided !== undefined && one.decided.outcome !== 'granted');
  const isLate = requests.some((one) => one.decided === undefined && isRunning(one) && one.dueOn < today);
  return (
    <>
      <Hero
        title="Erasing what is written about you"
        lede="You can ask for one thing, or everything, to be erased. Somebody decides, and tells you why."
      />
      {requests.length > 0 && (
        <>
          <h2>What you asked for</h2>
          <Rows
            items={requests.map((one) => (
              <>
                <p class="ct-row__title">
                  {one.erasedAt === undefined ? subjectWords(one, items) : 'Something that you asked for'}{' '}
                  <StatusTag status={erasureStanding(one, today)} />
                </p>
                {one.askedBy === 'retention' && (
                  <p class="nhsuk-u-margin-bottom-1">
                    Your record was kept for as long as the rule says. Somebody decides whether it is still needed.
                  </p>
                )}
                {one.words !== '' && <p class="nhsuk-u-margin-bottom-1">“{one.words}”</p>}
                {one.decided !== undefined && one.decided.reason !== '' && (
                  <p class="nhsuk-u-margin-bottom-1">Their answer: {one.decided.reason}</p>
                )}
                <p class="ct-small">
                  {one.askedBy === 'person' ? 'Asked' : 'Looked at'} {formatInstant(one.askedAt)}
                  {one.byWord !== undefined && `. ${one.byWord.writtenBy} wrote it down for you`}
                  {one.decided === undefined && isRunning(one) && `. An answer is due by ${formatDate(one.dueOn)}`}
                  {one.decided !== undefined && `. Decided ${formatInstant(one.decided.at)}`}
                  {one.decided?.reviewOn !== undefined && `. Looked at again on ${formatDate(one.decided.reviewOn)}`}
                </p>
                {one.askedBy === 'person' && isRunning(one) && (
                  <form method="post" action={`${home}/me/erasure/${one.id}/withdraw`}>
                    <Button variant="secondary" small preventDoubleClick>
                      Take this back<span class="nhsuk-u-visually-hidden">: {subjectWords(one, items)}</span>
                    </Button>
                  </form>
                )}
              </>
            ))}
          />
          {(isKept || isLate) && <Complain />}
        </>
      )}
      <h2>Ask</h2>
      <p>
        You have an answer by {formatDate(answerDue(today))}. After a yes you have {graceDays} days to think again; then
        it is gone, and nobody can bring it back. Your sign-in stays, and so does what you said in public.
      </p>
      <form method="post" action={`${home}/me/erasure`}>
        <Select
          name="what"
          label="What do you want to be erased?"
          value={typedText(form.typed, 'what')}
          error={errorOf(form, 'what')}
          items={[
            { value: '', text: 'Choose' },
            { value: 'everything', text: 'Everything that is written about me' },
            ...erasableItems(items).map((item) => ({ value: valueOfItem(item), text: itemWords(item) })),
          ]}
        />
        <LongField form={form} name="words" label="Why? (optional)" rows={3} />
        <Checkboxes
          name="sure"
          error={errorOf(form, 'sure')}
          values={[typedText(form.typed, 'sure')]}
          items={[
            { value: 'yes', text: 'If it is everything: yes, my whole record. I have downloaded what I want to keep' },
          ]}
        />
        <Button preventDoubleClick>Ask for this</Button>
      </form>
      <h2>When records must be kept</h2>
      <p>Some of what is written must be kept for a time, even when you ask:</p>
      <RetentionRules />
    </>
  );
}
