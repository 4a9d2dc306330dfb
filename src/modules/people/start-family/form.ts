import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { familyKinds, type FamilyKind } from '../domain/words.ts';
import { formMessages } from '../messages.ts';

export const familyBody = formSchema({ kind: textField(20), relation: textField(400) });

/** Reads what somebody is to the others; empty where nobody said. */
export function readRelation(form: FormReader): string {
  return form.text('relation', 'What they are to the others', 80);
}

/** Reads whether people live together or only belong together, and what the first of them is. */
export function parseFamily(typed: Typed): Result<{ kind: FamilyKind; relation: string }, Problem[]> {
  const form = new FormReader(typed);
  const kind = form.choice('kind', familyKinds, formMessages.familyKind);
  const relation = readRelation(form);
  return kind === undefined || form.problems.length > 0 ? fail(form.problems) : ok({ kind, relation });
}
