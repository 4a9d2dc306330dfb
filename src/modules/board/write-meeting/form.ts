import { todayInLondon } from '../../../lib/dates.ts';
import { londonClock, londonInstant, parseClock, type ClockTime } from '../../../lib/london-time.ts';
import { FormReader, typedDay, typedText, type Typed } from '../../../lib/form-reader.ts';
import { formMessages } from '../messages.ts';
import type { Meeting } from '../store/meetings.ts';

function minutesOf(time: ClockTime): number {
  return time.hour * 60 + time.minute;
}

/** Reads the day and the two times of a meeting, as clocks here show them. */
export function readTimes(form: FormReader, typed: Typed): { startsAt: Date; endsAt: Date } | undefined {
  const on = form.date('on', 'The day of the meeting', true);
  const start = parseClock(typedText(typed, 'start'));
  const end = parseClock(typedText(typed, 'end'));
  if (start === undefined) form.problem('start', formMessages.meetingStart);
  if (end === undefined || (start !== undefined && minutesOf(end) <= minutesOf(start)))
    form.problem('end', formMessages.meetingEnd);
  if (on === undefined || start === undefined || end === undefined || form.problems.length > 0) return undefined;
  return { startsAt: londonInstant(on, start), endsAt: londonInstant(on, end) };
}

/** When a meeting is, as the form would have been typed. */
export function typedTimes(meeting: Pick<Meeting, 'startsAt' | 'endsAt'>): Record<string, string> {
  return {
    ...typedDay('on', todayInLondon(meeting.startsAt)),
    start: londonClock(meeting.startsAt),
    end: londonClock(meeting.endsAt),
  };
}
