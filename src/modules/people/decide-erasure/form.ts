import type { LocalDate } from '../../../lib/dates.ts';
import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { erasureOutcomes, settledErasure, type SettledErasure } from '../domain/erasure.ts';
import { formMessages, refusalSentence } from '../messages.ts';

export const decisionBody = formSchema({
  outcome: textField(20),
  reason: textField(4_000),
  'review-day': textField(10),
  'review-month': textField(10),
  'review-year': textField(10),
  version: textField(20),
});

/** Reads a decision. Whoever keeps what somebody wants to be erased says why, and when it is looked at again. */
export function parseDecision(typed: Typed, today: LocalDate): Result<SettledErasure, Problem[]> {
  const form = new FormReader(typed);
  const outcome = form.choice('outcome', erasureOutcomes, formMessages.erasureOutcome);
  const reason = form.text('reason', 'The reason', 1_000);
  const reviewOn = outcome === 'granted' ? undefined : form.date('review', 'The day', false);
  if (outcome === undefined || form.problems.length > 0) return fail(form.problems);
  const settled = settledErasure(outcome === 'granted' ? { outcome, reason } : { outcome, reason, reviewOn }, today);
  if (settled.ok) return ok(settled.value);
  form.problem(settled.error === 'erasure/reason-needed' ? 'reason' : 'review-day', refusalSentence(settled.error));
  return fail(form.problems);
}
