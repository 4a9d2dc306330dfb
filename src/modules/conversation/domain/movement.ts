import { wilsonInterval } from '../../../lib/statistics.ts';

/** How many agreed of how many who voted. */
export type Agreed = { agrees: number; seen: number };
export type Movement = 'more' | 'fewer' | 'not-clear';

/**
 * Whether more or fewer people agree with the same words than before: said only where the 95 % intervals of the two shares do not
 * overlap. Source: note on the conversation, section 7.
 */
export function movementOf(before: Agreed, now: Agreed): Movement {
  const [then, today] = [wilsonInterval(before.agrees, before.seen), wilsonInterval(now.agrees, now.seen)];
  if (today.low > then.high) return 'more';
  return today.high < then.low ? 'fewer' : 'not-clear';
}

/** The plain words of a movement. */
export const movementWords: Readonly<Record<Movement, string>> = {
  more: 'More people agree than before',
  fewer: 'Fewer people agree than before',
  'not-clear': 'No clear movement',
};
