import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { waysGiven, type WayGiven } from '../domain/words.ts';
import { formMessages } from '../messages.ts';

export const reopenBody = formSchema({ why: textField(4_500), how: textField(20), urgency: textField(20) });
export type ReopenForm = { why: string; how: WayGiven; urgency: 'routine' | 'urgent' };

/** Reads why a referral begins again, and how the person said yes this time. Everything else is taken over. */
export function parseReopen(typed: Typed): Result<ReopenForm, Problem[]> {
  const form = new FormReader(typed);
  const why = form.text('why', 'What you write', 1_000, formMessages.reopenWhy);
  const how = form.choice('how', waysGiven, formMessages.referPermission);
  const urgency = form.choice('urgency', ['routine', 'urgent'] as const, formMessages.referUrgency);
  if (how === undefined || urgency === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ why, how, urgency });
}
