import type { Uuid } from '../../kernel/ids.ts';
import type { Trx } from '../../platform/database/database.ts';
import { linksFrom } from '../../thread/store/find.ts';
import { outcomeProgress, outcomesByIds, type Outcome } from '../strategy/index.ts';
import { evidenceOf, type Evidence } from './domain/evidence-level.ts';
import { storiesByIds, type Story } from './store/stories.ts';
import { uptakesOf, type Uptake } from './store/uptakes.ts';

/** A story with what it is evidence for, who took it up, and how far that evidence reaches. */
export type ToldStory = {
  story: Story;
  outcomes: Outcome[];
  uptakes: Uptake[];
  evidence: Evidence;
};

/** Loads what stories stand on, in a few queries whatever their number: only what this reader may see. */
export async function toldStories(
  trx: Trx,
  place: Uuid,
  found: readonly Story[] | { ids: readonly Uuid[] },
): Promise<ToldStory[]> {
  const ids = 'ids' in found ? found.ids : found.map((one) => one.id);
  if (ids.length === 0) return [];
  const [stories, evidences, uptakes] = await Promise.all([
    'ids' in found ? storiesByIds(trx, place, ids) : found,
    linksFrom(trx, place, 'story', ids, 'evidences'),
    uptakesOf(trx, place, ids),
  ]);
  const links = evidences.filter((one) => one.to.kind === 'outcome');
  const outcomes = await outcomesByIds(trx, place, [...new Set(links.map((one) => one.to.id))]);
  return stories.map((story) => {
    const own = new Set(links.filter((one) => one.from === story.id).map((one) => one.to.id));
    const evidenced = outcomes.filter((one) => own.has(one.id));
    const takenUp = uptakes.filter((one) => one.originStoryId === story.id);
    return {
      story,
      outcomes: evidenced,
      uptakes: takenUp,
      evidence: evidenceOf({
        words: story.words,
        organisation: story.organisationId,
        outcomes: evidenced.map((one) => {
          const progress = outcomeProgress(one);
          return {
            hasBaseline: one.baseline !== undefined,
            hasLaterReading: progress.latest !== undefined,
            isBetter: progress.direction === 'improving',
          };
        }),
        uptakes: takenUp.map((one) => ({ organisation: one.organisationId, status: one.status, figures: one.figures })),
      }),
    };
  });
}
