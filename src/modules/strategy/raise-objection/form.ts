import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages } from '../messages.ts';

export const objectionBody = formSchema({ reason: textField(8_000), name: textField(400) });

/** Reads an objection and how its author wants to be called. */
export function parseObjection(typed: Typed): Result<{ reason: string; raisedBy: string }, Problem[]> {
  const form = new FormReader(typed);
  const reason = form.text('reason', 'Your reason', 2_000, formMessages.objectionReason);
  const raisedBy = form.text('name', 'What we call you', 120, formMessages.objectionName);
  return form.problems.length > 0 ? fail(form.problems) : ok({ reason, raisedBy });
}
