import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages } from '../messages.ts';

export const voiceBody = formSchema({ who: textField(1_000), how: textField(2_000) });

/** Reads who shaped a priority, and how. */
export function parseVoice(typed: Typed): Result<{ who: string; how: string }, Problem[]> {
  const form = new FormReader(typed);
  const who = form.text('who', 'Who', 160, formMessages.voiceWho);
  const how = form.text('how', 'How', 400, formMessages.voiceHow);
  return form.problems.length > 0 ? fail(form.problems) : ok({ who, how });
}
