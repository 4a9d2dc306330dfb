import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { personCategories } from '../../../kernel/helping.ts';
import { addDays, compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedList, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { londonInstant, parseClock } from '../../../lib/london-time.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { agreementPurposes } from '../domain/agreement.ts';
import { formMessages } from '../messages.ts';
import type { Agreement } from '../store/sharing.ts';

const reviewFields = { 'review-day': textField(20), 'review-month': textField(20), 'review-year': textField(20) };
export const agreementBody = formSchema({
  name: textField(1_000),
  parties: listField(200, 40),
  purposes: listField(10, 20),
  categories: listField(10, 20),
  basis: textField(2_000),
  ...reviewFields,
  'until-day': textField(20),
  'until-month': textField(20),
  'until-year': textField(20),
});
export const reviewBody = formSchema(reviewFields);
export const leaveBody = formSchema({ organisation: textField(40) });

function readReview(form: FormReader, today: LocalDate): LocalDate | undefined {
  const reviewOn = form.date('review', 'The day of the review', true);
  if (reviewOn !== undefined && compareDates(reviewOn, today) <= 0)
    form.problem('review-day', formMessages.agreementReview);
  return reviewOn;
}

/** Reads an agreement between partners: who, what for, what of, on which law, and when somebody looks at it again. */
export function parseAgreement(
  typed: Typed,
  facts: { now: Date; today: LocalDate; partners: readonly Uuid[] },
): Result<Agreement, Problem[]> {
  const form = new FormReader(typed);
  const name = form.text('name', 'The name', 200, formMessages.agreementName);
  const parties = [...new Set(typedList(typed, 'parties'))].filter((one) => facts.partners.includes(one));
  if (parties.length < 2) form.problem('parties', formMessages.agreementParties);
  const purposes = agreementPurposes.filter((one) => typedList(typed, 'purposes').includes(one));
  if (purposes.length === 0) form.problem('purposes', formMessages.agreementPurposes);
  const categories = personCategories.filter((one) => typedList(typed, 'categories').includes(one));
  if (categories.length === 0) form.problem('categories', formMessages.agreementCategories);
  const lawfulBasis = form.text('basis', 'The lawful basis', 300, formMessages.agreementBasis);
  const reviewOn = readReview(form, facts.today);
  const until = form.date('until', 'The last day', false);
  if (until !== undefined && compareDates(until, facts.today) < 0)
    form.problem('until-day', formMessages.agreementUntil);
  const midnight = parseClock('00:00');
  if (reviewOn === undefined || midnight === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({
    name,
    parties,
    purposes,
    categories,
    lawfulBasis,
    reviewOn,
    from: facts.now,
    until: until === undefined ? undefined : londonInstant(addDays(until, 1), midnight),
  });
}

/** Reads when it is looked at again. */
export function parseReviewDay(typed: Typed, today: LocalDate): Result<LocalDate, Problem[]> {
  const form = new FormReader(typed);
  const day = readReview(form, today);
  return day === undefined || form.problems.length > 0 ? fail(form.problems) : ok(day);
}

/** Which party leaves. */
export function leaving(typed: Typed): Uuid | undefined {
  const id = typedText(typed, 'organisation');
  return isUuid(id) ? id : undefined;
}
