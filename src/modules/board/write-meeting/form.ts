import { clockInLondon, instantInLondon, parseClock, todayInLondon } from '../../../lib/dates.ts';
import { FormReader, typedText, type Typed } from '../../../lib/form-reader.ts';
import { formMessages } from '../messages.ts';
import type { Meeting } from '../store/meetings.ts';

/** Reads the day and the two times of a meeting, as clocks here show them. */
export function readTimes(form: FormReader, typed: Typed): { startsAt: Date; endsAt: Date } | undefined {
  const on = form.date('on', 'The day of the meeting', true);
  const start = parseClock(typedText(typed, 'start'));
  const end = parseClock(typedText(typed, 'end'));
  if (start === null) form.problem('start', formMessages.meetingStart);
  if (end === null || (start !== null && end <= start)) form.problem('end', formMessages.meetingEnd);
  if (on === undefined || start === null || end === null || form.problems.length > 0) return undefined;
  return { startsAt: instantInLondon(on, start), endsAt: instantInLondon(on, end) };
}

/** When a meeting is, as the form would have been typed. */
export function typedTimes(meeting: Pick<Meeting, 'startsAt' | 'endsAt'>): Record<string, string> {
  const [year = '', month = '', day = ''] = todayInLondon(meeting.startsAt).split('-');
  return {
    'on-day': String(Number(day)),
    'on-month': String(Number(month)),
    'on-year': year,
    start: clockInLondon(meeting.startsAt),
    end: clockInLondon(meeting.endsAt),
  };
}
