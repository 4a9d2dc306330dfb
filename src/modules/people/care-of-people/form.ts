import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { duties, signingDuties, type Duty, type SigningDuty } from '../domain/duties.ts';
import { formMessages } from '../messages.ts';

export const nameBody = formSchema({ duty: textField(40), account: textField(40) });
export const endBody = formSchema({ holder: textField(40) });
export const signBody = formSchema({ duty: textField(40), digest: textField(64), read: textField(10) });

/** Reads who is to hold which duty. */
export function parseHolder(typed: Typed): Result<{ duty: Duty; account: Uuid }, Problem[]> {
  const form = new FormReader(typed);
  const duty = form.choice('duty', duties, formMessages.duty);
  const account = typedText(typed, 'account');
  if (!isUuid(account)) form.problem('account', formMessages.dutyHolder);
  return duty === undefined || form.problems.length > 0 ? fail(form.problems) : ok({ duty, account });
}

/** Reads a signature: for which duty, under which text, and that it was read. */
export function parseSignature(typed: Typed, digest: string): Result<SigningDuty, Problem[]> {
  const form = new FormReader(typed);
  const duty = form.choice('duty', signingDuties, formMessages.duty);
  if (typedText(typed, 'read') !== 'yes') form.problem('read', formMessages.documentsRead);
  else if (typedText(typed, 'digest') !== digest) form.problem('read', formMessages.documentsChanged);
  return duty === undefined || form.problems.length > 0 ? fail(form.problems) : ok(duty);
}
