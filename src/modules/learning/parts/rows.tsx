import { Rows } from '../../../design/index.ts';
import { plural } from '../../../lib/text.ts';
import { levelSentence } from '../domain/evidence-level.ts';
import { storyStanding } from '../domain/story.ts';
import { figuresSentence, uptakeStanding } from '../domain/uptake.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Uptake } from '../store/uptakes.ts';
import type { ToldStory } from '../told.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';

/** Stories under each other: what, whose, how far the evidence reaches, and how it went elsewhere. */
export function StoryRows(props: { told: readonly ToldStory[]; home: string; today: LocalDate }) {
  return (
    <Rows
      items={props.told.map(({ story, evidence, uptakes }) => {
        const standing = storyStanding(story, props.today);
        const stopped = uptakes.filter((one) => one.status === 'stopped').length;
        const used = uptakes.filter((one) => one.status === 'in-use').length;
        return (
          <>
            <p class="nhsuk-u-margin-bottom-1">
              <a href={`${props.home}/learning/stories/${story.slug}`}>
                <strong>{story.words.title}</strong>
              </a>
            </p>
            {story.words.summary !== '' && <p class="nhsuk-u-margin-bottom-1">{story.words.summary}</p>}
            <p class="ct-small nhsuk-u-margin-bottom-0">
              {story.organisationName}
              {story.status !== 'withdrawn' && ` · Evidence ${evidence.level} of 4: ${levelSentence(evidence.level)}`}
              {uptakes.length > 0 &&
                ` · Taken up ${plural(uptakes.length, 'time')}: ${used} in use, ${stopped} stopped`}
            </p>
            {standing.tone !== 'good' && <StatusTag status={standing} />}
          </>
        );
      })}
    />
  );
}

/** Uptakes under each other. What stopped stands among the others, with its reason. */
export function UptakeRows(props: { uptakes: readonly Uptake[]; titled: 'by-story' | 'by-place' }) {
  return (
    <Rows
      items={props.uptakes.map((one) => (
        <>
          <p class="nhsuk-u-margin-bottom-1">
            <a href={`/${one.placeSlug}/learning/uptakes/${one.id}`}>
              <strong>
                {props.titled === 'by-story' ? one.storyTitle : `${one.organisationName}, ${one.placeName}`}
              </strong>
            </a>
          </p>
          {props.titled === 'by-story' && (
            <p class="ct-small nhsuk-u-margin-bottom-1">
              {one.organisationName}, learned from {one.originPlaceName}
            </p>
          )}
          <p class="nhsuk-u-margin-bottom-1">
            <StatusTag status={uptakeStanding(one.status)} /> {one.stopReason}
          </p>
          <p class="nhsuk-u-margin-bottom-1">
            {one.figures === undefined ? 'No figures from before and after yet' : figuresSentence(one.figures)}
          </p>
          {one.happened !== '' && <p class="ct-small nhsuk-u-margin-bottom-0">{one.happened}</p>}
        </>
      ))}
    />
  );
}
