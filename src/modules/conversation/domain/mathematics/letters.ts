/** Which letter each person's group had, `undefined` for those without one, and every letter that was ever given. */
export type LettersBefore = { ofPerson: readonly (string | undefined)[]; given: string };

const alphabet = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));

/**
 * The letters of groups, by group. A group keeps the letter of the earlier group with whose members it overlaps most: of all ways to hand
 * letters on, the one with the largest overlap in all; of equal ones the first. A group that overlaps with none gets a letter that was
 * never given, so that no letter comes to mean other people. `labels` is the group of each person, -1 for none.
 * Source: note on the conversation, section 2.6.
 */
export function keepLetters(labels: ArrayLike<number>, count: number, before: LettersBefore): string[] {
  const known = [...new Set(before.ofPerson.filter((letter) => letter !== undefined))].sort();
  const overlap = Array.from({ length: count }, () => known.map(() => 0));
  for (let person = 0; person < labels.length; person += 1) {
    const at = known.indexOf(before.ofPerson[person] ?? '');
    const row = overlap[labels[person] ?? -1];
    if (row !== undefined && at >= 0) row[at] = (row[at] ?? 0) + 1;
  }
  const handed = bestAssignment(overlap, known.length);
  const fresh = freshLetters(new Set([...before.given.split(''), ...known]), known);
  return handed.map((at) => (at === undefined ? undefined : known[at]) ?? fresh());
}

/** For each row the column it takes, each column once at most, so that the sum is the largest; nothing where it would add nothing. */
function bestAssignment(overlap: readonly (readonly number[])[], columns: number): (number | undefined)[] {
  let best: { sum: number; taken: (number | undefined)[] } = { sum: -1, taken: [] };
  const go = (taken: (number | undefined)[], sum: number): void => {
    const row = overlap[taken.length];
    if (row === undefined) {
      if (sum > best.sum) best = { sum, taken };
      return;
    }
    for (let at = 0; at < columns; at += 1)
      if (!taken.includes(at) && (row[at] ?? 0) > 0) go([...taken, at], sum + (row[at] ?? 0));
    go([...taken, undefined], sum);
  };
  go([], 0);
  return best.taken;
}

/** Gives one letter after the other that was never `given`; once all were, those that stand for nobody now. */
function freshLetters(given: ReadonlySet<string>, known: readonly string[]): () => string {
  const never = alphabet.filter((letter) => !given.has(letter));
  const free = alphabet.filter((letter) => given.has(letter) && !known.includes(letter));
  const next = [...never, ...free].values();
  return () => next.next().value ?? 'A';
}
