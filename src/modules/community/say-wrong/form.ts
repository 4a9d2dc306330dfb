import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { feedbackTopics, type FeedbackTopic } from '../domain/feedback.ts';
import { formMessages } from '../messages.ts';

export const wrongBody = formSchema({ topic: textField(20), words: textField(4_000) });

/** Reads what is wrong: one of a few things, with words when it is something else. */
export function parseWrong(typed: Typed): Result<{ topic: FeedbackTopic; words: string }, Problem[]> {
  const form = new FormReader(typed);
  const topic = form.choice('topic', feedbackTopics, formMessages.topic);
  const words = form.text('words', 'What you write', 1_000, topic === 'other' ? formMessages.wrongWords : undefined);
  return topic === undefined || form.problems.length > 0 ? fail(form.problems) : ok({ topic, words });
}
