import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { FormReader, typedList, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { mostOffered } from '../domain/offer.ts';
import { formMessages } from '../messages.ts';
import { readReferralWords, referralFields, type ReferralWords } from '../send-referral/form.ts';

export const offerBody = formSchema({ services: listField(50, 60), need: textField(400), ...referralFields });

export type OfferForm = ReferralWords & { services: Uuid[]; need: string };

/** Reads a referral that is offered to several: to whom, what they may know before, and what only the one that takes it reads. */
export function parseOffer(typed: Typed): Result<OfferForm, Problem[]> {
  const form = new FormReader(typed);
  const services = [...new Set(typedList(typed, 'services').filter(isUuid))];
  if (services.length < 2 || services.length > mostOffered) form.problem('services', formMessages.offerTo);
  const need = form.text('need', 'What is needed', 80, formMessages.offerNeed);
  const words = readReferralWords(form, typed);
  if (words === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ ...words, services, need });
}
