import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import type { Owner } from '../domain/commitment.ts';
import { parsePounds } from '../domain/money.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import type { Offer, OfferRefusal } from '../store/commitment-writes.ts';
import type { Pay } from '../store/commitments.ts';

export const offerBody = formSchema({
  title: textField(1_000),
  'first-step': textField(4_000),
  /** `volunteer`, `ask`, or the id of an organisation for which the sender speaks. */
  who: textField(40),
  'volunteer-name': textField(400),
  asked: textField(40),
  'due-day': textField(20),
  'due-month': textField(20),
  'due-year': textField(20),
  outcome: textField(40),
  plan: textField(40),
  pay: textField(20),
  payer: textField(40),
  amount: textField(40),
  'own-amount': textField(40),
});

export type OfferCommand = Omit<Offer, 'priorityId'>;

function readOwner(form: FormReader, typed: Typed, account: Uuid): Owner | undefined {
  const who = typedText(typed, 'who');
  if (who === 'volunteer') {
    const name = form.text('volunteer-name', 'Your name', 120, formMessages.volunteerName);
    return { kind: 'volunteer', name, account };
  }
  const organisation = who === 'ask' ? typedText(typed, 'asked') : who;
  if (isUuid(organisation)) return { kind: 'organisation', organisation };
  if (who === 'ask') form.problem('asked', formMessages.asked);
  else form.problem('who', formMessages.who);
  return undefined;
}

function readAmount(form: FormReader, typed: Typed, field: string): number | undefined {
  const text = typedText(typed, field).trim();
  if (text === '') return undefined;
  const pence = parsePounds(text);
  if (pence.ok) return pence.value;
  form.problem(field, refusalSentence(pence.error));
  return undefined;
}

function readPay(form: FormReader, typed: Typed): Pay | undefined {
  const kind = form.choice('pay', ['goodwill', 'own-budget', 'paid'] as const, formMessages.pay);
  switch (kind) {
    case undefined:
      return undefined;
    case 'goodwill':
      return { kind };
    case 'own-budget':
      return { kind, pence: readAmount(form, typed, 'own-amount') };
    case 'paid': {
      const payer = typedText(typed, 'payer');
      if (!isUuid(payer)) form.problem('payer', formMessages.payer);
      return { kind, payer, pence: readAmount(form, typed, 'amount') };
    }
  }
}

function optionalId(typed: Typed, field: string): Uuid | undefined {
  const id = typedText(typed, field);
  return isUuid(id) ? id : undefined;
}

/** Reads what is offered, by whom, until when and with whose money. */
export function parseOffer(typed: Typed, facts: { account: Uuid; today: LocalDate }): Result<OfferCommand, Problem[]> {
  const form = new FormReader(typed);
  const owner = readOwner(form, typed, facts.account);
  const title = form.text('title', 'What will be done', 200, formMessages.commitmentTitle);
  const firstStep = form.text('first-step', 'The first step', 600, formMessages.firstStep);
  const dueOn = form.date('due', 'The day it is due', true);
  if (dueOn !== undefined && compareDates(dueOn, facts.today) < 0) form.problem('due-day', formMessages.duePast);
  const pay = readPay(form, typed);
  if (owner === undefined || dueOn === undefined || pay === undefined || form.problems.length > 0)
    return fail(form.problems);
  const outcomeId = optionalId(typed, 'outcome');
  return ok({ title, firstStep, owner, dueOn, pay, outcomeId, planId: optionalId(typed, 'plan') });
}

/** The field that a refusal of the store is about. */
export function fieldOfRefusal(refusal: OfferRefusal): string {
  switch (refusal) {
    case 'commitment/outcome-elsewhere':
      return 'outcome';
    case 'commitment/plan-elsewhere':
      return 'plan';
    case 'commitment/payer-not-a-partner':
      return 'payer';
    default:
      return 'who';
  }
}
