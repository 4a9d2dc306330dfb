import { Type } from 'typebox';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, idParam, slugParam, textField } from '../../../platform/http/fields.ts';
import { helpKinds, strengthKinds } from '../domain/words.ts';
import { formMessages } from '../messages.ts';
import type { SeenWords, Words, WordsKind } from '../store/words.ts';

/** The kinds as they stand in addresses. */
export const wordsKinds = ['strength', 'what-matters', 'need'] as const satisfies readonly WordsKind[];
export const kindParams = Type.Object({
  place: slugParam(),
  id: idParam(),
  kind: Type.Union(wordsKinds.map((kind) => Type.Literal(kind))),
});
export const kindItemParams = Type.Object({ ...kindParams.properties, item: idParam() });

export const wordsBody = formSchema({
  words: textField(4_000),
  about: textField(30),
  'said-by': textField(30),
  category: textField(30),
  help: textField(20),
  urgent: textField(10),
  version: textField(20),
  remove: textField(10),
});

/** Reads what was said. Whether a need touches on safety is asked when it is written down and stays as it is. */
export function parseWords(kind: WordsKind, typed: Typed, before?: SeenWords): Result<Words, Problem[]> {
  const form = new FormReader(typed);
  const words = form.text('words', 'The words', kind === 'strength' ? 300 : 1_000, formMessages.words);
  switch (kind) {
    case 'strength': {
      const about = form.choice('about', strengthKinds, formMessages.strengthKind);
      const saidBy = typedText(typed, 'said-by') === 'somebody-else' ? 'somebody-else' : 'person';
      if (about === undefined || form.problems.length > 0) return fail(form.problems);
      return ok({ kind, words, about, saidBy });
    }
    case 'what-matters':
      return form.problems.length > 0 ? fail(form.problems) : ok({ kind, words });
    case 'need': {
      const category =
        before?.kind === 'need'
          ? before.category
          : form.choice('category', ['needs', 'safeguarding'] as const, formMessages.needCategory);
      if (category === undefined || form.problems.length > 0) return fail(form.problems);
      const help = helpKinds.find((one) => one === typedText(typed, 'help'));
      return ok({ kind, words, category, help, isUrgent: typedText(typed, 'urgent') === 'yes' });
    }
  }
}

/** What the form holds before anything is changed. */
export function typedOfWords(words: SeenWords): Typed {
  return {
    words: words.words,
    about: words.kind === 'strength' ? words.about : '',
    'said-by': words.kind === 'strength' ? words.saidBy : '',
    category: words.kind === 'need' ? words.category : '',
    help: words.kind === 'need' ? (words.help ?? '') : '',
    urgent: words.kind === 'need' && words.isUrgent === true ? 'yes' : '',
  };
}
