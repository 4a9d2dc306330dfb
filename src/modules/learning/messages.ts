import type { PersonalData } from './domain/personal-data.ts';
import type { PublishRefusal, StoryField, StoryRefusal } from './domain/story.ts';
import type { TakeUpRefusal } from './store/uptake-writes.ts';
import type { WriteRefusal } from './store/story-writes.ts';

/** Everything this module can refuse in one word. */
export type LearningRefusal = WriteRefusal | StoryRefusal | TakeUpRefusal;

const sentences: Readonly<Record<LearningRefusal, string>> = {
  'learning/gone': 'This is no longer here, or you may not see it',
  'learning/changed-meanwhile':
    'Somebody changed this while you were working. Your words are still below. Look at the page as it is now, then send the form again to put your words in place of theirs',
  'learning/not-yours': 'Only people who speak for this organisation, or who manage the programme, can write this',
  'story/not-draft': 'This story was withdrawn, so it can no longer be changed or published',
  'story/not-published': 'Only a published story can be withdrawn',
  'story/reason-needed': 'Say why the story is withdrawn',
  'story/reason-personal': 'Take out what points to one person. Everybody can read the reason',
  'uptake/twice': 'This organisation has already taken up this story',
  'uptake/withdrawn': 'This story was withdrawn, so it cannot be taken up any more',
};

/** The sentence that a person reads for a refusal. */
export function refusalSentence(refusal: LearningRefusal): string {
  return sentences[refusal];
}

/** What each part of a story is called: in the form, on the page and in what is refused. */
export const fieldLabels: Readonly<Record<StoryField, string>> = {
  title: 'Title',
  summary: 'In short',
  problem: 'What was wrong, and for whom',
  done: 'What was done',
  core: 'What must stay the same',
  adaptable: 'What may be changed',
  involved: 'Who was involved',
  results: 'What happened',
  cost: 'What it cost, and who paid',
  failed: 'What did not work',
  contact: 'Whom to ask',
};

const found: Readonly<Record<PersonalData, string>> = {
  'nhs-number': 'something that looks like an NHS number',
  postcode: 'something that looks like a whole postcode',
  telephone: 'something that looks like a telephone number',
};

/** What a field says when it holds something that may point to one person. */
export function personalSentence(label: string, what: PersonalData): string {
  return `“${label}” has ${found[what]} in it. Everybody can read this: take it out`;
}

/** What stands in the way of publishing a story. */
export function publishSentence(refusal: PublishRefusal): string {
  const label = fieldLabels[refusal.field];
  return refusal.kind === 'missing'
    ? `Fill in “${label}” before the story is published`
    : personalSentence(label, refusal.found);
}

/** What a form says when something is missing or cannot be read. */
export const formMessages = {
  storyTitle: 'Enter a title for the story',
  organisation: 'Choose the organisation',
  takeUpStatus: 'Choose how far you are',
  reportStatus: 'Choose how it stands',
  stopReason: 'Say why it stopped, so that others can learn from it',
  measure: 'Say what was measured',
  before: 'Give the figure from before it began',
  after: 'Give the figure since it began',
  better: 'Choose whether a higher or a lower figure is better',
} as const;

/** What the next page says once after something was done. */
export const notices: Readonly<Record<string, string>> = {
  'story-drafted': 'The story is saved as a draft. Only partners can see it.',
  'story-saved': 'The story is saved.',
  'story-published': 'The story is published. Everyone can read it, and other places can take it up.',
  'story-checked': 'Thank you. The story still holds, and is due to be looked at again in two years.',
  'story-withdrawn': 'The story is withdrawn. Its title and your reason stay.',
  'story-taken-up': 'Thank you. Tell how it goes here, also if you stop.',
  'uptake-reported': 'Thank you. What happened here stands beside the story.',
};
