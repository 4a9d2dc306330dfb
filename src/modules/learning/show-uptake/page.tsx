import { Button, Hero, SummaryList } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { figuresSentence, uptakeStanding } from '../domain/uptake.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { PublishedStory } from '../store/stories.ts';
import type { Uptake } from '../store/uptakes.ts';

/** What came of another place's story here. */
export function UptakePage(props: {
  uptake: Uptake;
  story: PublishedStory | undefined;
  home: string;
  can: { report: boolean };
}) {
  const { uptake, story, home } = props;
  const here = `${home}/learning/uptakes/${uptake.id}`;
  return (
    <>
      <Hero
        kicker={`Learned from ${uptake.originPlaceName}`}
        title={uptake.storyTitle}
        lede={`What became of it at ${uptake.organisationName} in ${uptake.placeName}.`}
      >
        {props.can.report && <Button href={`${here}/report`}>Say how it goes</Button>}
      </Hero>
      <SummaryList
        rows={[
          {
            key: 'Where it stands',
            value: (
              <>
                <StatusTag status={uptakeStanding(uptake.status)} /> {uptake.stopReason}
              </>
            ),
          },
          { key: 'Begun', value: formatDate(uptake.startedOn) },
          {
            key: 'The story',
            value:
              story === undefined ? (
                uptake.storyTitle
              ) : (
                <>
                  <a href={story.address}>{story.title}</a>
                  {story.isWithdrawn && ' (withdrawn since)'}
                  {!story.isWithdrawn && story.version > uptake.originVersion && ' (changed since it was taken up)'}
                </>
              ),
          },
          { key: 'What we changed', value: uptake.changed === '' ? 'Nothing told yet' : uptake.changed },
          {
            key: 'Before and after',
            value: uptake.figures === undefined ? 'No figures yet' : figuresSentence(uptake.figures),
          },
          { key: 'What happened here', value: uptake.happened === '' ? 'Nothing told yet' : uptake.happened },
          ...(uptake.reportedOn === undefined ? [] : [{ key: 'Last told', value: formatDate(uptake.reportedOn) }]),
        ]}
      />
      {uptake.figures !== undefined && (
        <p class="ct-small">Figures before and after do not show what caused the change.</p>
      )}
      <p>
        <a href={`${home}/thread/uptake/${uptake.id}`}>Follow the thread back to where it came from</a>
      </p>
    </>
  );
}
