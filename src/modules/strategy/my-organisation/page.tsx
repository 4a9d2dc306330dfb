import { Empty, Hero } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { listInWords } from '../../../lib/text.ts';
import { groupOf, type CommitmentGroup } from '../domain/commitment.ts';
import { CommitmentRows } from '../parts/commitment-rows.tsx';
import type { Commitment } from '../store/commitments.ts';
import type { NamedOrganisation } from '../store/organisations.ts';

const parts: readonly { group: CommitmentGroup; heading: string; nothing: string }[] = [
  { group: 'waiting', heading: 'Asked of us', nothing: 'Nobody is waiting for an answer.' },
  { group: 'overdue', heading: 'Overdue', nothing: 'Nothing is overdue.' },
  { group: 'open', heading: 'Ours, under way', nothing: 'Nothing is under way.' },
];

/** What one person's organisations were asked for, have promised and owe. */
export function MyOrganisationPage(props: {
  home: string;
  organisations: readonly NamedOrganisation[];
  commitments: readonly Commitment[];
  /** So many of each part are shown. */
  most: number;
  today: LocalDate;
}) {
  const { home, organisations, commitments, today } = props;
  if (organisations.length === 0)
    return (
      <>
        <Hero title="Your organisation" />
        <Empty heading="You do not speak for an organisation here">
          <p>
            People who speak for an organisation accept or decline what it is asked for, and say how its promises are
            going. Ask an administrator of the place if that should be you.
          </p>
        </Empty>
      </>
    );
  return (
    <>
      <Hero
        kicker="Your organisation"
        title={listInWords(organisations.map((one) => one.name))}
        lede="What you were asked for, what you promised, and what is late."
      />
      {parts.map(({ group, heading, nothing }) => {
        const list = commitments.filter((one) => groupOf(one, today) === group);
        return (
          <section key={group}>
            <h2>
              {heading} ({list.length > props.most ? `the first ${props.most}` : list.length})
            </h2>
            {list.length === 0 ? (
              <p>{nothing}</p>
            ) : (
              <CommitmentRows commitments={list.slice(0, props.most)} home={home} today={today} />
            )}
          </section>
        );
      })}
      <p>
        <a href={`${home}/commitments/new`}>Offer a commitment</a>
      </p>
      {organisations.map((one) => (
        <p key={one.id}>
          <a href={`${home}/commitments?organisation=${one.slug}`}>Everything {one.name} has promised</a>
        </p>
      ))}
    </>
  );
}
