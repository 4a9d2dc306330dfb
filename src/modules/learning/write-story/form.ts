import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { FormReader, typedList, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { storyFields, type StoryField, type StoryWords } from '../domain/story.ts';
import { fieldLabels, formMessages } from '../messages.ts';
import type { StoryInput } from '../store/story-writes.ts';

/** How many characters each part may have: as in the database. */
const limits: Partial<Record<StoryField, number>> = { title: 120, summary: 400, contact: 200 };
const longest = 3_000;

export const storyBody = formSchema({
  title: textField(1_000),
  summary: textField(2_000),
  problem: textField(12_000),
  done: textField(12_000),
  core: textField(12_000),
  adaptable: textField(12_000),
  involved: textField(12_000),
  results: textField(12_000),
  cost: textField(12_000),
  failed: textField(12_000),
  contact: textField(1_000),
  organisation: textField(60),
  outcomes: listField(50, 60),
  version: textField(10),
});

/** Reads a story. Only its title and its organisation are needed for a draft; publishing asks for the rest. */
export function parseStory(typed: Typed, organisations: readonly { id: Uuid }[]): Result<StoryInput, Problem[]> {
  const form = new FormReader(typed);
  const words = Object.fromEntries(
    storyFields.map((field) => [
      field,
      form.text(
        field,
        fieldLabels[field],
        limits[field] ?? longest,
        field === 'title' ? formMessages.storyTitle : undefined,
      ),
    ]),
  ) as StoryWords;
  const organisation = organisations.find((one) => one.id === typedText(typed, 'organisation'));
  if (organisation === undefined) form.problem('organisation', formMessages.organisation);
  const outcomes = typedList(typed, 'outcomes').filter(isUuid);
  return form.problems.length > 0 || organisation === undefined
    ? fail(form.problems)
    : ok({ organisationId: organisation.id, words, outcomes });
}
