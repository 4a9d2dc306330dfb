import { escaped, utc, writeIcalendar } from '../../../lib/icalendar.ts';
import type { Meeting } from '../store/meetings.ts';

function statusOf(meeting: Meeting): string {
  if (meeting.state === 'cancelled') return 'CANCELLED';
  return meeting.state === 'planned' ? 'TENTATIVE' : 'CONFIRMED';
}

/**
 * Meetings as a calendar, in UTC. A meeting keeps its UID for ever; SEQUENCE counts its changes.
 * @param address where the place's pages are. Source: RFC 5545.
 */
export function writeCalendar(name: string, meetings: readonly Meeting[], address: string): string {
  return writeIcalendar(
    { name, product: 'Meetings' },
    meetings.flatMap((meeting) => [
      'BEGIN:VEVENT',
      `UID:${meeting.id}`,
      `DTSTAMP:${utc(meeting.changedAt)}`,
      `LAST-MODIFIED:${utc(meeting.changedAt)}`,
      `SEQUENCE:${meeting.sequence}`,
      `DTSTART:${utc(meeting.startsAt)}`,
      `DTEND:${utc(meeting.endsAt)}`,
      `SUMMARY:${escaped(`${meeting.body.name}: ${meeting.title}`)}`,
      ...(meeting.venue === '' ? [] : [`LOCATION:${escaped(meeting.venue)}`]),
      `URL:${address}/meetings/${meeting.slug}`,
      `STATUS:${statusOf(meeting)}`,
      'END:VEVENT',
    ]),
  );
}
