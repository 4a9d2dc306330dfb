import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import type { Standing } from './standing.ts';

/** Whether it can take somebody. The codes are those of the HL7 closed-loop referral guide. */
export const capacityStates = ['capacity', 'waitlist', 'no-capacity', 'additional-assessment-required'] as const;
export type CapacityState = (typeof capacityStates)[number];

export type Capacity = {
  state: CapacityState;
  /** How many it can take, when somebody said a number. */
  available: number | undefined;
  /** How long people wait, in words. */
  wait: string;
  reportedAt: Date;
  expiresAt: Date;
};

/** How long a report holds, in days. */
const capacityDays = 14;

const words: Record<CapacityState, string> = {
  capacity: 'Can take someone now',
  waitlist: 'Full, with a waiting list',
  'no-capacity': 'Full',
  'additional-assessment-required': 'Ask first',
};
const tones: Record<CapacityState, Standing['tone']> = {
  capacity: 'good',
  waitlist: 'waiting',
  'no-capacity': 'ended',
  'additional-assessment-required': 'plain',
};

export function capacityWords(state: CapacityState): string {
  return words[state];
}

/** "Can take someone now: 3 places", "Full, with a waiting list: about 6 weeks". */
function told(capacity: Capacity): string {
  const places = capacity.state === 'capacity' && capacity.available !== undefined;
  const detail = [places ? plural(capacity.available ?? 0, 'place') : '', capacity.wait].filter((part) => part !== '');
  return [words[capacity.state], detail.join(', ')].filter((part) => part !== '').join(': ');
}

/** The end of a report made now. */
export function capacityExpiry(now: Date): Date {
  return new Date(now.getTime() + capacityDays * 86_400_000);
}

/** True while a report holds: up to the moment at which it ends. */
export function isCurrent(capacity: Capacity | undefined, now: Date): boolean {
  return capacity !== undefined && now.getTime() < capacity.expiresAt.getTime();
}

/** What is known of its capacity now: after its end a report only says since when nobody knows. */
export function capacityStanding(capacity: Capacity | undefined, now: Date): Standing | undefined {
  if (capacity === undefined) return undefined;
  return isCurrent(capacity, now)
    ? { text: told(capacity), tone: tones[capacity.state] }
    : { text: `Not known since ${formatDate(todayInLondon(capacity.expiresAt))}`, tone: 'plain' };
}
