import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import type { ReplyKind } from '../domain/priority.ts';
import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages, refusalSentence } from '../messages.ts';

export const replyBody = formSchema({ reply: textField(8_000), kind: textField(20) });

/** Reads a reply to an objection, and whether it changes the priority. */
export function parseReply(typed: Typed): Result<{ reply: string; kind: ReplyKind }, Problem[]> {
  const form = new FormReader(typed);
  const reply = form.text('reply', 'Your reply', 2_000, refusalSentence('objection/reply-needed'));
  const kind = form.choice('kind', ['answered', 'upheld'] as const, formMessages.replyKind);
  return kind === undefined || form.problems.length > 0 ? fail(form.problems) : ok({ reply, kind });
}
