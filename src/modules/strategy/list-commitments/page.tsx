import { Button, Empty, Hero, Pagination, Select } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { commitmentGroups, groupName } from '../domain/commitment.ts';
import { CommitmentRows } from '../parts/commitment-rows.tsx';
import type { Commitment } from '../store/commitments.ts';
import type { NamedOrganisation } from '../store/organisations.ts';

/** Everything promised in a place, to be narrowed by where it stands and whose it is. */
export function CommitmentsPage(props: {
  placeName: string;
  home: string;
  commitments: readonly Commitment[];
  partners: readonly NamedOrganisation[];
  status: string;
  organisation: string;
  nextHref: string | undefined;
  isFirst: boolean;
  today: LocalDate;
  can: { takePart: boolean; seeAsked: boolean };
}) {
  const groups = commitmentGroups.filter((one) => props.can.seeAsked || (one !== 'waiting' && one !== 'declined'));
  const isNarrowed = props.status !== '' || props.organisation !== '';
  return (
    <>
      <Hero
        kicker="What we did"
        title={`Commitments in ${props.placeName}`}
        lede="Who has promised to do what, by when and with whose money. Dates and answers say where each one stands."
      >
        {props.can.takePart && <Button href={`${props.home}/commitments/new`}>Offer a commitment</Button>}
      </Hero>
      <form method="get" action={`${props.home}/commitments`} class="ct-filters">
        <Select
          name="status"
          label="Where it stands"
          value={props.status}
          items={[{ value: '', text: 'All' }, ...groups.map((group) => ({ value: group, text: groupName(group) }))]}
        />
        <Select
          name="organisation"
          label="Whose it is"
          value={props.organisation}
          items={[
            { value: '', text: 'Everyone’s' },
            ...props.partners.map((one) => ({ value: one.slug, text: one.name })),
          ]}
        />
        <Button variant="secondary">Show</Button>
      </form>
      {props.commitments.length === 0 ? (
        <Empty heading={isNarrowed || !props.isFirst ? 'No commitments here' : 'Nothing promised yet'}>
          {isNarrowed || !props.isFirst ? (
            <p>
              <a href={`${props.home}/commitments`}>Show all commitments</a>
            </p>
          ) : (
            <p>
              A commitment says who will do what by when, and who pays. For example: “The library opens as a warm, quiet
              room two evenings a week, from October.” Start from <a href={`${props.home}/priorities`}>a priority</a>.
            </p>
          )}
        </Empty>
      ) : (
        <CommitmentRows commitments={props.commitments} home={props.home} today={props.today} />
      )}
      {props.nextHref !== undefined && (
        <Pagination next={{ href: props.nextHref, text: 'More commitments' }} label="More commitments" />
      )}
    </>
  );
}
