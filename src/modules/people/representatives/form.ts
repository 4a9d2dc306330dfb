import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { addDays, compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedList, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { londonInstant, parseClock } from '../../../lib/london-time.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { authorities, checkMatters, matters } from '../domain/representation.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import type { CapacityFinding, Representative } from '../store/representatives.ts';

export const representativeBody = formSchema({
  name: textField(1_000),
  authority: textField(40),
  matters: listField(10, 20),
  evidence: textField(4_000),
  'until-day': textField(20),
  'until-month': textField(20),
  'until-year': textField(20),
});
export const stopBody = formSchema({ how: textField(20), reason: textField(4_000) });
export const findingBody = formSchema({
  matter: textField(20),
  decides: textField(10),
  reason: textField(8_000),
  'assessed-by': textField(1_000),
});
export const codeBody = formSchema({ representative: textField(40) });

/** The moment at which a day is over. */
function endOf(day: LocalDate): Date | undefined {
  const midnight = parseClock('00:00');
  return midnight === undefined ? undefined : londonInstant(addDays(day, 1), midnight);
}

/** Reads who acts for a person, in what, on what evidence, until when. */
export function parseRepresentative(
  typed: Typed,
  today: LocalDate,
): Result<Pick<Representative, 'name' | 'authority' | 'matters' | 'evidence' | 'until'>, Problem[]> {
  const form = new FormReader(typed);
  const name = form.text('name', 'The name', 160, formMessages.representativeName);
  const authority = form.choice('authority', authorities, formMessages.representativeAuthority);
  const wanted = typedList(typed, 'matters');
  const chosen = matters.filter((one) => wanted.includes(one));
  if (chosen.length === 0) form.problem('matters', formMessages.representativeMatters);
  const refusal = authority === undefined ? undefined : checkMatters(authority, chosen);
  if (refusal !== undefined) form.problem('matters', refusalSentence(refusal));
  const evidence = form.text('evidence', 'What you have seen', 600, formMessages.representativeEvidence);
  if (evidence !== '' && evidence.length < 5) form.problem('evidence', formMessages.representativeEvidence);
  const until = form.date('until', 'The last day', false);
  if (until !== undefined && compareDates(until, today) < 0)
    form.problem('until-day', formMessages.representativeUntil);
  if (authority === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ name, authority, matters: chosen, evidence, until: until === undefined ? undefined : endOf(until) });
}

/** Reads whether an authority ends, or is suspended and why. */
export function parseStop(typed: Typed): Result<{ kind: 'end' } | { kind: 'suspend'; reason: string }, Problem[]> {
  const form = new FormReader(typed);
  const how = form.choice('how', ['end', 'suspend'] as const, formMessages.representativeStop);
  const reason = form.text('reason', 'Why', 600, how === 'suspend' ? formMessages.representativeReason : undefined);
  if (how === undefined || form.problems.length > 0) return fail(form.problems);
  return ok(how === 'end' ? { kind: 'end' } : { kind: 'suspend', reason });
}

/** Reads what was found about one matter. */
export function parseFinding(typed: Typed): Result<Omit<CapacityFinding, 'at'>, Problem[]> {
  const form = new FormReader(typed);
  const matter = form.choice('matter', matters, formMessages.findingMatter);
  const decides = form.choice('decides', ['yes', 'no'] as const, formMessages.findingDecides);
  const reason = form.text('reason', 'What it rests on', 1_000, formMessages.findingReason);
  if (reason !== '' && reason.length < 10) form.problem('reason', formMessages.findingReason);
  const assessedBy = form.text('assessed-by', 'Who found it', 160, formMessages.findingBy);
  if (matter === undefined || decides === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ matter, decides: decides === 'yes', reason, assessedBy });
}

/** For whom a code is made: a representative, or the person themselves. */
export function codeFor(typed: Typed): Uuid | undefined {
  const id = typedText(typed, 'representative');
  return isUuid(id) ? id : undefined;
}
