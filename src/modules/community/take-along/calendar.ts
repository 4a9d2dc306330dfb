import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { escaped, utc } from '../../../lib/icalendar.ts';
import { londonInstant, parseClock } from '../../../lib/london-time.ts';
import { isOpen } from '../domain/listing.ts';
import { isOpenOn, type Schedule } from '../domain/schedule.ts';
import type { Service } from '../store/services.ts';

/** The beginning and the end of an opening; without times it is the whole day. */
function between(schedule: Schedule, date: LocalDate): string[] {
  const opens = parseClock(schedule.opensAt ?? '');
  if (opens === undefined)
    return [
      `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${addDays(date, 1).replaceAll('-', '')}`,
    ];
  const closes = parseClock(schedule.closesAt ?? '') ?? { hour: Math.min(opens.hour + 1, 23), minute: opens.minute };
  return [`DTSTART:${utc(londonInstant(date, opens))}`, `DTEND:${utc(londonInstant(date, closes))}`];
}

/**
 * Every opening of a service in the coming days as lines of a calendar, in UTC, so that summer time is right in every
 * calendar. The place of a masked address is never there.
 */
export function eventsOf(service: Service, today: LocalDate, days: number, address: string): string[] {
  const { content } = service;
  const { venue } = content;
  const where =
    venue === undefined || venue.masked
      ? ''
      : [venue.name, venue.address, venue.city, venue.postcode].filter((part) => part !== '').join(', ');
  return Array.from({ length: days }, (_, ahead) => addDays(today, ahead)).flatMap((date) =>
    content.schedules.flatMap((schedule, index) =>
      !isOpenOn(schedule, date) || !isOpen(content, date)
        ? []
        : [
            'BEGIN:VEVENT',
            `UID:${service.id}-${date}-${index}`,
            `DTSTAMP:${utc(service.lastModified)}`,
            ...between(schedule, date),
            `SUMMARY:${escaped(content.name)}`,
            ...(where === '' ? [] : [`LOCATION:${escaped(where)}`]),
            `URL:${address}/community/services/${service.slug}`,
            'END:VEVENT',
          ],
    ),
  );
}
