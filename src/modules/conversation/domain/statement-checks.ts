import { normaliseForSearch } from '../../../lib/text.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';

/** Most characters of a statement, as a person counts them. */
export const longestStatement = 140;
/** From this similarity on, two statements probably say the same. */
export const nearDuplicateSimilarity = 0.6;

export type StatementWarning =
  | { code: 'two-ideas' | 'question' | 'contact-details' | 'all-capitals'; sentence: string }
  | { code: 'near-duplicate'; sentence: string; statementId: string; similarity: number };

/** The text of a statement, trimmed and with single spaces; the error is a sentence for the author. */
export function parseStatement(typed: string, longest = longestStatement): Result<string, string> {
  const body = typed.replaceAll(/\s+/g, ' ').trim();
  const length = statementLength(body);
  if (length === 0) return fail('Write what you would like to say');
  if (length > longest) return fail(`Use ${longest} characters or fewer. Yours has ${length}`);
  return ok(body);
}

/** How many characters a person would count: an emoji or an accented letter is one. */
export function statementLength(body: string): number {
  return [...new Intl.Segmenter('en-GB', { granularity: 'grapheme' }).segment(body)].length;
}

/**
 * Gentle advice before a statement is sent. Nothing here stops anybody: the author may send it as it is.
 * `existing` are the statements to compare with; at most one near-duplicate is named, the most similar (then the first).
 * Source: note on the conversation, section 5.
 */
export function checkStatement(
  body: string,
  existing: readonly { id: string; body: string }[] = [],
): StatementWarning[] {
  const warnings: StatementWarning[] = [];
  if (hasContactDetails(body)) {
    warnings.push({
      code: 'contact-details',
      sentence: 'This looks like a phone number or email address. Everybody will be able to read it',
    });
  }
  if (isQuestion(body)) {
    warnings.push({
      code: 'question',
      sentence: 'This is a question. People can only agree or disagree, so say what you think instead',
    });
  }
  if (/;|\band\b.*\band\b|\band (?:we|i|they|it|there|also)\b|[.!?]\s+\S/i.test(body)) {
    warnings.push({
      code: 'two-ideas',
      sentence: 'This may hold two ideas. Somebody may agree with one and not the other: send them one at a time',
    });
  }
  if (isAllCapitals(body)) {
    warnings.push({ code: 'all-capitals', sentence: 'Capital letters are hard to read. Use small letters' });
  }
  const duplicate = mostSimilar(body, existing);
  return duplicate === null ? warnings : [...warnings, duplicate];
}

function hasContactDetails(body: string): boolean {
  return /\S@\S+\.\S/.test(body) || /(?:\+|\b0)(?:[\s().-]*\d){9,}/.test(body);
}

function isQuestion(body: string): boolean {
  return (
    /\?\s*$/.test(body) ||
    /^(?:why|who|what|when|where|how|can|could|should|is|are|do|does|will)\s+(?:we|you|they|i|the|it|there)\b.*\?/i.test(
      body,
    )
  );
}

function isAllCapitals(body: string): boolean {
  const letters = body.replaceAll(/[^\p{L}]/gu, '');
  return letters.length >= 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
}

function mostSimilar(body: string, existing: readonly { id: string; body: string }[]): StatementWarning | null {
  let best: { id: string; body: string; similarity: number } | null = null;
  for (const statement of existing) {
    const similarity = trigramSimilarity(body, statement.body);
    if (similarity >= nearDuplicateSimilarity && similarity > (best?.similarity ?? 0))
      best = { ...statement, similarity };
  }
  if (best === null) return null;
  return {
    code: 'near-duplicate',
    sentence: `Is this already said? “${best.body}”`,
    statementId: best.id,
    similarity: best.similarity,
  };
}

/**
 * How alike two texts are, from 0 to 1: the share of three-letter pieces of their words that both have.
 * Case, accents and punctuation do not matter. Source: the measure of PostgreSQL's pg_trgm (Jaccard, words padded).
 */
export function trigramSimilarity(a: string, b: string): number {
  const first = trigrams(a);
  const second = trigrams(b);
  const shared = [...first].filter((piece) => second.has(piece)).length;
  const all = first.size + second.size - shared;
  return all === 0 ? 0 : shared / all;
}

function trigrams(text: string): Set<string> {
  const pieces = new Set<string>();
  for (const word of normaliseForSearch(text).split(' ')) {
    if (word === '') continue;
    const padded = `  ${word} `;
    for (let start = 0; start + 3 <= padded.length; start += 1) pieces.add(padded.slice(start, start + 3));
  }
  return pieces;
}

/** The same list with near-duplicates next to each other: each behind the first that says nearly the same. */
export function likeTogether<T extends { body: string }>(list: readonly T[]): T[] {
  const groups: T[][] = [];
  for (const one of list) {
    const group = groups.find(
      ([first]) => first !== undefined && trigramSimilarity(first.body, one.body) >= nearDuplicateSimilarity,
    );
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups.flat();
}
