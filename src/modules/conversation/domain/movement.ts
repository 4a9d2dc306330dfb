import { wilsonInterval } from '../../../lib/statistics.ts';
import { smallestInSector } from './publish-gate.ts';
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

/** How the same people answered one statement at two times: whether each agreed then, and agrees now. */
export type Twice = { both: number; onlyNow: number; onlyThen: number; neither: number };

/** What the public may know of it: how many they are, how many agreed then and agree now, and, where no count is small, who moved. */
export type ShownTwice = { people: number; before: number; now: number; moved?: { to: number; from: number } };

/**
 * The public part of how the same people answered twice. `others` are those who answered at only one of the two times: they can be
 * found by subtraction, so that their counts must not be small either. Where one of the four counts is small but could still be two
 * numbers, the two sums are shown and the movement is not; where it could not, nothing is.
 */
export function shownTwice(twice: Twice, others: { before: Agreed; now: Agreed }): ShownTwice | undefined {
  const { both, onlyNow, onlyThen, neither } = twice;
  const people = both + onlyNow + onlyThen + neither;
  const [before, now] = [both + onlyThen, both + onlyNow];
  const sums = [before, people - before, now, people - now];
  const outside = [others.before, others.now].flatMap(({ agrees, seen }) => [agrees, seen - agrees]);
  if (people === 0 || ![...sums, ...outside].every(isSafe)) return undefined;
  if (Object.values(twice).every(isSafe)) return { people, before, now, moved: { to: onlyNow, from: onlyThen } };
  const alike = Array.from({ length: Math.min(before, now) + 1 }, (_, count) => [
    count,
    now - count,
    before - count,
    people - before - now + count,
  ]).filter((counts) => counts.every((count) => count >= 0) && !counts.every(isSafe));
  return alike.length < 2 ? undefined : { people, before, now };
}

function isSafe(count: number): boolean {
  return count === 0 || count >= smallestInSector;
}

/** The same people at two times in a sentence; `who` says which, for example "who answered both times". */
export function twiceInWords({ people, before, now, moved }: ShownTwice, who: string): string {
  const sums = `Of ${people} people ${who}, ${before} agreed before and ${now} agree now`;
  if (moved === undefined) return `${sums}.`;
  return `${sums}: ${moved.to} moved to agree, ${moved.from} no longer agree.`;
}
