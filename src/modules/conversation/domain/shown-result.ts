import { classWords, type ClassName } from './consensus.ts';
import { withheldWords } from './publish-gate.ts';

/** A statement's result as the public may read it: what is null was withheld. */
export type ShownResult = {
  seen: number | null;
  agrees: number | null;
  disagrees: number | null;
  passes: number | null;
  className: ClassName | 'withheld';
};

/** The plain words of a class, also of one that is withheld. */
export function wordsOf(className: ShownResult['className']): string {
  return className === 'withheld' ? withheldWords : classWords[className];
}

/** A result in a few words: never more than what was published. Undefined = nothing was published yet. */
export function agreementInWords(result: ShownResult | undefined): string {
  if (result === undefined) return 'No result yet';
  if (result.className === 'too-few') return 'Too few votes to show';
  if (result.className === 'not-us' && result.disagrees !== null && result.seen !== null)
    return `${result.disagrees} of ${result.seen} say this is not us`;
  if (result.agrees !== null && result.seen !== null) return `${result.agrees} of ${result.seen} agree`;
  return wordsOf(result.className);
}

/** `look` is the same for the same answer on every bar. */
export type ShownPart = { label: string; value: number; look: 0 | 1 | 2 | 3 };

/**
 * The parts of the bar that shows a result. Where only the largest answer is public, the others are one part; where not
 * even that is public there is no bar.
 */
export function partsOf(result: ShownResult): ShownPart[] {
  const { seen, agrees, disagrees, passes } = result;
  if (seen === null) return [];
  const known: ShownPart[] = [];
  if (agrees !== null) known.push({ label: 'Agree', value: agrees, look: 0 });
  if (disagrees !== null) known.push({ label: 'Disagree', value: disagrees, look: 1 });
  if (passes !== null) known.push({ label: 'Pass', value: passes, look: 2 });
  if (known.length === 0) return [];
  const rest = seen - known.reduce((sum, part) => sum + part.value, 0);
  return known.length === 3 ? known : [...known, { label: 'Other answers', value: rest, look: 3 }];
}

type Exact = { agrees: number; disagrees: number; passes: number };

/**
 * Whether a newer result may replace one that the public has seen: every answer is the same as before or differs by at
 * least 5, so that nobody's vote can be read off from the difference of the two.
 */
export function mayReplace(published: Exact, now: Exact): boolean {
  return (['agrees', 'disagrees', 'passes'] as const).every((name) => {
    const difference = Math.abs(now[name] - published[name]);
    return difference === 0 || difference >= 5;
  });
}
