import { isUuid } from '../../../kernel/ids.ts';
import { addMonths, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedDay, typedText, versionOf, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { agreedWithWhom, type Review, type ReviewRefusal } from '../domain/plan-review.ts';
import { waysGiven } from '../domain/words.ts';
import { formMessages } from '../messages.ts';
import type { SeenGoal } from '../store/goals.ts';
import type { GoalFigure } from '../store/plan-reviews.ts';

/** As many goals as one talks through at one time; the others are asked about on their own form. */
export const goalRows = [1, 2, 3, 4, 5, 6] as const;

const day = textField(20);
export const reviewBody = formSchema({
  'held-day': day,
  'held-month': day,
  'held-year': day,
  how: textField(20),
  with: textField(20),
  'with-note': textField(1_500),
  words: textField(4_000),
  changed: textField(8_000),
  stops: textField(4_000),
  'next-day': day,
  'next-month': day,
  'next-year': day,
  'unknown-who': textField(600),
  'ask-day': day,
  'ask-month': day,
  'ask-year': day,
  ...Object.fromEntries(
    goalRows.flatMap((row) => [
      [`goal-${row}`, textField(40)],
      [`progress-${row}`, textField(10)],
      [`version-${row}`, textField(20)],
    ]),
  ),
});

/** The field that a refusal of the whole is about. */
export const fieldOfRefusal: Readonly<Record<ReviewRefusal, string>> = {
  'review/in-future': 'held-day',
  'review/note-needed': 'with-note',
  'review/next-too-early': 'next-day',
  'review/next-too-late': 'next-day',
  'review/unknown-needed': 'unknown-who',
  'review/unknown-too-late': 'ask-day',
};

function figuresOf(form: FormReader, typed: Typed): GoalFigure[] {
  return goalRows.flatMap((row) => {
    const goal = typedText(typed, `goal-${row}`);
    const figure = typedText(typed, `progress-${row}`);
    if (!isUuid(goal) || figure === '') return [];
    if (!/^(?:[0-9]|10)$/.test(figure)) {
      form.problem(`progress-${row}`, formMessages.progress);
      return [];
    }
    return [{ goal, version: versionOf(typedText(typed, `version-${row}`)), progress: Number(figure) }];
  });
}

/** Reads how a plan was agreed or looked at again. */
export function parseReview(typed: Typed): Result<{ review: Review; figures: GoalFigure[] }, Problem[]> {
  const form = new FormReader(typed);
  const heldOn = form.date('held', 'The day', true);
  const how = form.choice('how', waysGiven, formMessages.reviewHow);
  const agreedWith = form.choice('with', agreedWithWhom, formMessages.reviewWith);
  const agreedNote = form.text('with-note', 'This', 300);
  const words = form.text('words', 'The words', 1_000);
  const figures = figuresOf(form, typed);
  const changed = form.text('changed', 'What changed', 2_000);
  const stops = form.text('stops', 'What to stop', 1_000);
  const nextOn = form.date('next', 'The day of the next review', true);
  const who = form.text('unknown-who', 'Who will ask', 120);
  const by = form.date('ask', 'The day by which they ask', who !== '');
  if (heldOn === undefined || how === undefined || agreedWith === undefined || nextOn === undefined)
    return fail(form.problems);
  if (form.problems.length > 0) return fail(form.problems);
  return ok({
    review: {
      heldOn,
      how,
      agreedWith,
      agreedNote: agreedWith === 'person' ? '' : agreedNote,
      words,
      changed,
      stops,
      nextOn,
      unknown: by === undefined ? undefined : { who, by },
    },
    figures,
  });
}

/** The form before anything is typed: today, and three months on. */
export function typedOfNew(today: LocalDate): Typed {
  return { ...typedDay('held', today), ...typedDay('next', addMonths(today, 3)) };
}

/** The goals that the form asks about: those that are being worked on, the most important first. */
export function askedAbout(goals: readonly SeenGoal[]): SeenGoal[] {
  return goals.filter((goal) => goal.status === 'active').slice(0, goalRows.length);
}
