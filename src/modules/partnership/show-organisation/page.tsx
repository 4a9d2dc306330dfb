import { ActionLink, SummaryList } from '../../../design/index.ts';
import type { Place } from '../../../platform/http/places.ts';
import { organisationKinds } from '../domain/organisation.ts';
import type { Organisation } from '../store/organisations.ts';

/** A partner organisation in a place. */
export function OrganisationPage(props: {
  place: Place;
  partner: Organisation;
  since: string;
  until: string | undefined;
}) {
  const { partner, place } = props;
  const rows = [
    { key: 'What it is', value: organisationKinds[partner.kind] },
    { key: 'Partner since', value: props.since },
    ...(props.until === undefined ? [] : [{ key: 'Partner until', value: props.until }]),
    ...(partner.odsCode === undefined ? [] : [{ key: 'ODS code', value: partner.odsCode }]),
    ...(partner.charityNumber === undefined ? [] : [{ key: 'Charity number', value: partner.charityNumber }]),
    ...(partner.website === undefined
      ? []
      : [{ key: 'Website', value: <a href={partner.website}>{partner.website.replace(/^https?:\/\//, '')}</a> }]),
  ];
  return (
    <>
      <h1 class="nhsuk-heading-l">{partner.name}</h1>
      {partner.summary !== '' && <p class="ct-prose nhsuk-lede-text">{partner.summary}</p>}
      <SummaryList rows={rows} />
      <ActionLink href={`/${place.slug}/commitments?organisation=${partner.slug}`}>
        What {partner.name} promised
      </ActionLink>
    </>
  );
}
