import { ActionLink, Button, Empty, Input, Select, Table, Textarea } from '../../../design/index.ts';
import type { Place } from '../../../platform/http/places.ts';
import { organisationKinds, type FormProblem, type OrganisationFields } from '../domain/organisation.ts';
import type { Organisation } from '../store/organisations.ts';

/** The partners, each with what can be done about it, and a way to add one. */
export function ManagePartnersPage(props: {
  place: Place;
  partners: readonly Organisation[];
  others: readonly Organisation[];
  error: string | undefined;
}) {
  const base = `/${props.place.slug}/admin/partners`;
  return (
    <>
      <h1 class="nhsuk-heading-l">Partner organisations</h1>
      {props.partners.length === 0 ? (
        <Empty heading="No partners yet">
          <p>Add the first organisation below. It then appears on the public list of partners.</p>
        </Empty>
      ) : (
        <Table
          caption="Partners now"
          captionSize="m"
          responsive
          head={['Organisation', 'Kind', 'Do']}
          rows={props.partners.map((partner) => [
            partner.name,
            organisationKinds[partner.kind],
            <div class="ct-actions" key={partner.id}>
              <a href={`${base}/${partner.slug}/edit`}>
                Change<span class="nhsuk-u-visually-hidden"> {partner.name}</span>
              </a>
              <form method="post" action={`${base}/end`}>
                <input type="hidden" name="organisation" value={partner.id} />
                <Button variant="secondary" small>
                  End<span class="nhsuk-u-visually-hidden"> the partnership with {partner.name}</span>
                </Button>
              </form>
            </div>,
          ])}
        />
      )}
      {props.others.length > 0 && (
        <form method="post" action={base} class="ct-prose" novalidate>
          <h2 class="nhsuk-heading-m">Add an organisation that is known already</h2>
          <Select
            name="organisation"
            label="Organisation"
            hint="Organisations exist once, however many places they work in"
            error={props.error}
            items={[{ value: '', text: 'Choose' }, ...props.others.map((one) => ({ value: one.id, text: one.name }))]}
          />
          <Button>Make it a partner</Button>
        </form>
      )}
      <ActionLink href={`${base}/new`}>Add an organisation that is not in the list</ActionLink>
    </>
  );
}

/** The form for an organisation. */
export function OrganisationFormPage(props: {
  heading: string;
  fields: OrganisationFields;
  errors: readonly FormProblem[];
}) {
  const { fields } = props;
  const error = (field: string): string | undefined => props.errors.find((one) => one.field === field)?.text;
  const kinds = Object.entries(organisationKinds).map(([value, text]) => ({ value, text }));
  return (
    <>
      <h1 class="nhsuk-heading-l">{props.heading}</h1>
      <form method="post" class="ct-prose" novalidate>
        <Input name="name" label="Name" value={fields.name} error={error('name')} />
        <Select
          name="kind"
          label="What it is"
          value={fields.kind}
          error={error('kind')}
          items={[{ value: '', text: 'Choose' }, ...kinds]}
        />
        <Input
          name="odsCode"
          label="ODS code (optional)"
          hint="For NHS organisations and those that work with them, such as A81001"
          width={10}
          value={fields.odsCode}
          error={error('odsCode')}
        />
        <Input
          name="charityNumber"
          label="Charity number (optional)"
          hint="Such as 1098765, SC012345 or NIC100123"
          width={10}
          value={fields.charityNumber}
          error={error('charityNumber')}
        />
        <Input name="website" label="Website (optional)" type="url" value={fields.website} error={error('website')} />
        <Textarea name="summary" label="What it does, in a sentence (optional)" rows={3} value={fields.summary} />
        <Button>Save</Button>
      </form>
    </>
  );
}
