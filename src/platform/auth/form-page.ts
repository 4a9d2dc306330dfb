import { page, type Answer, type PageContent } from '../http/answers.ts';

/** Why a form comes back: the sentence, the field it speaks of, and the status that says what kind of refusal it is. */
export type Problem = { status: number; text: string; field: string };

/** A form, or the same form again with what is wrong in it. */
export function formPage(content: Omit<PageContent, 'errors'>, problem: Problem | undefined): Answer {
  if (problem === undefined) return page(content);
  const { status, text, field } = problem;
  return { kind: 'page', status, page: { ...content, errors: [{ text, field }] } };
}
