import { Button, Hero, InsetText, WarningCallout } from '../../../design/index.ts';
import { formatDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { listInWords } from '../../../lib/text.ts';
import { outcomeProgress } from '../../strategy/index.ts';
import { levelSentence, showsCause, type Evidence } from '../domain/evidence-level.ts';
import { storyFields, storyStanding } from '../domain/story.ts';
import { fieldLabels } from '../messages.ts';
import { UptakeRows } from '../parts/rows.tsx';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { ToldStory } from '../told.ts';

type Props = {
  told: ToldStory;
  /** Where the priorities of its outcomes are. */
  slugs: ReadonlyMap<string, string>;
  home: string;
  today: LocalDate;
  can: { write: boolean };
};

/** A story with its evidence, what must stay, what may change, and everybody who took it up. */
export function StoryPage(props: Props) {
  const { story, uptakes, evidence } = props.told;
  const here = `${props.home}/learning/stories/${story.slug}`;
  const standing = storyStanding(story, props.today);
  const isWithdrawn = story.status === 'withdrawn';
  return (
    <>
      <Hero
        kicker={`A story of ${story.organisationName}`}
        title={story.words.title}
        lede={story.words.summary === '' ? undefined : story.words.summary}
      >
        {props.can.write && !isWithdrawn && (
          <Button href={`${here}/edit`} variant="secondary">
            Change the story
          </Button>
        )}
      </Hero>
      <p>
        <StatusTag status={standing} />
        {story.publishedAt !== undefined && ` Published on ${formatDate(todayInLondon(story.publishedAt))}`}
      </p>
      {props.can.write && !isWithdrawn && <Doing here={here} status={story.status} />}
      {isWithdrawn ? (
        <InsetText>
          <p>This story was withdrawn. The reason: {story.withdrawnReason}</p>
          <p>Its words are gone. Who took it up still stands below.</p>
        </InsetText>
      ) : (
        <>
          <Ladder evidence={evidence} />
          <Outcomes {...props} />
          {storyFields
            .filter((field) => !['title', 'summary'].includes(field) && story.words[field] !== '')
            .map((field) => (
              <section key={field} id={field}>
                <h2>{fieldLabels[field]}</h2>
                {story.words[field].split(/\n{2,}/).map((text, index) => (
                  <p key={index}>{text}</p>
                ))}
              </section>
            ))}
        </>
      )}
      <h2 id="taken-up">Who took it up</h2>
      {uptakes.length === 0 ? (
        <p>Nobody in another place has taken it up yet.</p>
      ) : (
        <>
          <p>Everybody who tried it stands here, whether it is in use or stopped. The newest comes first.</p>
          <UptakeRows uptakes={uptakes} titled="by-place" />
        </>
      )}
      {story.status === 'published' && (
        <p>Do you work in another place? Open “What we learned” of your own place, and choose “Take it up” there.</p>
      )}
      <p>
        <a href={`${props.home}/thread/story/${story.id}`}>Follow the thread of this story</a>
      </p>
    </>
  );
}

function Doing(props: { here: string; status: string }) {
  const isPublished = props.status === 'published';
  return (
    <div class="ct-actions">
      <form method="post" action={`${props.here}/publish`}>
        <Button variant={isPublished ? 'secondary' : undefined} small={isPublished} preventDoubleClick>
          {isPublished ? 'Say that it still holds' : 'Publish the story'}
        </Button>
      </form>
      {isPublished && <a href={`${props.here}/withdraw`}>Withdraw the story</a>}
    </div>
  );
}

function Ladder(props: { evidence: Evidence }) {
  const { level, steps } = props.evidence;
  const missing = steps.filter((step) => step.missing.length > 0);
  return (
    <section id="evidence">
      <h2>How far the evidence reaches</h2>
      <p>
        <strong>
          Evidence {level} of 4: {levelSentence(level)}.
        </strong>{' '}
        We work this out from what is linked and told here. Nobody can choose it.
      </p>
      {!showsCause(props.evidence) && (
        <WarningCallout
          heading="This does not show what caused it"
          text="Nobody has compared with people or places that did not do it. Other things may have made the difference."
        />
      )}
      {missing.length > 0 && (
        <>
          <p>What is missing on the way:</p>
          <ul>
            {missing.map((step) => (
              <li key={step.level}>
                level {step.level}: {listInWords(step.missing)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Outcomes(props: Props) {
  const { outcomes } = props.told;
  if (outcomes.length === 0) return null;
  return (
    <section id="outcomes">
      <h2>What it is evidence for</h2>
      <ul class="ct-rows">
        {outcomes.map((one) => {
          const progress = outcomeProgress(one);
          return (
            <li key={one.id}>
              <p class="nhsuk-u-margin-bottom-1">
                <a href={`${props.home}/priorities/${props.slugs.get(one.priorityId) ?? ''}#outcome-${one.id}`}>
                  {one.title}
                </a>
              </p>
              <p class="nhsuk-u-margin-bottom-1">{progress.sentence}</p>
              <StatusTag status={progress.standing} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
