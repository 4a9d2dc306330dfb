import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { normaliseForSearch } from '../../../lib/text.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { formMessages } from '../messages.ts';
import type { Synonym } from '../store/synonyms.ts';

export const wordsBody = formSchema({ word: textField(300), means: textField(300) });

/** Reads two words or short phrases, as search compares them. */
export function parseWords(typed: Typed): Result<Synonym, Problem[]> {
  const form = new FormReader(typed);
  const word = normaliseForSearch(form.text('word', 'The first word', 60, formMessages.word));
  const means = normaliseForSearch(form.text('means', 'The second word', 60, formMessages.means));
  if (form.problems.length === 0) {
    for (const [field, text] of [
      ['word', word],
      ['means', means],
    ] as const)
      if (text.length < 2 || text.split(' ').length > 3) form.problem(field, formMessages.shortPhrase);
    if (word === means) form.problem('means', formMessages.sameWord);
  }
  return form.problems.length > 0 ? fail(form.problems) : ok({ word, means });
}
