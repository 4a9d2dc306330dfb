import type { LocalDate } from './dates.ts';
import { londonWall } from './london-clock.ts';

/** A time on the clock: 0 to 23 hours, 0 to 59 minutes. */
export type ClockTime = { hour: number; minute: number };

const hourMs = 3_600_000;

/**
 * The instant at which clocks in Europe/London show `time` on `date`. An hour that happens twice in autumn is its
 * first; a time that is left out in spring is an hour later.
 */
export function londonInstant(date: LocalDate, time: ClockTime): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const wanted = Date.UTC(year, month - 1, day, time.hour, time.minute);
  // London is at UTC or one hour ahead of it.
  const summer = new Date(wanted - hourMs);
  return londonWall(summer).getTime() === wanted ? summer : new Date(wanted);
}

/** "14:05": the time that clocks in Europe/London show. */
export function londonClock(instant: Date): string {
  return londonWall(instant).toISOString().slice(11, 16);
}

/** Reads a time as people type it: "14:00", "14.00", "2pm", "2.30 pm", "midday". */
export function parseClock(text: string): ClockTime | undefined {
  const typed = text.trim().toLowerCase().replaceAll(/\s+/g, '');
  if (typed === 'midday' || typed === 'noon') return { hour: 12, minute: 0 };
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm|a\.m\.|p\.m\.)?$/.exec(typed);
  if (match === null || (match[2] === undefined && match[3] === undefined)) return undefined;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? '0');
  const half = match[3]?.charAt(0);
  if (minute > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return undefined;
  if (half === undefined) return { hour, minute };
  return { hour: (hour % 12) + (half === 'p' ? 12 : 0), minute };
}
