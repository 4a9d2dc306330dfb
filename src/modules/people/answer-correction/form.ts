import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { formMessages } from '../messages.ts';

export const answerBody = formSchema({ status: textField(20), answer: textField(4_000), version: textField(20) });

/** Reads what became of it. Whoever leaves it as it is says why. */
export function parseAnswer(typed: Typed): Result<{ status: 'corrected' | 'declined'; answer: string }, Problem[]> {
  const form = new FormReader(typed);
  const status = form.choice('status', ['corrected', 'declined'] as const, formMessages.correctionStatus);
  const answer = form.text(
    'answer',
    'What you say to them',
    1_000,
    status === 'declined' ? formMessages.correctionReason : undefined,
  );
  if (status === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ status, answer });
}
