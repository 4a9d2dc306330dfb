import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { FormReader, typedList, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages } from '../messages.ts';

/** The fields of a priority. `find` asks for other statements instead of saving. */
export const priorityBody = formSchema({
  title: textField(1_000),
  summary: textField(8_000),
  answers: listField(200, 60),
  words: textField(200),
  find: textField(10),
  version: textField(10),
});

export type PriorityCommand = { title: string; summary: string; answers: ThreadRef[] };

/** The value of a checkbox for a statement or theme. */
export function answerValue(ref: { kind: string; id: string }): string {
  return `${ref.kind}:${ref.id}`;
}

/** The statements and themes that are ticked; anything else that was sent is left out. */
export function chosenAnswers(typed: Typed): ThreadRef[] {
  return typedList(typed, 'answers').flatMap((value) => {
    const [kind, id] = value.split(':');
    return (kind === 'statement' || kind === 'theme') && isUuid(id) ? [{ kind, id }] : [];
  });
}

/** Whether the form was sent to find statements, not to be saved. */
export function isFinding(typed: Typed): boolean {
  return typedText(typed, 'find') !== '';
}

export function parsePriority(typed: Typed): Result<PriorityCommand, Problem[]> {
  const form = new FormReader(typed);
  const title = form.text('title', 'Title', 200, formMessages.priorityTitle);
  const summary = form.text('summary', 'Summary', 2_000);
  return form.problems.length > 0 ? fail(form.problems) : ok({ title, summary, answers: chosenAnswers(typed) });
}
