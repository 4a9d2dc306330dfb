import type { Module } from '../../module.ts';
import { addLearningKinds } from './kinds.tsx';
import { listLearning } from './list-learning/route.tsx';
import { notices } from './messages.ts';
import { publishStory } from './publish-story/route.tsx';
import { reportUptake } from './report-uptake/route.tsx';
import { showStory } from './show-story/route.tsx';
import { showUptake } from './show-uptake/route.tsx';
import { takeUpStory } from './take-up/route.tsx';
import { withdrawStory } from './withdraw-story/route.tsx';
import { writeStory } from './write-story/route.tsx';

const slices = [
  listLearning,
  writeStory,
  showStory,
  publishStory,
  withdrawStory,
  takeUpStory,
  showUptake,
  reportUptake,
];

/** The learned part of the thread: stories on its evidence, and what became of them in other places. */
export function learningModule(): Module {
  return {
    name: 'learning',
    thread: addLearningKinds,
    routes: (app, context) => {
      for (const slice of slices) slice({ app, context });
    },
    notices,
  };
}

// What other modules may ask.
export { levelSentence, type Evidence, type Level } from './domain/evidence-level.ts';
export { personalDataIn, type PersonalData } from './domain/personal-data.ts';
export { allStories, storiesElsewhere, type PublishedStory, type Story } from './store/stories.ts';
export { uptakesIn, uptakesOf, type Uptake } from './store/uptakes.ts';
export { toldStories, type ToldStory } from './told.ts';

// What the seed and imports write with, under any scope that has the rights.
export { createStory, editStory, publishStory, withdrawStory } from './store/story-writes.ts';
export { reportUptake, takeUp } from './store/uptake-writes.ts';
export type { Doing } from '../../kernel/doing.ts';
