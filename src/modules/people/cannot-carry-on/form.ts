import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { formMessages } from '../messages.ts';

export const sayBody = formSchema({ words: textField(4_000) });
export const answerBody = formSchema({ answer: textField(4_000), version: textField(20) });

/** Reads what a carer says. They need not say anything. */
export function parseSaying(typed: Typed): Result<string, Problem[]> {
  const form = new FormReader(typed);
  const words = form.text('words', 'This', 1_000);
  return form.problems.length > 0 ? fail(form.problems) : ok(words);
}

/** Reads what was done about it. */
export function parseAnswer(typed: Typed): Result<string, Problem[]> {
  const form = new FormReader(typed);
  const answer = form.text('answer', 'What you did', 1_000, formMessages.alertAnswer);
  return form.problems.length > 0 ? fail(form.problems) : ok(answer);
}
