import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { formMessages } from '../messages.ts';
import type { Item } from '../parts/items.ts';
import type { ItemRef } from '../store/corrections.ts';

export const correctionBody = formSchema({ about: textField(60), words: textField(4_000), keep: textField(10) });

/** How an item stands in the list of the form. */
export function valueOfItem(item: Pick<Item, 'kind' | 'id'>): string {
  return `${item.kind}/${item.id}`;
}

/** Reads what somebody says is not right. It is about one of the items that they see. */
export function parseCorrection(
  typed: Typed,
  items: readonly Item[],
): Result<ItemRef & { words: string; keepsBeside: boolean }, Problem[]> {
  const form = new FormReader(typed);
  const about = typedText(typed, 'about');
  const item = items.find((one) => valueOfItem(one) === about);
  if (item === undefined) form.problem('about', formMessages.correctionAbout);
  const words = form.text('words', 'What would be right', 1_000, formMessages.correctionWords);
  if (item === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ kind: item.kind, record: item.id, words, keepsBeside: typed['keep'] === 'yes' });
}
