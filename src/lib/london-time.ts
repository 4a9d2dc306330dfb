import type { LocalDate } from './dates.ts';

/** A time on the clock: 0 to 23 hours, 0 to 59 minutes. */
export type ClockTime = { hour: number; minute: number };

const minuteMs = 60_000;
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const hourMs = 60 * minuteMs;
/** How far London was ahead of UTC in an hour of time: to ask the calendar takes fifty times as long. */
const aheadIn = new Map<number, number>();
const mostHours = 5_000;

/** What clocks in Europe/London show at an instant, to the minute, counted as if it were UTC, in milliseconds. */
function wallOf(instant: number): number {
  const hour = Math.floor(instant / hourMs);
  let ahead = aheadIn.get(hour);
  if (ahead === undefined) {
    if (aheadIn.size >= mostHours) aheadIn.clear();
    // Clocks are changed at whole hours of UTC.
    ahead = askedWall(hour * hourMs) - hour * hourMs;
    aheadIn.set(hour, ahead);
  }
  return Math.floor(instant / minuteMs) * minuteMs + ahead;
}

function askedWall(instant: number): number {
  const parts = Object.fromEntries(clock.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  return Date.UTC(
    Number(parts['year']),
    Number(parts['month']) - 1,
    Number(parts['day']),
    Number(parts['hour']),
    Number(parts['minute']),
  );
}

/**
 * The instant at which clocks in Europe/London show `time` on `date`. An hour that happens twice in autumn is its
 * first; a time that is left out in spring is an hour later.
 */
export function londonInstant(date: LocalDate, time: ClockTime): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const wanted = Date.UTC(year, month - 1, day, time.hour, time.minute);
  // London is at UTC or one hour ahead of it.
  const summer = wanted - hourMs;
  return new Date(wallOf(summer) === wanted ? summer : wanted);
}

/** "14:05": the time that clocks in Europe/London show. */
export function londonClock(instant: Date): string {
  return new Date(wallOf(instant.getTime())).toISOString().slice(11, 16);
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
