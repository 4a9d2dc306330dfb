import { parseDateFields, type LocalDate } from './dates.ts';

function tooLong(label: string, limit: number): string {
  return `${label} must be ${limit.toLocaleString('en-GB')} characters or fewer`;
}

function notANumber(label: string): string {
  return `${label} must be a number, like 34 or 12.5`;
}

/** What somebody typed, field by field, whatever came of it. */
export type Typed = Readonly<Record<string, string | string[] | undefined>>;
/** A problem and the field it is about. */
export type Problem = { field: string; text: string };
/** A form as a page shows it: what was typed and what is wrong with it. */
export type FormView = { typed: Typed; problems: readonly Problem[] };

/** The text that was typed into a field; empty when nothing was. */
export function typedText(typed: Typed, field: string): string {
  const value = typed[field];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** Every value that was chosen under a name. */
export function typedList(typed: Typed, field: string): string[] {
  const value = typed[field];
  if (value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** A day as its three boxes hold it, as `FormReader.date` reads it back; empty boxes where there is none. */
export function typedDay(field: string, date: LocalDate | undefined): Record<string, string> {
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  return {
    [`${field}-day`]: day.replace(/^0/, ''),
    [`${field}-month`]: month.replace(/^0/, ''),
    [`${field}-year`]: year,
  };
}

/** Reads fields one after the other and gathers what is wrong, in the order of the page. */
export class FormReader {
  readonly problems: Problem[] = [];
  readonly #typed: Typed;

  constructor(typed: Typed) {
    this.#typed = typed;
  }

  problem(field: string, text: string): void {
    this.problems.push({ field, text });
  }

  /** A text without blanks around it; `missing` is said when it is empty. */
  text(field: string, label: string, limit: number, missing?: string): string {
    const value = typedText(this.#typed, field).replaceAll('\r\n', '\n').trim();
    if (value === '' && missing !== undefined) this.problem(field, missing);
    if (Array.from(value).length > limit) this.problem(field, tooLong(label, limit));
    return value;
  }

  /** One of a few values. */
  choice<T extends string>(field: string, allowed: readonly T[], missing: string): T | undefined {
    const value = allowed.find((one) => one === typedText(this.#typed, field));
    if (value === undefined) this.problem(field, missing);
    return value;
  }

  /** A day typed as numbers. Three empty boxes are no day at all; with `isNeeded` they are a problem. */
  date(field: string, label: string, isNeeded: boolean): LocalDate | undefined {
    const typed = {
      day: typedText(this.#typed, `${field}-day`),
      month: typedText(this.#typed, `${field}-month`),
      year: typedText(this.#typed, `${field}-year`),
    };
    if (!isNeeded && `${typed.day}${typed.month}${typed.year}`.trim() === '') return undefined;
    const read = parseDateFields(typed, label);
    if (read.ok) return read.value;
    this.problem(`${field}-${read.error.fields[0] ?? 'day'}`, read.error.sentence);
    return undefined;
  }

  /** A number with an optional decimal part; thousands may be set off by commas. */
  number(field: string, label: string, missing?: string): number | undefined {
    const value = typedText(this.#typed, field).trim().replaceAll(',', '').replace(/%$/, '');
    if (value === '') {
      if (missing !== undefined) this.problem(field, missing);
      return undefined;
    }
    if (/^[-−]?\d{1,12}(\.\d{1,6})?$/.test(value)) return Number(value.replace('−', '-'));
    this.problem(field, notANumber(label));
    return undefined;
  }
}

/** The version that a form was made from. What is no version matches none, so that nothing is written over. */
export function versionOf(text: unknown): number {
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : -1;
}
