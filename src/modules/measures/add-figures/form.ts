import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { parsePeriod, type Period } from '../domain/period.ts';
import type { Figure } from '../domain/reading.ts';
import { badLine, formMessages } from '../messages.ts';

export const figuresBody = formSchema({ area: textField(500), rows: textField(20_000) });

const most = 200;

/** "2026-03, 41.5", "2026-03 \t missing": one line of typed figures. */
function readLine(line: string, number: number, today: string): Figure | string {
  const match = /^(.+?)\s*[,;\t]\s*([^,;\t]+?)\s*$/.exec(line);
  if (match === null) return badLine(number, 'write the period, a comma, and the figure, like 2026-03, 41.5');
  const period: Period | undefined = parsePeriod(match[1] ?? '');
  if (period === undefined)
    return badLine(
      number,
      `“${(match[1] ?? '').slice(0, 40)}” must be a period like 2026-03, 2026, 2025/26, 2025/26 Q2 or 2023 - 25`,
    );
  if (period.from > today) return badLine(number, 'the period has not come yet');
  const text = (match[2] ?? '').replace(/[%\s]/g, '');
  if (/^(missing|NA)$/i.test(text))
    return { ...period, value: null, lower: null, upper: null, note: '', status: 'missing' };
  if (!/^-?\d{1,12}(\.\d{1,6})?$/.test(text))
    return badLine(number, `“${text.slice(0, 40)}” must be a number, or the word missing`);
  return { ...period, value: Number(text), lower: null, upper: null, note: '', status: 'final' };
}

/** Reads figures that were typed or pasted, a line for each period. Every line that cannot be read is named. */
export function parseFigures(typed: Typed, today: string): Result<{ area: string; figures: Figure[] }, Problem[]> {
  const form = new FormReader(typed);
  const area = form.text('area', 'The area', 120, formMessages.area);
  const lines = typedText(typed, 'rows')
    .split(/\r\n|\r|\n/)
    .map((text, index) => ({ text: text.trim(), number: index + 1 }))
    .filter((line) => line.text !== '');
  if (lines.length === 0) form.problem('rows', formMessages.rows);
  if (lines.length > most) form.problem('rows', formMessages.manyRows);
  const figures: Figure[] = [];
  const seen = new Map<string, number>();
  for (const line of lines.slice(0, most)) {
    const read = readLine(line.text, line.number, today);
    if (typeof read === 'string') {
      form.problem('rows', read);
      continue;
    }
    const key = `${read.from} ${read.to}`;
    const earlier = seen.get(key);
    if (earlier !== undefined)
      form.problem('rows', badLine(line.number, `the period stands in line ${earlier} already`));
    seen.set(key, line.number);
    figures.push(read);
  }
  return form.problems.length > 0 ? fail(form.problems) : ok({ area, figures });
}
