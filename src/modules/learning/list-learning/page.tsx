import { Button, Empty, Hero, Pagination, Rows } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { StoryRows, UptakeRows } from '../parts/rows.tsx';
import type { PublishedStory } from '../store/stories.ts';
import type { Uptake } from '../store/uptakes.ts';
import type { ToldStory } from '../told.ts';

/** What others can learn from a place, what it learned from others, and what it could still learn. */
export function LearningPage(props: {
  placeName: string;
  home: string;
  told: readonly ToldStory[];
  uptakes: readonly Uptake[];
  elsewhere: readonly PublishedStory[];
  nextHref: string | undefined;
  today: LocalDate;
  can: { write: boolean };
}) {
  const { home, placeName } = props;
  return (
    <>
      <Hero
        kicker="What we learned"
        title={`What ${placeName} learned`}
        lede="What others can learn from us, what we tried from elsewhere, and how it went. What did not work is told too."
      >
        {props.can.write && <Button href={`${home}/learning/stories/new`}>Write a story</Button>}
      </Hero>
      <h2>Stories from {placeName}</h2>
      {props.told.length === 0 ? (
        <Empty heading="No stories yet" headingLevel={3}>
          <p>
            A story tells what was done, what must stay the same when others do it, what may change, what it cost and
            what did not work. For example: “One morning a week for damp”.
          </p>
        </Empty>
      ) : (
        <StoryRows told={props.told} home={home} today={props.today} />
      )}
      {props.nextHref !== undefined && (
        <Pagination next={{ href: props.nextHref, text: 'More stories' }} label="More stories" />
      )}
      <h2>What {placeName} took up from elsewhere</h2>
      {props.uptakes.length === 0 ? (
        <p>Nothing yet. Choose a story below and say what you would change.</p>
      ) : (
        <UptakeRows uptakes={props.uptakes} titled="by-story" />
      )}
      <h2>Stories of other places</h2>
      {props.elsewhere.length === 0 ? (
        <p>No other place has published a story yet.</p>
      ) : (
        <Rows
          items={props.elsewhere.map((one) => (
            <>
              <p class="nhsuk-u-margin-bottom-1">
                <a href={one.address}>
                  <strong>{one.title}</strong>
                </a>
              </p>
              <p class="nhsuk-u-margin-bottom-1">{one.summary}</p>
              <p class="ct-small nhsuk-u-margin-bottom-0">
                {one.organisationName}, {one.placeName}
                {props.can.write && (
                  <>
                    {' · '}
                    <a href={`${home}/learning/take-up/${one.id}`}>
                      Take it up<span class="nhsuk-u-visually-hidden">: {one.title}</span>
                    </a>
                  </>
                )}
              </p>
            </>
          ))}
        />
      )}
    </>
  );
}
