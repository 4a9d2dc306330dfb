import { ActionLink, Button, InsetText, LongField, Quote, Radios, errorOf } from '../../../design/index.ts';
import { formatDate, formatInstant, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { besideItem, dueStanding } from '../domain/correction.ts';
import type { Item } from '../parts/items.ts';
import { SafeContact } from '../show-person/page.tsx';
import type { SeenCorrection } from '../store/corrections.ts';
import type { Person } from '../store/people.ts';

/** Where an item is changed, for those who may; undefined where it cannot be changed but only answered. */
export function changeAddress(forms: string, item: Pick<SeenCorrection, 'kind' | 'record'>): string | undefined {
  switch (item.kind) {
    case 'person':
      return `${forms}/edit`;
    case 'particulars':
      return `${forms}/particulars`;
    case 'circle':
      return `${forms}/circle/${item.record}/edit`;
    case 'strength':
    case 'what-matters':
    case 'need':
      return `${forms}/words/${item.kind}/${item.record}/edit`;
    case 'goal':
      return `${forms}/goals/${item.record}/edit`;
    case 'contingency':
      return `${forms}/contingency/${item.record}/edit`;
    default:
      return undefined;
  }
}

/** What a worker reads of something that the person says is not right, and where they answer. */
export function AnswerCorrectionPage(props: {
  form: FormView;
  home: string;
  person: Person;
  correction: SeenCorrection;
  item: Item | undefined;
  today: LocalDate;
}) {
  const { form, person, correction, item, home } = props;
  const forms = `${home}/people/${person.id}`;
  const change = changeAddress(forms, correction);
  return (
    <>
      <h1>{person.knownAs} says this is not right</h1>
      <p class="nhsuk-lede-text">
        Put it right, or say why it stays. {person.knownAs} has an answer by {formatDate(correction.dueOn)}: the law
        gives one month.
      </p>
      {correction.status === 'open' && (
        <p>
          <StatusTag status={dueStanding(correction.dueOn, props.today)} />
        </p>
      )}
      <h2>What is written</h2>
      <p>{item === undefined ? 'It is no longer in the record as you see it.' : item.text}</p>
      {change !== undefined && item !== undefined && <ActionLink href={change}>Put it right</ActionLink>}
      <h2>What they say</h2>
      <Quote
        source={
          correction.byWord === undefined
            ? formatInstant(correction.askedAt)
            : `${formatDate(todayInLondon(correction.askedAt))}, written down by ${correction.byWord.writtenBy}`
        }
      >
        {correction.words}
      </Quote>
      <SafeContact person={person} />
      {correction.status === 'open' ? (
        <form method="post" action={`${forms}/corrections/${correction.id}`}>
          <input type="hidden" name="version" value={correction.version} />
          <Radios
            name="status"
            legend="What became of it?"
            legendSize="m"
            value={typedText(form.typed, 'status')}
            error={errorOf(form, 'status')}
            items={[
              { value: 'corrected', text: 'It is put right' },
              {
                value: 'declined',
                text: 'It stays as it is',
                hint: correction.keepsBeside
                  ? 'Their words stay beside it.'
                  : 'They did not ask for their words to stay beside it.',
              },
            ]}
          />
          <LongField
            form={form}
            name="answer"
            label="What you say to them"
            hint={
              correction.byWord === undefined
                ? 'They read it. Where it stays as it is, say why.'
                : `${person.knownAs} has no sign-in: tell them, too. Where it stays as it is, say why.`
            }
            rows={3}
          />
          <Button preventDoubleClick>{correction.byWord === undefined ? 'Send the answer' : 'Save the answer'}</Button>
        </form>
      ) : (
        <InsetText
          text={
            besideItem(correction, person.knownAs) ??
            (correction.status === 'corrected' ? 'It is put right.' : 'It is settled.')
          }
        />
      )}
    </>
  );
}
