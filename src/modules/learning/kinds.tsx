import type { Uuid } from '../../kernel/ids.ts';
import { addMonths, formatDate, todayInLondon } from '../../lib/dates.ts';
import { plural } from '../../lib/text.ts';
import type { Trx } from '../../platform/database/database.ts';
import {
  mostLooseEnds,
  type Asking,
  type HomePart,
  type LooseEnd,
  type RecordPart,
  type ThreadRegistry,
} from '../../thread/kinds.ts';
import { recordsAlong } from '../../thread/store/find.ts';
import { storyStanding } from './domain/story.ts';
import { isResultLate, resultDueMonths, uptakeStanding } from './domain/uptake.ts';
import { StoryRows, UptakeRows } from './parts/rows.tsx';
import { countStories, storiesByIds, storiesToReview } from './store/stories.ts';
import { uptakesByIds, uptakesIn } from './store/uptakes.ts';
import { toldStories } from './told.ts';

/** Tells the thread how stories and uptakes stand, what is left loose, and what the home and a priority show of them. */
export function addLearningKinds(registry: ThreadRegistry): void {
  registry.addKind({
    kind: 'story',
    one: 'story',
    many: 'stories',
    statuses: async (trx, ids, { place, now }) => {
      const stories = await storiesByIds(trx, place.id, ids);
      return new Map(stories.map((one) => [one.id, storyStanding(one, todayInLondon(now))]));
    },
    looseEnds: { heading: 'Stories that nobody has looked at again', find: unreviewed },
  });
  registry.addKind({
    kind: 'uptake',
    one: 'story taken up',
    many: 'stories taken up',
    statuses: async (trx, ids, { place }) => {
      const uptakes = await uptakesByIds(trx, place.id, ids);
      return new Map(uptakes.map((one) => [one.id, uptakeStanding(one.status)]));
    },
    looseEnds: { heading: 'Stories taken up that nobody has told a result of', find: untold },
  });
  registry.addHome('learned', whatWasLearned);
  registry.addPart('priority', storiesOfPriority);
}

async function unreviewed(trx: Trx, { place, now }: Asking): Promise<LooseEnd[]> {
  return (await storiesToReview(trx, place.id, todayInLondon(now), mostLooseEnds + 1)).map((one) => ({
    title: one.words.title,
    href: `/${place.slug}/learning/stories/${one.slug}`,
    why:
      one.reviewBy === undefined
        ? 'It is due to be looked at again'
        : `It was due to be looked at again on ${formatDate(one.reviewBy)}`,
  }));
}

async function untold(trx: Trx, { place, now }: Asking): Promise<LooseEnd[]> {
  const today = todayInLondon(now);
  return (await uptakesIn(trx, place.id))
    .filter((one) => isResultLate(one, today))
    .map((one) => ({
      title: one.storyTitle,
      href: `/${place.slug}/learning/uptakes/${one.id}`,
      why: `${one.organisationName}: no result since ${formatDate(addMonths(one.startedOn, resultDueMonths))}`,
    }));
}

async function whatWasLearned(trx: Trx, { place }: Asking): Promise<HomePart> {
  const home = `/${place.slug}/learning`;
  const [stories, taken] = await Promise.all([countStories(trx, place.id), uptakesIn(trx, place.id)]);
  const uptakes = taken.length;
  const words = (count: number, one: string, many: string): string => plural(count, one, many).replace(/^\S+ /, '');
  return {
    part: 'changed',
    figures: [
      {
        value: String(stories),
        text: words(stories, 'story that others can learn from', 'stories that others can learn from'),
        href: home,
      },
      ...(uptakes === 0
        ? []
        : [
            {
              value: String(uptakes),
              text: words(uptakes, 'story of others tried here', 'stories of others tried here'),
            },
          ]),
    ],
    items: [],
  };
}

/** The stories that are evidence for a priority's outcomes, and what became of them elsewhere. */
async function storiesOfPriority(trx: Trx, id: Uuid, { place, now }: Asking): Promise<RecordPart | undefined> {
  const evidence = await recordsAlong(trx, place.id, { kind: 'priority', ids: [id] }, [
    { by: 'pursues', from: 'outcome' },
    { by: 'evidences', from: 'story' },
  ]);
  const ids = evidence.map((one) => one.end);
  const found = await toldStories(trx, place.id, { ids });
  const told = found.filter((one) => one.story.status === 'published');
  if (told.length === 0) return undefined;
  const uptakes = told.flatMap((one) => one.uptakes);
  return {
    part: 'learned',
    title: 'What others can learn',
    lede: 'Stories on the evidence of these outcomes, and what became of them elsewhere.',
    body: (
      <>
        <StoryRows told={told} home={`/${place.slug}`} today={todayInLondon(now)} />
        {uptakes.length > 0 && (
          <>
            <h3>Taken up elsewhere</h3>
            <UptakeRows uptakes={uptakes} titled="by-place" />
          </>
        )}
      </>
    ),
  };
}
