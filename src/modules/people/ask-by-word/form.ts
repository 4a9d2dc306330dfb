import { addMonths, compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedDay, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { valueOfItem } from '../ask-correction/form.ts';
import { subjectChosen } from '../ask-erasure/form.ts';
import type { ErasureSubject } from '../domain/erasure.ts';
import { formMessages } from '../messages.ts';
import type { Item } from '../parts/items.ts';
import type { AskedByWord } from '../store/by-word.ts';
import type { ItemRef } from '../store/corrections.ts';

export const askBody = formSchema({
  wish: textField(20),
  about: textField(60),
  words: textField(4_000),
  'said-day': textField(20),
  'said-month': textField(20),
  'said-year': textField(20),
  keep: textField(10),
  sure: textField(10),
});
export const settleBody = formSchema({ kind: textField(20) });

/** How long ago it may have been said, in months: the answer is due one month after it was. */
const longestAgo = 12;

export type AskedFor = { words: string; saidOn: LocalDate } & (
  | { wish: 'correction'; item: ItemRef; keepsBeside: boolean }
  | { wish: 'erasure'; subject: ErasureSubject }
);

/** Reads what somebody said that they want, as it was written down for them. */
export function parseAsked(
  typed: Typed,
  facts: { items: readonly Item[]; today: LocalDate; mayErase: boolean },
): Result<AskedFor, Problem[]> {
  const form = new FormReader(typed);
  const wishes: readonly AskedByWord[] = facts.mayErase ? ['correction', 'erasure'] : ['correction'];
  const wish = form.choice('wish', wishes, formMessages.askedWish);
  const about = typedText(typed, 'about');
  const isAll = about === 'everything';
  const item = facts.items.find((one) => valueOfItem(one) === about);
  const subject = subjectChosen(about, facts.items);
  if (isAll ? wish === 'correction' : item === undefined) form.problem('about', formMessages.correctionAbout);
  else if (wish === 'erasure' && subject === undefined) form.problem('about', formMessages.askedNotErasable);
  const words = form.text('words', 'What they said', 1_000, formMessages.askedWords);
  const saidOn = form.date('said', 'The day on which they said it', true);
  if (saidOn !== undefined && compareDates(saidOn, facts.today) > 0) form.problem('said-day', formMessages.askedLater);
  if (saidOn !== undefined && compareDates(saidOn, addMonths(facts.today, -longestAgo)) < 0)
    form.problem('said-day', formMessages.askedLongAgo);
  if (wish === 'erasure' && isAll && typed['sure'] !== 'yes') form.problem('sure', formMessages.askedSure);
  if (form.problems.length > 0 || saidOn === undefined) return fail(form.problems);
  if (wish === 'erasure' && subject !== undefined) return ok({ wish, words, saidOn, subject });
  if (item === undefined) return fail(form.problems);
  const keepsBeside = typed['keep'] === 'yes';
  return ok({ wish: 'correction', words, saidOn, item: { kind: item.kind, record: item.id }, keepsBeside });
}

/** What a new form holds: today. */
export function typedOfNew(today: LocalDate): Typed {
  return typedDay('said', today);
}

/** Which of the two a button is about. */
export function kindOf(typed: Typed): AskedByWord {
  return typed['kind'] === 'erasure' ? 'erasure' : 'correction';
}
