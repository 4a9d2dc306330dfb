import {
  Button,
  DayField,
  Hero,
  Rows,
  SummaryList,
  Tag,
  TextField,
  WarningCallout,
  type TagColour,
} from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { typedText, type FormView, type Typed } from '../../../lib/form-reader.ts';
import { listInWords } from '../../../lib/text.ts';
import type { Difference, Likeness, MatchStrength } from '../domain/match.ts';
import { formatNhsNumber } from '../domain/nhs-number.ts';
import type { Candidate } from '../store/candidates.ts';
import { soughtFields } from './form.ts';

const alikeWords: Readonly<Record<Likeness, string>> = {
  'nhs-number': 'the NHS number',
  name: 'the name',
  'similar-name': 'a similar name',
  'born-on': 'the day of birth',
  'born-swapped': 'the day of birth with day and month swapped',
  postcode: 'the postcode',
  phone: 'the phone number',
};
const unlikeWords: Readonly<Record<Difference, string>> = {
  'nhs-number': 'the NHS number',
  'born-on': 'the day of birth',
  name: 'the name',
};
const strengthWords: Readonly<Record<MatchStrength, { text: string; colour: TagColour }>> = {
  strong: { text: 'Almost certainly them', colour: 'green' },
  likely: { text: 'Likely', colour: 'blue' },
  possible: { text: 'Possible', colour: 'grey' },
};

/** Why somebody may be the one who is sought, in a sentence. */
export function whyWords({ match }: Candidate): string {
  const alike = `The same: ${listInWords(match.alike.map((one) => alikeWords[one]))}.`;
  return match.unlike.length === 0
    ? alike
    : `${alike} Not the same: ${listInWords(match.unlike.map((one) => unlikeWords[one]))}.`;
}

/** What tells one person of a name from another. */
function factsOf({ person }: Candidate): string {
  return [
    person.bornOn === undefined ? 'Day of birth not known' : `Born ${formatDate(person.bornOn)}`,
    person.nhsNumber === undefined ? '' : `NHS number ${formatNhsNumber(person.nhsNumber)}`,
    person.postcode,
    person.leadName === undefined ? '' : `${person.leadName} leads`,
    person.status === 'ended' ? 'No longer helped' : '',
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

function ItIsThem(props: { candidate: Candidate; leads: Parameters<typeof CandidateRows>[0]['leads'] }) {
  const { person } = props.candidate;
  const words = (
    <>
      This is the person<span class="nhsuk-u-visually-hidden">: {person.name}</span>
    </>
  );
  if (props.leads.to === 'page')
    return (
      <p>
        <a href={`${props.leads.home}/people/${person.id}`}>{words}</a>
      </p>
    );
  return (
    <form method="post" action={props.leads.action}>
      <input type="hidden" name="person" value={person.id} />
      <Button small preventDoubleClick>
        {words}
      </Button>
    </form>
  );
}

/** People who may be the one who is sought, each with why, and a way to say that it is them. */
export function CandidateRows(props: {
  candidates: readonly Candidate[];
  /** Where it leads once it is them: to their page under this address, or to a form that this one sends. */
  leads: { to: 'page'; home: string } | { to: 'form'; action: string };
}) {
  return (
    <Rows
      items={props.candidates.map((candidate) => {
        const { text, colour } = strengthWords[candidate.match.strength];
        return (
          <>
            <p class="ct-row__title">
              <strong>{candidate.person.name}</strong> <Tag colour={colour}>{text}</Tag>
            </p>
            <p class="nhsuk-u-margin-bottom-1">{whyWords(candidate)}</p>
            <p class="ct-small">{factsOf(candidate)}</p>
            <ItIsThem candidate={candidate} leads={props.leads} />
          </>
        );
      })}
    />
  );
}

/** Said where another partner knows the person already and the person lets partners know. */
export function KnownElsewhere() {
  return (
    <WarningCallout heading="Another partner already works with this person" headingLevel={2}>
      <p>
        You may not see the record. Ask the person who helps them, and ask that partner to let your organisation in.
        Then nobody has to tell their story twice. Add them here only if that cannot wait.
      </p>
    </WarningCallout>
  );
}

/** What is carried on from form to form, so that nothing is typed twice. */
export function Carried(props: { typed: Typed; names?: readonly string[] }) {
  return (
    <>
      {(props.names ?? Object.keys(soughtFields)).map((name) => (
        <input type="hidden" name={name} value={typedText(props.typed, name)} key={name} />
      ))}
    </>
  );
}

/** The first page of intake: who is it? */
export function MatchPage(props: { form: FormView; action: string }) {
  const { form } = props;
  return (
    <>
      <Hero
        kicker="Somebody new to you"
        title="Who is it?"
        lede="We look whether somebody helps them already, so that nobody has to tell their story twice."
      />
      <form method="post" action={props.action}>
        <SoughtFields form={form} />
        <Button preventDoubleClick>Look for them</Button>
      </form>
    </>
  );
}

/** The fields by which somebody is found. */
export function SoughtFields(props: { form: FormView }) {
  const { form } = props;
  return (
    <>
      <TextField form={form} name="name" label="Full name" />
      <DayField form={form} name="born" legend="Day of birth, if known" hint="For example, 27 3 1962" />
      <TextField
        form={form}
        name="nhs-number"
        label="NHS number, if known"
        hint="Ten digits, for example 999 123 4567"
        width={20}
      />
      <TextField form={form} name="postcode" label="Postcode where they live, if known" width={10} />
      <TextField form={form} name="phone" label="Phone, if known" width={20} />
    </>
  );
}

/** Who was sought, as it was typed. */
export function SoughtSummary(props: { typed: Typed }) {
  const text = (name: string): string => typedText(props.typed, name).trim();
  const born = ['born-day', 'born-month', 'born-year'].map(text).filter((part) => part !== '');
  const rows = [
    { key: 'Name', value: text('name') },
    { key: 'Day of birth', value: born.join(' ') },
    { key: 'NHS number', value: text('nhs-number') },
    { key: 'Postcode', value: text('postcode') },
    { key: 'Phone', value: text('phone') },
  ];
  return <SummaryList rows={rows.filter((row) => row.value !== '')} />;
}

/** Who may be meant: the worker says whether it is one of them. Nothing is joined and nobody is added by itself. */
export function CandidatesPage(props: {
  typed: Typed;
  candidates: readonly Candidate[];
  isKnownElsewhere: boolean;
  home: string;
}) {
  const { candidates, home, typed } = props;
  const isNobody = candidates.length === 0;
  return (
    <>
      <Hero
        kicker="Somebody new to you"
        title={isNobody ? 'Nobody you may see fits' : 'Is it one of them?'}
        lede={isNobody ? undefined : 'Ask the person where you are not sure. You decide: nothing is joined by itself.'}
      />
      <SoughtSummary typed={typed} />
      {props.isKnownElsewhere && <KnownElsewhere />}
      <CandidateRows candidates={candidates} leads={{ to: 'page', home }} />
      <form method="post" action={`${home}/people/new`}>
        <Carried typed={typed} />
        <input type="hidden" name="somebody-else" value={candidates.map((one) => one.person.id).join(' ')} />
        {props.isKnownElsewhere && <input type="hidden" name="known-elsewhere" value="seen" />}
        <input type="hidden" name="begin" value="yes" />
        <Button variant={isNobody ? undefined : 'secondary'} preventDoubleClick>
          {isNobody ? 'Add this person' : 'It is somebody else: add them'}
        </Button>
      </form>
      <p>
        <a href={`${home}/people/match`}>Look for another name</a>
      </p>
    </>
  );
}
