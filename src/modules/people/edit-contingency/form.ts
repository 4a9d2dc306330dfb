import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { formMessages } from '../messages.ts';
import type { Contingency, SeenContingency } from '../store/contingency.ts';

export const contingencyBody = formSchema({
  trigger: textField(1_500),
  signs: textField(3_000),
  helps: textField(5_000),
  call: textField(40),
  'call-words': textField(1_500),
  avoid: textField(3_000),
  version: textField(20),
  remove: textField(10),
});

/**
 * Reads what could go wrong and what to do then. Whom to call is one of the circle as the writer sees it; while the
 * circle is hidden from them, whoever stood there stays.
 */
export function parseContingency(
  typed: Typed,
  circle: ReadonlySet<string>,
  before?: Contingency,
): Result<Contingency, Problem[]> {
  const form = new FormReader(typed);
  const trigger = form.text('trigger', 'What could go wrong', 300, formMessages.trigger);
  const signs = form.text('signs', 'What to look out for', 600);
  const helps = form.text('helps', 'What helps', 1_000, formMessages.helps);
  const callWords = form.text('call-words', 'How to reach them', 300);
  const avoid = form.text('avoid', 'What not to do', 600);
  const call = typedText(typed, 'call');
  if (call !== '' && !circle.has(call)) form.problem('call', formMessages.callWho);
  if (form.problems.length > 0) return fail(form.problems);
  const hidden = before?.callMember !== undefined && !circle.has(before.callMember) ? before.callMember : undefined;
  return ok({ trigger, signs, helps, callMember: call === '' ? hidden : call, callWords, avoid });
}

/** What the form holds before anything is changed. */
export function typedOfContingency(one: SeenContingency): Typed {
  return {
    trigger: one.trigger,
    signs: one.signs,
    helps: one.helps,
    call: one.callMember ?? '',
    'call-words': one.callWords,
    avoid: one.avoid,
  };
}
