import type { LocalDate } from '../../../lib/dates.ts';

/** The days on which offices are closed, and the years for which they are known. */
export type Holidays = { firstYear: number; lastYear: number; days: ReadonlySet<LocalDate> };

/**
 * Bank holidays of England and Wales, 2024 to 2027, substitute days included.
 * Source: Banking and Financial Dealings Act 1971 and the list of bank holidays on gov.uk, read in November 2026. A
 * holiday given for one occasion is added here when it is announced. Outside these years the answer is "unknown".
 */
export const bankHolidays: Holidays = {
  firstYear: 2024,
  lastYear: 2027,
  days: new Set(
    [
      '2024: 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
      '2025: 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
      '2026: 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
      '2027: 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
    ].flatMap((line) => {
      const [year = '', days = ''] = line.split(': ');
      return days.split(' ').map((day) => `${year}-${day}` as LocalDate);
    }),
  ),
};
