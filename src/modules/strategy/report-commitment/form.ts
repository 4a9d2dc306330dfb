import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import type { CommitmentCommand } from '../domain/commitment.ts';
import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages, refusalSentence } from '../messages.ts';

export const reportBody = formSchema({
  report: textField(20),
  note: textField(8_000),
  reason: textField(4_000),
  'kept-day': textField(20),
  'kept-month': textField(20),
  'kept-year': textField(20),
});

export type ReportCommand = { kind: 'note'; note: string } | Extract<CommitmentCommand, { kind: 'keep' | 'stop' }>;

/** Reads a report: news on the way, kept on a day, or stopped for a reason. */
export function parseReport(typed: Typed, today: LocalDate): Result<ReportCommand, Problem[]> {
  const form = new FormReader(typed);
  const report = form.choice('report', ['note', 'keep', 'stop'] as const, formMessages.report);
  switch (report) {
    case undefined:
      return fail(form.problems);
    case 'note': {
      const note = form.text('note', 'Your note', 2_000, formMessages.note);
      return form.problems.length > 0 ? fail(form.problems) : ok({ kind: 'note', note });
    }
    case 'stop': {
      const reason = form.text('reason', 'Your reason', 600, refusalSentence('commitment/reason-needed'));
      return form.problems.length > 0 ? fail(form.problems) : ok({ kind: 'stop', reason });
    }
    case 'keep': {
      const on = form.date('kept', 'The day it was kept', true);
      if (on !== undefined && compareDates(on, today) > 0)
        form.problem('kept-day', refusalSentence('commitment/kept-in-future'));
      return on === undefined || form.problems.length > 0 ? fail(form.problems) : ok({ kind: 'keep', on });
    }
  }
}
