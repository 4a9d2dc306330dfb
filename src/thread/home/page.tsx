import { ActionLink, Button, Empty, Grid, Hero, Rows, StatTile, Thread, type ThreadPart } from '../../design/index.ts';
import { formatNumber } from '../../lib/text.ts';
import type { Place } from '../../platform/http/places.ts';
import type { HomePart } from '../kinds.ts';
import { EventList } from '../parts/event-list.tsx';
import { StatusTag } from '../parts/status-tag.tsx';
import type { SeenEvent } from '../store/read.ts';

type Props = {
  place: Place;
  parent: Place | undefined;
  below: readonly Place[];
  parts: readonly HomePart[];
  events: readonly SeenEvent[];
  /** The guided trail, in a demo. */
  trail: string | undefined;
};

const columns = [
  {
    part: 'said',
    title: 'What we said',
    lede: 'What people here told each other matters, and where they agree.',
    tone: 'plum',
  },
  {
    part: 'did',
    title: 'What we did',
    lede: 'What organisations and volunteers promised, and whether they kept it.',
    tone: 'accent',
  },
  {
    part: 'changed',
    title: 'What changed',
    lede: 'What moved since then. A change beside our work is not proof that our work caused it.',
    tone: 'warm',
  },
] as const;

const empty = {
  said: 'When a conversation opens, this is where you will see what people say and where they agree.',
  did: 'When an organisation or a volunteer makes a commitment, it stands here with its date, whoever made it.',
  changed: 'When an outcome has figures, they stand here beside the target.',
};

/** The one page a resident needs: three parts on one thread. */
export function HomePage(props: Props) {
  const { place } = props;
  const parts: ThreadPart[] = columns.map((column) => ({
    title: column.title,
    lede: column.lede,
    tone: column.tone,
    id: column.part,
    children: <Part parts={props.parts.filter((one) => one.part === column.part)} empty={empty[column.part]} />,
  }));
  return (
    <>
      <Hero kicker="What we said, what we did, what changed" title={place.name} lede={place.summary}>
        {props.trail !== undefined && (
          <Button href={props.trail} variant="secondary">
            Follow one thread
          </Button>
        )}
        <Tiers {...props} />
      </Hero>
      <Thread parts={parts} />
      {props.events.length > 0 && (
        <section aria-labelledby="lately">
          <h2 class="nhsuk-heading-m" id="lately">
            Lately
          </h2>
          <EventList events={props.events} />
          <ActionLink href={`/${place.slug}/events`}>Everything that happened</ActionLink>
        </section>
      )}
    </>
  );
}

function Tiers(props: Props) {
  const { place, parent, below } = props;
  if (parent === undefined && below.length === 0 && place.population === undefined) return null;
  return (
    <p class="ct-small">
      {place.population !== undefined && <>{formatNumber(place.population)} people live here. </>}
      {parent !== undefined && (
        <>
          Part of <a href={`/${parent.slug}`}>{parent.name}</a>.{' '}
        </>
      )}
      {below.length > 0 && (
        <>
          Within it:{' '}
          {below.map((one, index) => (
            <>
              {index > 0 && ', '}
              <a href={`/${one.slug}`} key={one.slug}>
                {one.name}
              </a>
            </>
          ))}
          .
        </>
      )}
    </p>
  );
}

function Part(props: { parts: readonly HomePart[]; empty: string }) {
  // Three noughts say less than what will be here.
  const filled = props.parts.filter(
    (part) => part.items.length > 0 || part.figures.some((figure) => figure.value !== '0'),
  );
  if (filled.length === 0) {
    return (
      <Empty heading="Nothing yet" headingLevel={3}>
        <p>{props.empty}</p>
      </Empty>
    );
  }
  return (
    <>
      {filled.map((part, index) => (
        <div class="ct-home-part" key={index}>
          {part.figures.length > 0 && (
            <Grid
              tiles
              items={part.figures.map((figure) => (
                <StatTile value={figure.value} label={figure.text} href={figure.href} key={figure.text} />
              ))}
            />
          )}
          {part.items.length > 0 && (
            <Rows
              items={part.items.map((item) => (
                <>
                  <p class="ct-row__title">
                    <a href={item.href}>{item.title}</a> <StatusTag status={item.status} />
                  </p>
                  <p class="ct-small">{item.note}</p>
                </>
              ))}
            />
          )}
          {part.more !== undefined && <ActionLink href={part.more.href}>{part.more.text}</ActionLink>}
        </div>
      ))}
    </>
  );
}
