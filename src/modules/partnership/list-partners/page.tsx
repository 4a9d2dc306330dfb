import { Card, Empty, Grid } from '../../../design/index.ts';
import type { Place } from '../../../platform/http/places.ts';
import { organisationKinds } from '../domain/organisation.ts';
import type { Organisation } from '../store/organisations.ts';

/** The partners of a place. */
export function PartnersPage(props: { place: Place; partners: readonly Organisation[] }) {
  return (
    <>
      <h1 class="nhsuk-heading-l">Partners</h1>
      <p class="ct-prose nhsuk-lede-text">
        The organisations that promised to improve health in {props.place.name} together.
      </p>
      {props.partners.length === 0 ? (
        <Empty heading="No partners yet">
          <p>
            An administrator adds the organisations that work together here. Each then makes its own commitments: nobody
            makes them for it.
          </p>
        </Empty>
      ) : (
        <Grid
          items={props.partners.map((partner) => (
            <Card
              heading={partner.name}
              headingLevel={2}
              headingSize="s"
              href={`/${props.place.slug}/partners/${partner.slug}`}
              clickable
              key={partner.slug}
            >
              <p class="ct-small">{organisationKinds[partner.kind]}</p>
              {partner.summary !== '' && <p>{partner.summary}</p>}
            </Card>
          ))}
        />
      )}
    </>
  );
}
