import { wilsonInterval } from '../../../lib/statistics.ts';
import { otherSector } from './sectors.ts';

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

/** The groups that people declared both times under the same name, and how many of each agreed then and now. */
export type SectorMovement = { label: string; before: Agreed; now: Agreed };

/** The movement of each group that was there both times. Groups put together because they are small may hold other people, so they are left out. */
export function sectorMovements(
  before: readonly ({ label: string } & Agreed)[],
  now: readonly ({ label: string } & Agreed)[],
): SectorMovement[] {
  return now.flatMap(({ label, ...today }) => {
    const then = before.find((one) => one.label === label);
    if (then === undefined || label === otherSector.label) return [];
    return [
      { label, before: { agrees: then.agrees, seen: then.seen }, now: { agrees: today.agrees, seen: today.seen } },
    ];
  });
}

/** The plain words of a movement. */
export const movementWords: Readonly<Record<Movement, string>> = {
  more: 'More people agree than before',
  fewer: 'Fewer people agree than before',
  'not-clear': 'No clear movement',
};
