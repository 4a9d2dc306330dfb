import {
  addDays,
  addMonths,
  compareDates,
  formatMonth,
  isLocalDate,
  localDate,
  type LocalDate,
} from '../../../lib/dates.ts';

/** The days that a figure speaks of, both included. */
export type Period = { from: LocalDate; to: LocalDate };

/** How the periods of a series lie to each other; it decides which charts are honest. */
export const periodRules = ['point', 'non-overlapping', 'rolling', 'cumulative'] as const;
export type PeriodRule = (typeof periodRules)[number];

function whole(from: LocalDate | null, months: number): Period | undefined {
  return from === null ? undefined : { from, to: addDays(addMonths(from, months), -1) };
}

/** The year after `start` that is written with two digits: 2023/24. */
function nextYear(start: number, digits: string): boolean {
  return (start + 1) % 100 === Number(digits);
}

function quarter(text: string): Period | undefined {
  const match = /^(\d{4})\/(\d{2}) Q([1-4])$/.exec(text);
  if (match === null || !nextYear(Number(match[1]), match[2] ?? '')) return undefined;
  const april = localDate(Number(match[1]), 4, 1);
  return april === null ? undefined : whole(addMonths(april, 3 * (Number(match[3]) - 1)), 3);
}

function financialYear(text: string): Period | undefined {
  const match = /^(\d{4})\/(\d{2})$/.exec(text);
  return match !== null && nextYear(Number(match[1]), match[2] ?? '')
    ? whole(localDate(Number(match[1]), 4, 1), 12)
    : undefined;
}

function spanOfYears(text: string): Period | undefined {
  const calendar = /^(\d{4}) - (\d{2})$/.exec(text);
  if (calendar !== null) {
    const from = Number(calendar[1]);
    const years = ((Number(calendar[2]) - (from % 100) + 100) % 100) + 1;
    return years > 1 && years <= 10 ? whole(localDate(from, 1, 1), 12 * years) : undefined;
  }
  const financial = /^(\d{4}\/\d{2}) - (\d{2})\/(\d{2})$/.exec(text);
  const first = financial === null ? undefined : financialYear(financial[1] ?? '');
  if (financial === null || first === undefined) return undefined;
  const start = Number(first.from.slice(0, 4));
  const last = start + ((Number(financial[2]) - (start % 100) + 100) % 100);
  if (last <= start || last > start + 10 || !nextYear(last, financial[3] ?? '')) return undefined;
  return whole(first.from, 12 * (last - start + 1));
}

/**
 * Reads a period as statistics write it: `2024`, `2023/24`, `2015 - 17`, `2020/21 - 24/25`, `2021/22 Q3`,
 * `2021/22 Q1 - 2025/26 Q3`, `2016-04` or the first day of a month. Anything else is undefined: a period is never guessed.
 */
export function parsePeriod(text: string): Period | undefined {
  const typed = text.trim().replace(/\s*[-–]\s*(?=\d{2,4}(?:\/|$| Q))/, ' - ');
  const plain = text.trim();
  if (/^\d{4}$/.test(plain)) return whole(localDate(Number(plain), 1, 1), 12);
  const month = /^(\d{4})-(\d{2})(?:-01)?$/.exec(plain);
  if (month !== null) return whole(localDate(Number(month[1]), Number(month[2]), 1), 1);
  const [first, last] = typed.split(' - ').map(quarter);
  if (first !== undefined && typed.includes(' - ') && last !== undefined && last.to > first.to)
    return { from: first.from, to: last.to };
  return quarter(plain) ?? financialYear(plain) ?? spanOfYears(typed);
}

/** How the periods lie to each other, by looking at them: sorted by their last day. */
export function detectPeriodRule(periods: readonly Period[]): Exclude<PeriodRule, 'point'> {
  const sorted = periods.toSorted((a, b) => compareDates(a.to, b.to));
  const first = sorted[0];
  if (first === undefined || sorted.length < 2) return 'non-overlapping';
  if (
    sorted.every(
      (period, index) => period.from === first.from && (index === 0 || period.to > (sorted[index - 1]?.to ?? '')),
    )
  )
    return 'cumulative';
  const overlaps = sorted.some((period, index) => index > 0 && period.from <= (sorted[index - 1]?.to ?? ''));
  return overlaps ? 'rolling' : 'non-overlapping';
}

/** Whether a declared rule and the periods agree. A state on a day is a series of periods that do not overlap. */
export function agreesWithRule(rule: PeriodRule, periods: readonly Period[]): boolean {
  const found = detectPeriodRule(periods);
  return found === rule || (rule === 'point' && found === 'non-overlapping');
}

function monthsOf(period: Period): number {
  const [from, after] = [period.from, addDays(period.to, 1)];
  return (
    (Number(after.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(after.slice(5, 7)) - Number(from.slice(5, 7))
  );
}

/** A period in few words: "March 2026", "2024", "2023/24", "2015 to 2017", "April to June 2026". */
export function periodLabel(period: Period): string {
  const months = monthsOf(period);
  const [from, to] = [period.from.slice(0, 4), period.to.slice(0, 4)];
  const start = period.from.slice(5);
  if (months === 1) return formatMonth(period.from);
  if (start === '01-01' && months === 12) return from;
  if (start === '01-01' && months % 12 === 0) return `${from} to ${to}`;
  if (start === '04-01' && months === 12) return `${from}/${to.slice(2)}`;
  if (start === '04-01' && months % 12 === 0)
    return `${from}/${String(Number(from) + 1).slice(2)} to ${Number(to) - 1}/${to.slice(2)}`;
  const last = isLocalDate(period.to) ? formatMonth(period.to) : period.to;
  return from === to
    ? `${formatMonth(period.from).replace(/ \d+$/, '')} to ${last}`
    : `${formatMonth(period.from)} to ${last}`;
}

/** The periods that should stand between the first and the last of a series of equal steps, and do not. */
export function missingPeriods(periods: readonly Period[], rule: PeriodRule): Period[] {
  if (rule === 'rolling' || rule === 'cumulative') return [];
  const sorted = periods.toSorted((a, b) => compareDates(a.to, b.to));
  const missing: Period[] = [];
  for (const [index, period] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before === undefined) continue;
    let next = addDays(before.to, 1);
    if (next >= period.from) continue;
    const months = Math.max(1, monthsOf(before));
    while (next < period.from && missing.length < 500) {
      const made = whole(next, months);
      if (made === undefined || made.to >= period.from) break;
      missing.push(made);
      next = addDays(made.to, 1);
    }
  }
  return missing;
}
