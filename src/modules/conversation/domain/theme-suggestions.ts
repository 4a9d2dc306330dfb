import { normaliseForSearch } from '../../../lib/text.ts';

const small = new Set(
  'the and for that this with from have has are was were who what when where how not but our their they you your all can should would will more than one get is in of to a an it we i me my be do on or at by as if so'.split(
    ' ',
  ),
);

function wordsIn(text: string): Set<string> {
  return new Set(
    normaliseForSearch(text)
      .split(' ')
      .filter((word) => word.length >= 3 && !small.has(word))
      .map((word) => word.slice(0, 6)),
  );
}

/**
 * Statements that may belong to a theme: those that share a word that says something with its name, its draft or the statements that
 * people have chosen for it, most words first. People decide.
 */
export function suggestedFor<T extends { number: number; body: string }>(
  theme: string,
  statements: readonly T[],
  chosen: readonly number[],
): T[] {
  const own = statements.filter((one) => chosen.includes(one.number));
  const known = wordsIn([theme, ...own.map((one) => one.body)].join(' '));
  const shared = (one: T): number => [...wordsIn(one.body)].filter((word) => known.has(word)).length;
  return statements.filter((one) => shared(one) > 0).toSorted((a, b) => shared(b) - shared(a) || a.number - b.number);
}
