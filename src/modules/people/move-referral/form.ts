import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { needsOutput, needsReview, reasonsFor, type MoveCommand, type ReferralMove } from '../domain/referral.ts';
import { refusalSentence } from '../messages.ts';
import type { ReferralRefusal } from '../store/referral-writes.ts';

export const moveBody = formSchema({
  reason: textField(40),
  note: textField(4_500),
  output: textField(9_000),
  'review-day': textField(20),
  'review-month': textField(20),
  'review-year': textField(20),
  version: textField(20),
});

/** Reads what somebody does with a referral. What it needs, the domain decides; here only what cannot be read is refused. */
export function parseMove(typed: Typed, move: ReferralMove): Result<MoveCommand, Problem[]> {
  const form = new FormReader(typed);
  const note = form.text('note', 'What you write', 1_000);
  const output = needsOutput(move) ? form.text('output', 'What was done', 2_000) : undefined;
  const reviewOn = needsReview(move) ? form.date('review', 'The day to look again', true) : undefined;
  if (form.problems.length > 0) return fail(form.problems);
  const reason = reasonsFor(move).find((one) => one === typedText(typed, 'reason'));
  return ok({ move, reason, note, output, reviewOn });
}

/** The problem beside a field that a refusal comes to; nothing where no form can show it: it is over, or somebody was faster. */
export function problemOf(refusal: ReferralRefusal): Problem | undefined {
  const text = refusalSentence(refusal);
  switch (refusal) {
    case 'referral/reason-needed':
      return { field: 'reason', text };
    case 'referral/output-needed':
      return { field: 'output', text };
    case 'referral/review-needed':
      return { field: 'review-day', text };
    case 'referral/note-needed':
      return { field: 'note', text };
    default:
      return undefined;
  }
}
