import { Button, Empty, Hero, Rows, Tag, TextField } from '../../../design/index.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { plural } from '../../../lib/text.ts';
import type { Person } from '../store/people.ts';

/** People by name: who leads, and whether it is safe to get in touch. */
export function PersonRows(props: { people: readonly Person[]; home: string }) {
  return (
    <Rows
      items={props.people.map((person) => (
        <>
          <p class="ct-row__title">
            <a href={`${props.home}/people/${person.id}`}>{person.name}</a>{' '}
            {person.safeContact !== 'any' && <Tag colour="yellow">Check how to get in touch</Tag>}
          </p>
          <p class="ct-small">
            {person.leadName === undefined ? 'Nobody leads' : `${person.leadName} leads`}
            {person.interpreter && ` · Needs an interpreter${person.language === '' ? '' : ` (${person.language})`}`}
          </p>
        </>
      ))}
    />
  );
}

/** The people whom this reader helps, and a search that leaves no trace in the address. */
export function PeoplePage(props: {
  people: readonly Person[];
  home: string;
  form: FormView;
  isSearch: boolean;
  more: string | undefined;
  can: { add: boolean };
}) {
  const { people, home, form } = props;
  return (
    <>
      <Hero title="People" lede="Those you help, as far as each of them allows.">
        {props.can.add && <Button href={`${home}/people/match`}>Add a person</Button>}
        <Button href={`${home}/referrals`} variant="secondary">
          Referrals
        </Button>
        <Button href={`${home}/caseload`} variant="secondary">
          Caseload
        </Button>
        <Button href={`${home}/people/concern`} variant="secondary">
          Pass a concern on
        </Button>
        {props.can.add && (
          <Button href={`${home}/intake`} variant="secondary">
            Requests for help
          </Button>
        )}
        {props.can.add && (
          <Button href={`${home}/people/emergency`} variant="secondary">
            Emergency access
          </Button>
        )}
      </Hero>
      <form method="post" action={`${home}/people/search`}>
        <TextField form={form} name="find" label="Find somebody" hint="A name, or an NHS number" width={30} />
        <Button variant="secondary">Find</Button>
      </form>
      {props.isSearch && (
        <h2 class="nhsuk-heading-m">
          {people.length === 0 ? 'Nobody found' : `${plural(people.length, 'person', 'people')} found`}
        </h2>
      )}
      {people.length > 0 && <PersonRows people={people} home={home} />}
      {people.length === 0 && props.isSearch && (
        <p>
          Nobody whom you may see fits these words. Somebody else may already know the person.{' '}
          <a href={`${home}/people`}>Back to all people</a>
        </p>
      )}
      {people.length === 0 && !props.isSearch && (
        <Empty heading="Nobody here yet">
          <p>
            Here you will see the people you help, and those whom other organisations help, once the person allows it.
            It begins with a conversation: who may know, what matters, who is already there.
          </p>
        </Empty>
      )}
      {props.more !== undefined && (
        <p>
          <a href={props.more}>More people</a>
        </p>
      )}
    </>
  );
}
