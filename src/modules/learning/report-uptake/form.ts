import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { uptakeStatuses, type Figures, type UptakeReport } from '../domain/uptake.ts';
import { formMessages } from '../messages.ts';

export const reportBody = formSchema({
  status: textField(20),
  reason: textField(3_000),
  changed: textField(8_000),
  measure: textField(1_000),
  unit: textField(200),
  better: textField(10),
  before: textField(40),
  after: textField(40),
  happened: textField(8_000),
  version: textField(10),
});

/** Figures are told whole or not at all: half of them would say nothing. */
function parseFigures(form: FormReader, typed: Typed): Figures | undefined {
  const isAny = ['measure', 'unit', 'before', 'after'].some((field) => typedText(typed, field).trim() !== '');
  if (!isAny) return undefined;
  const measure = form.text('measure', 'What was measured', 200, formMessages.measure);
  const unit = form.text('unit', 'The unit', 40);
  const better = form.choice('better', ['higher', 'lower'] as const, formMessages.better);
  const before = form.number('before', 'The figure before', formMessages.before);
  const after = form.number('after', 'The figure after', formMessages.after);
  return better === undefined || before === undefined || after === undefined
    ? undefined
    : { measure, unit, better, before, after };
}

export function parseReport(typed: Typed): Result<UptakeReport, Problem[]> {
  const form = new FormReader(typed);
  const status = form.choice('status', uptakeStatuses, formMessages.reportStatus);
  const stopReason = form.text('reason', 'The reason', 500, status === 'stopped' ? formMessages.stopReason : undefined);
  const changed = form.text('changed', 'What you changed', 2_000);
  const figures = parseFigures(form, typed);
  const happened = form.text('happened', 'What happened here', 2_000);
  return form.problems.length > 0 || status === undefined
    ? fail(form.problems)
    : ok({ status, stopReason, changed, figures, happened });
}
