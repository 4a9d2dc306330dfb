import {
  Button,
  Empty,
  Hero,
  Rows,
  Select,
  SummaryList,
  Thread,
  errorOf,
  type SummaryRow,
} from '../../../design/index.ts';
import { personCategories } from '../../../kernel/helping.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { listInWords } from '../../../lib/text.ts';
import { matterWords, type Matter } from '../domain/representation.ts';
import { categoryWords } from '../messages.ts';
import type { Sharing } from '../parts/load-record.ts';
import { decisionNote, decisionWords, recordParts, type RecordProps } from '../parts/record.tsx';
import type { Particulars } from '../store/particulars.ts';
import type { Person } from '../store/people.ts';

/** For whom this account acts. */
export function RepresentingPage(props: {
  people: readonly { person: Person; matters: readonly Matter[] }[];
  home: string;
}) {
  return (
    <>
      <Hero
        title="For whom you act"
        lede="What you may see and decide for somebody else, as far as your authority goes."
      />
      {props.people.length === 0 ? (
        <Empty heading="You act for nobody here">
          <p>
            When those who help somebody have seen your authority, they give you a code. Type it under{' '}
            <a href={`${props.home}/connect`}>Connect your record</a>.
          </p>
        </Empty>
      ) : (
        <Rows
          items={props.people.map(({ person, matters }) => (
            <>
              <p class="ct-row__title">
                <a href={`${props.home}/representing/${person.id}`}>{person.name}</a>
              </p>
              <p class="ct-small">
                {matters.length === 0
                  ? 'You speak for them, and decide nothing'
                  : `You decide: ${listInWords(matters.map((one) => matterWords[one]))}`}
              </p>
            </>
          ))}
        />
      )}
    </>
  );
}

function particularsRows(one: Particulars): SummaryRow[] {
  return [
    { key: 'First name', value: one.givenName },
    { key: 'Family name', value: one.familyName },
    { key: 'Pronouns', value: one.pronouns },
    { key: 'Address', value: [...one.addressLines.split('\n'), one.postcode].filter((line) => line !== '').join(', ') },
    { key: 'GP practice', value: [one.practice, one.practiceCode ?? ''].filter((part) => part !== '').join(', ') },
  ].filter((row) => row.value !== '');
}

/** What a representative sees of the person, and what they may decide about sharing. */
export function RepresentedPage(
  props: RecordProps & {
    person: Person;
    matters: readonly Matter[];
    particulars: Particulars | undefined;
    sharing: Sharing;
    organisations: readonly { id: string; name: string }[];
    action: string;
    form: FormView;
  },
) {
  const { person, record, sharing, form, action } = props;
  const { circle, goals, matters, strengths, needs, referrals, reviews, contingencies, wellbeing } = record;
  // What the database shows to nobody of this authority is not shown as if it were empty.
  const isAnything = [circle, goals, matters, strengths, needs, referrals, reviews, contingencies, wellbeing].some(
    (list) => list.length > 0,
  );
  return (
    <>
      <Hero
        kicker="For whom you act"
        title={person.name}
        lede={
          props.matters.length === 0
            ? 'You speak for them. They decide themselves.'
            : `You decide about ${listInWords(props.matters.map((one) => matterWords[one]))}. Everything else they decide themselves.`
        }
      />
      {isAnything && <Thread parts={recordParts(props)} />}
      {props.particulars !== undefined && (
        <>
          <h2>Name, address and GP practice</h2>
          <SummaryList rows={particularsRows(props.particulars)} />
        </>
      )}
      {props.matters.includes('sharing') && (
        <>
          <h2>What you decided</h2>
          {sharing.decisions.length === 0 ? (
            <p>Nothing yet.</p>
          ) : (
            <Rows
              items={sharing.decisions.map((one) => (
                <>
                  <p class="ct-row__title">{decisionWords(one, sharing.workers)}</p>
                  <p class="ct-small">{decisionNote(one)}</p>
                  {one.withdrawnAt === undefined && (
                    <form method="post" action={`${action}/withdraw`}>
                      <Button name="decision" value={one.id} variant="secondary" small preventDoubleClick>
                        Take this back
                        <span class="nhsuk-u-visually-hidden">: {decisionWords(one, sharing.workers)}</span>
                      </Button>
                    </form>
                  )}
                </>
              ))}
            />
          )}
          <h2>Let somebody see something</h2>
          <form method="post" action={`${action}/permit`}>
            <Select
              name="permit-who"
              label="Who may see it?"
              value={typedText(form.typed, 'permit-who')}
              error={errorOf(form, 'permit-who')}
              items={[
                { value: '', text: 'Choose' },
                { value: 'everybody', text: 'Every partner who works with them' },
                ...props.organisations.map((one) => ({ value: one.id, text: one.name })),
              ]}
            />
            <Select
              name="category"
              label="What may they see?"
              value={typedText(form.typed, 'category')}
              error={errorOf(form, 'category')}
              items={[
                { value: '', text: 'Choose' },
                ...personCategories.map((value) => ({ value, text: categoryWords[value] ?? value })),
                { value: '*', text: 'All of these' },
              ]}
            />
            <Button preventDoubleClick>Allow this</Button>
          </form>
          <h2>Somebody who must not know</h2>
          <form method="post" action={`${action}/deny`}>
            <Select
              name="deny-who"
              label="Who must not know?"
              value={typedText(form.typed, 'deny-who')}
              error={errorOf(form, 'deny-who')}
              items={[
                { value: '', text: 'Choose' },
                ...props.organisations
                  .filter((one) => one.id !== person.leadOrganisation)
                  .map((one) => ({ value: one.id, text: one.name })),
              ]}
            />
            <Button variant="secondary" preventDoubleClick>
              Keep it from them
            </Button>
          </form>
        </>
      )}
    </>
  );
}
