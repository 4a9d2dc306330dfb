import { todayInLondon, type LocalDate } from '../lib/dates.ts';
import type { Actor } from './actor.ts';
import type { Uuid } from './ids.ts';

/** Who acts: a person, or the service itself when it seeds, imports or does a job. */
export type Speaker = Actor | { kind: 'service' };

/** Everything a write needs to know beside its own words: where, who, when, and where new ids come from. */
export type Doing = {
  place: { id: Uuid; slug: string };
  speaker: Speaker;
  now: Date;
  newId: () => Uuid;
};

/** The account that stands in versions and events; none when the service acts. */
export function accountOf(doing: Doing): Uuid | undefined {
  return doing.speaker.kind === 'member' ? doing.speaker.account : undefined;
}

/** The day on which it is done. */
export function dayOf(doing: Doing): LocalDate {
  return todayInLondon(doing.now);
}
