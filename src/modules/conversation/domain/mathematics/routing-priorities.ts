import { routingPriority } from '../next-statement.ts';
import { countsOfRest, type GroupVotes } from './group-votes.ts';

/** What a statement about the person themselves counts for, whoever answered it. */
export const aboutYouPriority = 49;

/**
 * How much the conversation gains from one more vote on each statement, by what the grouped people answered and how far out
 * the statement lies on the axes. `twoSided: false` is Polis's own rule. Source: note on the conversation, section 2.13.
 */
export function routingPriorities(
  votes: GroupVotes,
  extremity: ArrayLike<number>,
  options: { twoSided?: boolean; isAboutYou?: (statement: number) => boolean } = {},
): Float64Array {
  return new Float64Array(votes.statements).map((_, statement) =>
    options.isAboutYou?.(statement) === true
      ? aboutYouPriority
      : routingPriority(countsOfRest(votes, statement), extremity[statement] ?? 0, {
          twoSided: options.twoSided ?? true,
        }),
  );
}
