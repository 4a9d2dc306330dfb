import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import type { Speaker } from '../domain/commitment.ts';

/** Everything a write needs to know beside its own words: where, who, when, and where new ids come from. */
export type Doing = {
  place: { id: Uuid; slug: string };
  /** A person, or the service itself when it seeds or imports. */
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
