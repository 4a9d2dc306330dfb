import {
  ActionLink,
  Button,
  Checkboxes,
  Details,
  Empty,
  errorOf,
  Hero,
  InsetText,
  LongField,
  Radios,
  Rows,
  Select,
  SummaryList,
  Tag,
  TextField,
} from '../../../design/index.ts';
import { helpingRoles, personCategories } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { typedList, typedText, type FormView } from '../../../lib/form-reader.ts';
import { listInWords } from '../../../lib/text.ts';
import type { Client } from '../store/clients.ts';
import { categoryNames, purposeWords, roleWords } from './messages.ts';

export type SeenClient = Client & { createdAt: Date; revokedAt: Date | undefined };

function OneClient(props: { one: SeenClient; base: string }) {
  const { one, base } = props;
  const isHere = one.revokedAt === undefined;
  return (
    <>
      <p class="ct-row__title">
        {one.name} {isHere ? <Tag colour="green">Connected</Tag> : <Tag colour="grey">Ended</Tag>}
      </p>
      <p class="ct-small">
        {one.organisationName} · {purposeWords[one.purpose].toLowerCase()} · since{' '}
        {formatDate(todayInLondon(one.createdAt))}
        {one.revokedAt !== undefined && ` until ${formatDate(todayInLondon(one.revokedAt))}`}
      </p>
      <p class="ct-small">
        Sees at most: {listInWords(one.categories.map((category) => categoryNames[category].toLowerCase()))}
      </p>
      <Details summary={`More: ${one.name}`}>
        <SummaryList
          rows={[
            { key: 'Client id', value: <code>{one.id}</code> },
            { key: 'May do', value: <code>{one.scopes.join(' ')}</code> },
            { key: 'Notices go to', value: one.hooks.length === 0 ? 'Nowhere' : one.hooks.join(' ') },
          ]}
        />
        {isHere && (
          <form method="post" action={`${base}/end`}>
            <p>Once it is disconnected it opens nothing, from its next request on. What it wrote stays.</p>
            <Button name="client" value={one.id} variant="warning" small preventDoubleClick>
              Disconnect<span class="nhsuk-u-visually-hidden"> {one.name}</span>
            </Button>
          </form>
        )}
      </Details>
    </>
  );
}

/** The programs of partners that work with records here, and what each may see. */
export function ClientsPage(props: { clients: readonly SeenClient[]; base: string }) {
  return (
    <>
      <Hero
        title="Connected systems"
        lede="Programs of partners that refer people, answer referrals and read records here, in FHIR. What each sees of a person, the person decides."
      />
      {props.clients.length === 0 ? (
        <Empty heading="No system is connected">
          <p>When a partner’s own system shall send or answer referrals, connect it here and hand over its secret.</p>
        </Empty>
      ) : (
        <Rows
          items={props.clients.map((one) => (
            <OneClient key={one.id} one={one} base={props.base} />
          ))}
        />
      )}
      <ActionLink href={`${props.base}/new`}>Connect a system</ActionLink>
    </>
  );
}

/** The form for a new client. */
export function NewClientPage(props: {
  partners: readonly { id: Uuid; name: string }[];
  types: readonly string[];
  form: FormView;
}) {
  const { form } = props;
  return (
    <>
      <h1 class="nhsuk-heading-l">Connect a system</h1>
      <form method="post" class="ct-prose" novalidate>
        <TextField
          form={form}
          name="name"
          label="What it is called"
          hint="Somebody who does not want it to see their record refuses it by this name"
        />
        <Select
          name="organisation"
          label="Organisation that it belongs to"
          value={typedText(form.typed, 'organisation')}
          error={errorOf(form, 'organisation')}
          items={[{ value: '', text: 'Choose' }, ...props.partners.map((one) => ({ value: one.id, text: one.name }))]}
        />
        <Radios
          name="role"
          legend="What it may see at most"
          legendSize="s"
          value={typedText(form.typed, 'role')}
          error={errorOf(form, 'role')}
          items={helpingRoles.map((role) => ({ value: role, text: roleWords[role] }))}
        />
        <Checkboxes
          name="categories"
          legend="Kinds of information"
          legendSize="s"
          hint="What you leave out is never in an answer, whatever the person allows"
          values={typedList(form.typed, 'categories')}
          error={errorOf(form, 'categories')}
          items={personCategories.map((category) => ({ value: category, text: categoryNames[category] }))}
        />
        <Radios
          name="purpose"
          legend="What it is for"
          legendSize="s"
          value={typedText(form.typed, 'purpose')}
          error={errorOf(form, 'purpose')}
          items={(['direct-support', 'referral'] as const).map((one) => ({ value: one, text: purposeWords[one] }))}
        />
        <LongField
          form={form}
          name="scopes"
          label="What it may do (scopes)"
          hint="One for each type: system/Task.crus. c is create, r read, u update, d delete, s search; system/*.cruds is everything"
          rows={3}
        />
        <Details summary="Which types there are">
          <p>{props.types.join(', ')}</p>
        </Details>
        <LongField
          form={form}
          name="hooks"
          label="Where notices may go (optional)"
          hint="Addresses that begin with https://, one on each line. A notice says that something changed, and never what"
          rows={2}
        />
        <Button preventDoubleClick>Connect it</Button>
      </form>
    </>
  );
}

/** The secret of a new client: shown now and never again. */
export function ClientMadePage(props: { name: string; id: Uuid; secret: string; token: string; back: string }) {
  return (
    <>
      <h1 class="nhsuk-heading-l">{props.name} is connected</h1>
      <InsetText>
        <p>
          Copy the secret now. It is kept nowhere here, and this page does not come back. Hand it over in a way that
          nobody else reads: whoever has it acts as this system.
        </p>
      </InsetText>
      <SummaryList
        rows={[
          { key: 'Client id', value: <code>{props.id}</code> },
          { key: 'Secret', value: <code>{props.secret}</code> },
          { key: 'Address for tokens', value: <code>{props.token}</code> },
        ]}
      />
      <ActionLink href={props.back}>I have copied it</ActionLink>
    </>
  );
}
