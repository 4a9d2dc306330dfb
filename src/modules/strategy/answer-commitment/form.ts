import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import type { CommitmentCommand } from '../domain/commitment.ts';
import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages, refusalSentence } from '../messages.ts';

export const answerBody = formSchema({ answer: textField(20), reason: textField(4_000) });

/** Reads whether a commitment is accepted or declined; declining needs a reason. */
export function parseAnswer(typed: Typed): Result<CommitmentCommand, Problem[]> {
  const form = new FormReader(typed);
  const answer = form.choice('answer', ['accept', 'decline'] as const, formMessages.answer);
  const missing = answer === 'decline' ? refusalSentence('commitment/reason-needed') : undefined;
  const reason = form.text('reason', 'Your reason', 600, missing);
  if (answer === undefined || form.problems.length > 0) return fail(form.problems);
  return ok(answer === 'accept' ? { kind: 'accept' } : { kind: 'decline', reason });
}
