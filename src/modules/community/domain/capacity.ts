import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import type { Standing } from './standing.ts';

/** Whether it can take somebody. The codes are those of the HL7 closed-loop referral guide. */
export const capacityStates = ['capacity', 'waitlist', 'no-capacity', 'additional-assessment-required'] as const;
export type CapacityState = (typeof capacityStates)[number];

export type Capacity = { state: CapacityState; reportedAt: Date; expiresAt: Date };

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
    ? { text: words[capacity.state], tone: tones[capacity.state] }
    : { text: `Not known since ${formatDate(todayInLondon(capacity.expiresAt))}`, tone: 'plain' };
}
