import { personCategories } from '../../../kernel/helping.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { readWho } from '../add-person/form.ts';
import type { Decision } from '../domain/consent.ts';
import { waysGiven, type WayGiven } from '../domain/words.ts';
import { formMessages } from '../messages.ts';

export const permitBody = formSchema({ 'permit-who': textField(40), category: textField(20), how: textField(20) });
export const denyBody = formSchema({ 'deny-who': textField(120), 'deny-how': textField(20) });
export const withdrawBody = formSchema({ decision: textField(40), how: textField(20) });

/** How it was said: the person themselves says it here, so nobody is asked. */
function howOf(form: FormReader, field: string, isOwn: boolean): WayGiven | undefined {
  return isOwn ? 'online' : form.choice(field, waysGiven, formMessages.howGiven);
}

/** Reads who may see what. Without an organisation it is every partner who works with the person. */
export function parsePermit(typed: Typed, isOwn: boolean): Result<Decision, Problem[]> {
  const form = new FormReader(typed);
  const who = typedText(typed, 'permit-who');
  const isEverybody = who === 'everybody';
  if (!isEverybody && !isUuid(who)) form.problem('permit-who', formMessages.permitWho);
  const category = form.choice('category', [...personCategories, '*'] as const, formMessages.category);
  const how = howOf(form, 'how', isOwn);
  if (category === undefined || how === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({
    effect: 'permit',
    organisation: isEverybody ? undefined : who,
    account: undefined,
    category,
    basis: 'consent',
    how,
    reason: '',
  });
}

/** Reads who must not know: an organisation, or one worker of it. It counts for everything. */
export function parseDeny(typed: Typed, isOwn: boolean): Result<Decision, Problem[]> {
  const form = new FormReader(typed);
  const who = readWho(typed, 'deny-who');
  if (who === undefined) form.problem('deny-who', formMessages.mustNotWho);
  const how = howOf(form, 'deny-how', isOwn);
  if (who === undefined || how === undefined) return fail(form.problems);
  return ok({ effect: 'deny', ...who, category: '*', basis: 'consent', how, reason: '' });
}

/** Reads which decision is taken back. The button says no more than that, so it was said in person unless it was online. */
export function parseWithdraw(typed: Typed, isOwn: boolean): { decision: string; how: WayGiven } | undefined {
  const decision = typedText(typed, 'decision');
  return isUuid(decision) ? { decision, how: isOwn ? 'online' : 'in-person' } : undefined;
}
