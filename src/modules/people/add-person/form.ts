import { isUuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import type { ThreeAnswers } from '../domain/consent.ts';
import { waysGiven } from '../domain/words.ts';
import { detailFields, readDetails } from '../edit-person/form.ts';
import { othersField } from '../match-person/form.ts';
import { formMessages } from '../messages.ts';
import type { Details } from '../store/person-writes.ts';

export const personBody = formSchema({
  'may-know': textField(20),
  'may-plan': textField(20),
  'must-not': textField(20),
  'must-not-who': textField(120),
  how: textField(20),
  // Whom it was looked up against and is not; and whether the form is only opened with what was typed before.
  'somebody-else': othersField,
  'known-elsewhere': textField(10),
  begin: textField(10),
  // The request for help from which they are taken in.
  request: textField(60),
  ...detailFields,
});

/** Somebody who must not know, as the form names them: an organisation, or one worker of it. */
export function readWho(typed: Typed, field: string): ThreeAnswers['mustNot'] {
  const [organisation = '', account] = typedText(typed, field).split('/');
  if (!isUuid(organisation) || (account !== undefined && !isUuid(account))) return undefined;
  return { organisation, account };
}

/** Reads the three questions about consent, then what is written down of the person. */
export function parsePerson(
  typed: Typed,
  today: LocalDate,
): Result<{ answers: ThreeAnswers; details: Details }, Problem[]> {
  const form = new FormReader(typed);
  const mayKnow = form.choice('may-know', ['partners', 'only-us'] as const, formMessages.mayKnow);
  const mayPlan = form.choice('may-plan', ['partners', 'only-us'] as const, formMessages.mayPlan);
  const mustNot = form.choice('must-not', ['nobody', 'somebody'] as const, formMessages.mustNot);
  const who = mustNot === 'somebody' ? readWho(typed, 'must-not-who') : undefined;
  if (mustNot === 'somebody' && who === undefined) form.problem('must-not-who', formMessages.mustNotWho);
  const how = form.choice('how', waysGiven, formMessages.howGiven);
  const details = readDetails(form, typed, today);
  if (mayKnow === undefined || mayPlan === undefined || how === undefined || details === undefined)
    return fail(form.problems);
  return form.problems.length > 0
    ? fail(form.problems)
    : ok({ answers: { mayKnow, mayPlan, mustNot: who, how }, details });
}
