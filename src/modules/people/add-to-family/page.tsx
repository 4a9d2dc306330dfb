import { ActionLink, Button, Empty, InsetText, Rows } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { CandidateRows, KnownElsewhere, SoughtFields, SoughtSummary } from '../match-person/page.tsx';
import { opensNothing, RelationField } from '../start-family/page.tsx';
import type { Candidate } from '../store/candidates.ts';
import type { Person } from '../store/people.ts';

/** Where somebody who has a record is found, to be put with their family. */
export function FindMemberPage(props: {
  form: FormView;
  action: string;
  add: string;
  home: string;
  /** People of their circles who have a record that the reader may see. */
  near: readonly Person[];
}) {
  const { form, near } = props;
  return (
    <>
      <h1>Who else belongs to it?</h1>
      <InsetText text={opensNothing} />
      {near.length > 0 && (
        <>
          <h2>In their circles, with a record that you may see</h2>
          <Rows
            items={near.map((person) => (
              <form method="post" action={props.add} key={person.id}>
                <input type="hidden" name="person" value={person.id} />
                <p class="nhsuk-u-margin-bottom-2">
                  {person.name}
                  {person.bornOn !== undefined && `, born ${formatDate(person.bornOn)}`}
                </p>
                <Button small variant="secondary">
                  Add<span class="nhsuk-u-visually-hidden"> {person.name}</span>
                </Button>
              </form>
            ))}
          />
          <h2>Somebody else</h2>
        </>
      )}
      <form method="post" action={props.action}>
        <SoughtFields form={form} />
        <Button preventDoubleClick>Look for them</Button>
      </form>
      <ActionLink href={`${props.home}/people/match`}>
        They have no record yet: begin one, with what they allow
      </ActionLink>
    </>
  );
}

/** Who may be meant: the worker says which it is. */
export function WhichMemberPage(props: {
  form: FormView;
  add: string;
  again: string;
  home: string;
  candidates: readonly Candidate[];
  isKnownElsewhere: boolean;
}) {
  const { candidates } = props;
  return (
    <>
      <h1>{candidates.length === 0 ? 'Nobody you may see fits' : 'Is it one of them?'}</h1>
      <SoughtSummary typed={props.form.typed} />
      {props.isKnownElsewhere && <KnownElsewhere />}
      {candidates.length === 0 ? (
        <Empty heading="Only somebody with a record can be added">
          <p>Begin a record of their own first, with what they allow. Until then they can stand in a circle.</p>
        </Empty>
      ) : (
        <CandidateRows candidates={candidates} leads={{ to: 'form', action: props.add }} />
      )}
      <p>
        <a href={props.again}>Look for another name</a>
      </p>
      <ActionLink href={`${props.home}/people/match`}>
        They have no record yet: begin one, with what they allow
      </ActionLink>
    </>
  );
}

/** The last question before somebody is added: what they are to the others. */
export function AddMemberPage(props: { form: FormView; action: string; person: Person }) {
  const { person } = props;
  return (
    <>
      <h1>Add {person.name}</h1>
      <InsetText text={opensNothing} />
      <form method="post" action={props.action}>
        <input type="hidden" name="person" value={person.id} />
        <input type="hidden" name="sure" value="yes" />
        <RelationField form={props.form} called={person.knownAs} />
        <Button preventDoubleClick>Add</Button>
      </form>
    </>
  );
}
