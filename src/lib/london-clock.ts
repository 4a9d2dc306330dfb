import { makeRoom } from './make-room.ts';

const calendar = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** How far London was ahead of UTC in an hour of time: to ask the calendar takes fifty times as long. */
const aheadIn = new Map<number, number>();
const mostHours = 5_000;

/** What clocks in Europe/London show at an instant, to the minute, as if it were UTC. @throws RangeError for no instant. */
export function londonWall(instant: Date): Date {
  const at = instant.getTime();
  const hour = Math.floor(at / hourMs);
  let ahead = aheadIn.get(hour);
  if (ahead === undefined) {
    // Clocks are changed at whole hours of UTC.
    ahead = askedWall(hour * hourMs) - hour * hourMs;
    makeRoom(aheadIn, mostHours);
    aheadIn.set(hour, ahead);
  }
  return new Date(Math.floor((at + ahead) / minuteMs) * minuteMs);
}

function askedWall(instant: number): number {
  const parts = Object.fromEntries(calendar.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = [
    'year',
    'month',
    'day',
    'hour',
    'minute',
    'second',
  ].map((name) => Number(parts[name]));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
