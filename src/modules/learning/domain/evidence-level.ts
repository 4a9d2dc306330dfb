import { storyFields, type StoryField, type StoryWords } from './story.ts';
import { changeOf, type Figures, type UptakeStatus } from './uptake.ts';

/** How far the evidence of a story reaches. Source: Nesta, Standards of Evidence (2013), whose fifth level is not computed here. */
export type Level = 0 | 1 | 2 | 3 | 4;

/** What the level is computed from: the words, the outcomes that the story evidences, and what happened elsewhere. */
export type EvidenceFacts = {
  words: StoryWords;
  organisation: string;
  outcomes: readonly { hasBaseline: boolean; hasLaterReading: boolean; isBetter: boolean }[];
  uptakes: readonly { organisation: string; status: UptakeStatus; figures: Figures | undefined }[];
};

/** One step of the ladder: whether it is reached, and what is missing for it. */
export type Step = { level: Exclude<Level, 0>; isMet: boolean; missing: string[] };
export type Evidence = { level: Level; steps: Step[] };

const fieldWords: Readonly<Record<StoryField, string>> = {
  title: 'a title',
  summary: 'a summary',
  problem: 'the problem, and for whom',
  done: 'what was done',
  core: 'what must stay the same',
  adaptable: 'what may be changed',
  involved: 'who was involved',
  results: 'what happened',
  cost: 'what it cost and who paid',
  failed: 'what did not work',
  contact: 'whom to ask',
};

function missingOutcomes(outcomes: EvidenceFacts['outcomes']): string[] {
  if (outcomes.length === 0) return ['an outcome that this story is evidence for'];
  const measured = outcomes.filter((one) => one.hasBaseline && one.hasLaterReading);
  if (measured.length === 0) return ['a figure from the start and a later figure of one of its outcomes'];
  return measured.some((one) => one.isBetter) ? [] : ['an outcome that is better than at the start'];
}

/**
 * The highest level that the facts allow, with what is missing for each step. A figure before and a figure after never
 * lift a story above 2: they do not show what caused the change. Level 3 needs a comparison, which is not kept here, so
 * that nobody reaches it; level 4 is reached from level 2 when another organisation in another place has the story in use
 * and its own figure became better.
 */
export function evidenceOf(facts: EvidenceFacts): Evidence {
  const unwritten = storyFields.filter((field) => facts.words[field].trim() === '').map((field) => fieldWords[field]);
  const unmeasured = missingOutcomes(facts.outcomes);
  const repeated = facts.uptakes.some(
    (one) =>
      one.status === 'in-use' &&
      one.organisation !== facts.organisation &&
      one.figures !== undefined &&
      changeOf(one.figures) === 'better',
  );
  const isToldWhole = unwritten.length === 0;
  const isMeasured = isToldWhole && unmeasured.length === 0;
  const isRepeated = isMeasured && repeated;
  const steps: Step[] = [
    { level: 1, isMet: isToldWhole, missing: unwritten },
    { level: 2, isMet: isMeasured, missing: unmeasured },
    { level: 3, isMet: false, missing: ['a comparison with people or places that did not do it'] },
    {
      level: 4,
      isMet: isRepeated,
      missing: repeated
        ? []
        : ['another organisation, in another place, that uses it and whose own figure became better'],
    },
  ];
  return { level: isRepeated ? 4 : isMeasured ? 2 : isToldWhole ? 1 : 0, steps };
}

const sentences: Readonly<Record<Level, string>> = {
  0: 'An idea that is not told whole yet',
  1: 'A clear account of what was done and why it should help',
  2: 'Things got better after it began',
  3: 'It probably made the difference',
  4: 'Things got better after it began, here and in another place',
};

/** Whether the evidence says anything of what caused the change: only a comparison does. */
export function showsCause(evidence: Evidence): boolean {
  return evidence.steps.some((step) => step.level === 3 && step.isMet);
}

/** What a level says, in a sentence without its full stop. */
export function levelSentence(level: Level): string {
  return sentences[level];
}
