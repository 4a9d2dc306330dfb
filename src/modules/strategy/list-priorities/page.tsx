import { Button, Card, Empty, Grid, Hero, Pagination } from '../../../design/index.ts';
import { plural } from '../../../lib/text.ts';
import type { Standing } from '../domain/standing.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';

export type ListedPriority = {
  title: string;
  summary: string;
  href: string;
  standing: Standing;
  answers: number;
  outcomes: number;
  isRetired: boolean;
};

/** The few things that a place has agreed to change. */
export function PrioritiesPage(props: {
  placeName: string;
  home: string;
  priorities: readonly ListedPriority[];
  nextHref: string | undefined;
  can: { create: boolean };
}) {
  const current = props.priorities.filter((one) => !one.isRetired);
  const retired = props.priorities.filter((one) => one.isRetired);
  return (
    <>
      <Hero
        kicker="What we agreed"
        title={`Priorities of ${props.placeName}`}
        lede="The few things we have promised to change together, where each one comes from, and what has been done."
      >
        {props.can.create && <Button href={`${props.home}/priorities/new`}>Draft a priority</Button>}
      </Hero>
      {props.priorities.length === 0 ? (
        <Empty heading="No priorities yet">
          <p>
            A priority says what a place will change, what people said that it answers, and who has promised what. For
            example: “Nobody should have to tell their story twice.”
          </p>
          <p>
            It starts with a conversation. <a href={`${props.home}/conversations`}>See the conversations</a>.
          </p>
        </Empty>
      ) : (
        <Cards priorities={current} />
      )}
      {retired.length > 0 && (
        <section>
          <h2>No longer priorities</h2>
          <Cards priorities={retired} />
        </section>
      )}
      {props.nextHref !== undefined && (
        <Pagination next={{ href: props.nextHref, text: 'More priorities' }} label="More priorities" />
      )}
    </>
  );
}

function Cards(props: { priorities: readonly ListedPriority[] }) {
  return (
    <Grid
      items={props.priorities.map((one) => (
        <Card key={one.href} heading={one.title} headingSize="m" href={one.href} clickable>
          {one.summary !== '' && <p>{one.summary}</p>}
          <p class="ct-small">
            Answers {plural(one.answers, 'statement')} · {plural(one.outcomes, 'outcome')}
          </p>
          <StatusTag status={one.standing} />
        </Card>
      ))}
    />
  );
}
