const longestLine = 75;

/** Escapes a text value of a calendar. Source: RFC 5545, section 3.3.11. */
export function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n/g, '\\n');
}

/** Folds a line so that no piece is longer than 75 octets, never inside a character. Source: RFC 5545, section 3.1. */
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

/** An instant as calendars write it, in UTC. */
export function utc(instant: Date): string {
  return instant.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

/** A calendar from the lines of its events, with CRLF at the end of each line. Source: RFC 5545. */
export function writeIcalendar(
  about: { name: string; product: string; description?: string },
  events: readonly string[],
): string {
  const { description = '' } = about;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Common Thread//${about.product}//EN`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(about.name)}`,
    `X-WR-CALNAME:${escaped(about.name)}`,
    ...(description === '' ? [] : [`X-WR-CALDESC:${escaped(description)}`]),
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
