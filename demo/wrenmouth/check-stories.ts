import { personalDataIn } from '../../src/modules/learning/index.ts';
import { slugify } from '../../src/lib/text.ts';
import type { Wrenmouth } from './types.ts';

/** Everything that is wrong with the stories of the demo and what became of them. */
export function checkStories(data: Wrenmouth): string[] {
  const problems: string[] = [];
  const places = new Set(data.places.map((each) => each.slug));
  const outcomes = new Map(
    data.priorities.flatMap((priority) => priority.outcomes.map((outcome) => [outcome.key, priority.place])),
  );
  const partners = new Map(data.organisations.map((each) => [each.slug, each.partnerOf]));
  for (const story of data.stories) {
    const owner = `the story ${story.slug}`;
    if (story.slug !== slugify(story.title)) problems.push(`${owner} does not fit its title`);
    if (!places.has(story.place)) problems.push(`${owner} names the place “${story.place}”, which does not exist`);
    if (partners.get(story.organisation)?.includes(story.place) !== true)
      problems.push(`${owner} is told by “${story.organisation}”, which is no partner in its place`);
    for (const key of story.outcomes)
      if (outcomes.get(key) !== story.place)
        problems.push(`${owner} names the outcome “${key}”, which does not exist in its place`);
    for (const text of Object.values(story)) {
      const found = typeof text === 'string' ? personalDataIn(text) : undefined;
      if (found !== undefined) problems.push(`${owner} has a ${found} in it`);
    }
  }
  const stories = new Map(data.stories.map((each) => [each.slug, each]));
  for (const uptake of data.uptakes) {
    const owner = `the uptake of ${uptake.story}`;
    const story = stories.get(uptake.story);
    if (story === undefined) problems.push(`${owner} names a story that does not exist`);
    else if (story.place === uptake.place) problems.push(`${owner} is in its own place`);
    else if (uptake.startedDay < story.publishedDay) problems.push(`${owner} began before it was published`);
    if (partners.get(uptake.organisation)?.includes(uptake.place) !== true)
      problems.push(`${owner} is by “${uptake.organisation}”, which is no partner in its place`);
    if ((uptake.status === 'stopped') !== (uptake.stopReason !== ''))
      problems.push(`${owner} has a reason exactly when it stopped`);
  }
  return problems;
}
