import type { ClassName } from './consensus.ts';
import type { VoteValue } from './vote.ts';

type Shared = { id: string; className: ClassName | 'withheld' };

/**
 * How one person's answers stand to what most people share: never a score of the person, and only from what is public.
 * `other` are the statements that the person sees in another way; a pass or no answer is neither.
 * Null before seven answers, or when nothing is shared. Source: note on the conversation, section 2.14.
 */
export function whereISit(
  shared: readonly Shared[],
  votes: ReadonlyMap<string, VoteValue>,
): { same: number; of: number; other: string[] } | null {
  if (votes.size < 7) return null;
  const settled = shared.filter((one) => one.className === 'agree' || one.className === 'not-us');
  const answered = settled.filter((one) => (votes.get(one.id) ?? 0) !== 0);
  if (answered.length === 0) return null;
  const isSame = (one: Shared): boolean => votes.get(one.id) === (one.className === 'agree' ? 1 : -1);
  const other = answered.filter((one) => !isSame(one)).map((one) => one.id);
  return { same: answered.length - other.length, of: answered.length, other };
}
