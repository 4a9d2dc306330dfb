import type { Meeting } from '../store/meetings.ts';

const longestLine = 75;

/** Escapes a text value. RFC 5545, 3.3.11. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n/g, '\\n');
}

/** Folds a line so that no piece is longer than 75 octets, never inside a character. RFC 5545, 3.1. */
export function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let size = 0;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    if (size + bytes > longestLine) {
      pieces.push(piece);
      piece = ' ';
      size = 1;
    }
    piece += character;
    size += bytes;
  }
  return [...pieces, piece].join('\r\n');
}

function utc(instant: Date): string {
  return instant.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

function statusOf(meeting: Meeting): string {
  if (meeting.state === 'cancelled') return 'CANCELLED';
  return meeting.state === 'planned' ? 'TENTATIVE' : 'CONFIRMED';
}

/**
 * Meetings as a calendar, in UTC. A meeting keeps its UID for ever; SEQUENCE counts its changes.
 * @param address where the place's pages are. Source: RFC 5545.
 */
export function writeCalendar(name: string, meetings: readonly Meeting[], address: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Common Thread//Meetings//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    ...meetings.flatMap((meeting) => [
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
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
