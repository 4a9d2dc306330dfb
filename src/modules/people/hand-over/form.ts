import type { LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedList, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { checkOffer, handoverAnswers, handoverKinds, type HandoverAnswer } from '../domain/handover.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import type { Ledger, Offer } from '../store/handovers.ts';

export const handoverBody = formSchema({
  from: textField(40),
  to: textField(40),
  kind: textField(20),
  'back-day': textField(20),
  'back-month': textField(20),
  'back-year': textField(20),
  whom: textField(20),
  people: listField(500, 40),
  note: textField(3_000),
});
export const handoverAnswerBody = formSchema({
  answer: textField(20),
  words: textField(1_500),
  version: textField(20),
});

/** Reads to whom, for how long and which people are handed over. */
export function parseOffer(
  typed: Typed,
  facts: {
    today: LocalDate;
    from: { account: string; name: string };
    colleagues: readonly { account: string; name: string }[];
    ledger: Ledger;
  },
): Result<Offer, Problem[]> {
  const form = new FormReader(typed);
  const to = facts.colleagues.find((one) => one.account === typedText(typed, 'to'));
  if (to === undefined) form.problem('to', formMessages.handoverTo);
  const kind = form.choice('kind', handoverKinds, formMessages.handoverKind);
  const backOn = kind === 'leave' ? form.date('back', 'The day on which you are back', true) : undefined;
  const whom = form.choice('whom', ['everybody', 'some'], formMessages.handoverWhom);
  const chosen = new Set(typedList(typed, 'people'));
  const people = facts.ledger.map((one) => one.person).filter((one) => whom === 'everybody' || chosen.has(one));
  const note = form.text('note', 'The note', 600);
  if (form.problems.length > 0 || to === undefined || kind === undefined) return fail(form.problems);
  const offer = { from: facts.from, to, kind, backOn, note, people };
  const refusal = checkOffer(
    { ...offer, from: offer.from.account, to: to.account },
    { colleagues: new Set(facts.colleagues.map((one) => one.account)), today: facts.today },
  );
  if (refusal === undefined) return ok(offer);
  const field = refusal.startsWith('handover/back') ? 'back-day' : refusal === 'handover/nobody' ? 'people' : 'to';
  return fail([{ field, text: refusalSentence(refusal) }]);
}

/** Reads an answer to a handover. */
export function parseHandoverAnswer(typed: Typed): Result<{ answer: HandoverAnswer; words: string }, Problem[]> {
  const form = new FormReader(typed);
  const answer = form.choice('answer', handoverAnswers, formMessages.answer);
  const words = form.text('words', 'Your words', 300);
  if (answer === 'decline' && words === '') form.problem('words', refusalSentence('handover/why-needed'));
  return form.problems.length > 0 || answer === undefined ? fail(form.problems) : ok({ answer, words });
}
