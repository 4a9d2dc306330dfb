import { Type } from 'typebox';
import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, idParam, slugParam, textField } from '../../../platform/http/fields.ts';
import { answerRange, instruments, type Instrument, type Wellbeing } from '../domain/wellbeing.ts';
import { formMessages } from '../messages.ts';

export const instrumentParams = Type.Object({
  place: slugParam(),
  id: idParam(),
  instrument: Type.Union(instruments.map((one) => Type.Literal(one))),
});
export const wellbeingBody = formSchema({
  'on-day': textField(20),
  'on-month': textField(20),
  'on-year': textField(20),
  'answer-1': textField(10),
  'answer-2': textField(10),
  'answer-3': textField(10),
  'answer-4': textField(10),
  name: textField(400),
  total: textField(40),
  licence: textField(10),
});
export const removeBody = formSchema({ version: textField(20) });

function readAnswers(form: FormReader, typed: Typed, instrument: 'ons4' | 'ucla-3'): number[] {
  return [0, 1, 2, 3].flatMap((question) => {
    const field = `answer-${question + 1}`;
    const { from, to } = answerRange(instrument, question);
    const text = typedText(typed, field);
    const value = Number(text);
    if (/^\d{1,2}$/.test(text) && value >= from && value <= to) return [value];
    form.problem(field, formMessages.wellbeingAnswer);
    return [];
  });
}

/** Reads how somebody is. All four questions are answered, or none is kept. */
export function parseWellbeing(instrument: Instrument, typed: Typed, today: LocalDate): Result<Wellbeing, Problem[]> {
  const form = new FormReader(typed);
  const takenOn = form.date('on', 'The day', true);
  if (takenOn !== undefined && compareDates(takenOn, today) > 0) form.problem('on-day', formMessages.wellbeingDay);
  if (instrument === 'other') {
    const name = form.text('name', 'The name', 80, formMessages.wellbeingName);
    const total = form.number('total', 'The total', formMessages.wellbeingTotal);
    if (total !== undefined && Math.abs(total) > 1_000) form.problem('total', formMessages.wellbeingTotal);
    if (typedText(typed, 'licence') !== 'yes') form.problem('licence', formMessages.wellbeingLicence);
    if (takenOn === undefined || total === undefined || form.problems.length > 0) return fail(form.problems);
    return ok({ instrument, takenOn, name, total });
  }
  const answers = readAnswers(form, typed, instrument);
  if (takenOn === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ instrument, takenOn, answers });
}
