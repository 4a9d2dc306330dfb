import type { TArray, TOptional, TString, TUnion } from 'typebox';
import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { typedList, typedText, type FormReader, type Typed } from '../../../lib/form-reader.ts';
import { listField, textField } from '../../../platform/http/fields.ts';
import { parsePence, parseTime } from '../domain/clock.ts';
import type { Cost } from '../domain/content.ts';
import { monthWeeks, weekdays, type Schedule } from '../domain/schedule.ts';
import { formMessages } from '../messages.ts';

/** The numbers of the rows that a form has for times. */
export const timeRows: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
/** The numbers of the rows that a form has for amounts. */
export const costRows: readonly number[] = [1, 2, 3];

type Field = TOptional<TString> | TOptional<TUnion<[TString, TArray<TString>]>>;

/** The fields of every row of times. */
export const timeFields: Record<string, Field> = Object.fromEntries(
  timeRows.flatMap((row): [string, Field][] => [
    [`days-${row}`, listField(7, 10)],
    [`opens-${row}`, textField(20)],
    [`closes-${row}`, textField(20)],
    [`weeks-${row}`, textField(8)],
    [`note-${row}`, textField(800)],
  ]),
);
/** The fields of every row of amounts. */
export const costFields: Record<string, Field> = Object.fromEntries(
  costRows.flatMap((row): [string, Field][] => [
    [`amount-${row}`, textField(20)],
    [`for-${row}`, textField(500)],
  ]),
);

/** True when anything was typed into a row of times. */
export function isRowUsed(typed: Typed, row: number): boolean {
  return (
    typedList(typed, `days-${row}`).length > 0 ||
    ['opens', 'closes', 'note'].some((name) => typedText(typed, `${name}-${row}`).trim() !== '')
  );
}

type Period = { from: LocalDate | undefined; to: LocalDate | undefined };

function readPeriod(form: FormReader): Period {
  const from = form.date('from', 'The first day', false);
  const to = form.date('until', 'The last day', false);
  if (from !== undefined && to !== undefined && compareDates(to, from) < 0)
    form.problem('until-day', formMessages.period);
  return { from, to };
}

function readTime(form: FormReader, typed: Typed, field: string): string | undefined {
  const text = typedText(typed, field);
  if (text.trim() === '') return undefined;
  const time = parseTime(text);
  if (time === undefined) form.problem(field, formMessages.time);
  return time;
}

/** Reads the rows of times that were used; the period holds for all of them. */
export function readTimes(form: FormReader, typed: Typed): Schedule[] {
  const used = timeRows.filter((row) => isRowUsed(typed, row));
  const rows = used.map((row) => {
    const days = weekdays.filter((day) => typedList(typed, `days-${row}`).includes(day));
    if (days.length === 0) form.problem(`days-${row}`, formMessages.days);
    const opensAt = readTime(form, typed, `opens-${row}`);
    const closesAt = readTime(form, typed, `closes-${row}`);
    if (opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt)
      form.problem(`closes-${row}`, formMessages.closesFirst);
    const weeks = typedText(typed, `weeks-${row}`) || '1';
    const monthWeek = monthWeeks.find((one) => weeks === `month${one}`);
    if (monthWeek === undefined && !/^[1-4]$/.test(weeks)) form.problem(`weeks-${row}`, formMessages.everyWeeks);
    const description = form.text(`note-${row}`, 'The note', 200);
    return {
      days,
      opensAt,
      closesAt,
      everyWeeks: Number(weeks) || 1,
      description,
      ...(monthWeek === undefined ? {} : { monthWeek }),
    };
  });
  const period = readPeriod(form);
  if (rows.some((row) => row.everyWeeks > 1) && period.from === undefined) form.problem('from-day', formMessages.weeks);
  return rows.map((row) => ({ ...row, ...period }));
}

/** Reads what it costs: nothing, some amounts, or that one should ask. */
export function readCosts(form: FormReader, typed: Typed): Cost[] {
  const kind = form.choice('cost', ['free', 'costs', 'ask'] as const, formMessages.cost);
  if (kind === 'free') return [{ option: '', pence: 0 }];
  if (kind !== 'costs') return [];
  const costs = costRows.flatMap((row) => {
    const text = typedText(typed, `amount-${row}`);
    const option = form.text(`for-${row}`, 'What it is for', 120);
    if (text.trim() === '' && option === '') return [];
    const pence = parsePence(text);
    if (pence !== undefined) return [{ option, pence }];
    form.problem(`amount-${row}`, formMessages.amount);
    return [];
  });
  if (costs.every((cost) => cost.pence === 0) && form.problems.every((one) => !one.field.startsWith('amount-')))
    form.problem('amount-1', formMessages.costNeeded);
  return costs;
}
