import type { Uuid } from '../kernel/ids.ts';
import { addDays, addMonths, todayInLondon, type LocalDate } from '../lib/dates.ts';
import type { Result } from '../lib/result.ts';
import type { Doing } from '../modules/strategy/index.ts';

const day = 86_400_000;

/** What the demo is made with: the time of the first run, to which every date in the data files is relative. */
export type Seeding = {
  now: Date;
  newId: () => Uuid;
  places: ReadonlyMap<string, { id: Uuid; slug: string }>;
  organisations: ReadonlyMap<string, Uuid>;
  accounts: ReadonlyMap<string, Uuid>;
};

export function must<T, E>(result: Result<T, E>, what: string): T {
  if (!result.ok) throw new Error(`the demo data cannot be made: ${what}: ${JSON.stringify(result.error)}`);
  return result.value;
}

export function found<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the demo data speaks of "${key}", which is nowhere`);
  return value;
}

/** The moment `days` from the first run, in the morning. */
export function momentAt(seeding: Seeding, days: number): Date {
  return new Date(seeding.now.getTime() + Math.min(days, 0) * day);
}
export function dateAt(seeding: Seeding, days: number): LocalDate {
  return addDays(todayInLondon(seeding.now), days);
}
export function monthAt(seeding: Seeding, months: number): LocalDate {
  return addMonths(todayInLondon(seeding.now), months);
}
export function doingAt(seeding: Seeding, place: string, days: number): Doing {
  return {
    place: found(seeding.places, place),
    speaker: { kind: 'service' },
    now: momentAt(seeding, days),
    newId: seeding.newId,
  };
}
