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

/** Where a statement lies by the votes: what it weighs on the two lines along which people differ most. */
export type Answered = { number: number; axes: readonly [number, number] };

/** From this cosine on two statements divide people in the same way. */
const alike = 0.9;

/**
 * Statements that people answered as they answered those of a theme, the most alike first: where they lie in the same direction as these
 * together. Statements on which people hardly differ say nothing of that, and are left out. People decide.
 */
export function answeredAlike(statements: readonly Answered[], chosen: readonly number[]): number[] {
  const length = ([x, y]: readonly [number, number]): number => Math.hypot(x, y);
  const middle = statements.reduce((sum, one) => sum + length(one.axes), 0) / Math.max(1, statements.length);
  const own = statements.filter((one) => chosen.includes(one.number));
  const way = own.reduce<[number, number]>(([x, y], { axes }) => [x + axes[0], y + axes[1]], [0, 0]);
  if (length(way) < middle / 2) return [];
  const likeness = ({ axes }: Answered): number => (axes[0] * way[0] + axes[1] * way[1]) / (length(axes) * length(way));
  return statements
    .filter((one) => !chosen.includes(one.number) && length(one.axes) >= middle / 2 && likeness(one) >= alike)
    .toSorted((a, b) => likeness(b) - likeness(a) || a.number - b.number)
    .map((one) => one.number);
}
