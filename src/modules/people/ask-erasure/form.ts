import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { valueOfItem } from '../ask-correction/form.ts';
import { erasableKinds, type ErasableKind, type ErasureSubject } from '../domain/erasure.ts';
import { formMessages } from '../messages.ts';
import type { Item } from '../parts/items.ts';

export const erasureBody = formSchema({ what: textField(60), words: textField(4_000), sure: textField(10) });

/** The items that can be erased by themselves. */
export function erasableItems(items: readonly Item[]): (Item & { kind: ErasableKind })[] {
  return items.flatMap((item) => {
    const kind = erasableKinds.find((one) => one === item.kind);
    return kind === undefined ? [] : [{ ...item, kind }];
  });
}

/** What was chosen to be erased; undefined where it is none of the items that can be erased by themselves. */
export function subjectChosen(value: string, items: readonly Item[]): ErasureSubject | undefined {
  if (value === 'everything') return { kind: 'everything' };
  const item = erasableItems(items).find((one) => valueOfItem(one) === value);
  return item === undefined ? undefined : { kind: item.kind, id: item.id };
}

/** Reads what somebody wants to be erased. Everything is asked for twice: it cannot be undone. */
export function parseErasure(
  typed: Typed,
  items: readonly Item[],
): Result<{ subject: ErasureSubject; words: string }, Problem[]> {
  const form = new FormReader(typed);
  const what = typedText(typed, 'what');
  const subject = subjectChosen(what, items);
  if (subject === undefined) form.problem('what', formMessages.erasureWhat);
  const words = form.text('words', 'Why', 1_000);
  if (what === 'everything' && typed['sure'] !== 'yes') form.problem('sure', formMessages.erasureSure);
  if (subject === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ subject, words });
}
