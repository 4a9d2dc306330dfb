import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { formMessages } from '../messages.ts';
import type { Evidence } from '../store/evidence.ts';

export const evidenceBody = formSchema({
  finding: textField(4_000),
  figure: textField(400),
  source: textField(1_000),
  address: textField(2_000),
  'as-of-day': textField(20),
  'as-of-month': textField(20),
  'as-of-year': textField(20),
});

/** Reads one finding about need. It is never taken without its source. */
export function parseEvidence(typed: Typed): Result<Omit<Evidence, 'id'>, Problem[]> {
  const form = new FormReader(typed);
  const finding = form.text('finding', 'What it shows', 600, formMessages.finding);
  const figure = form.text('figure', 'The figure', 80);
  const source = form.text('source', 'The source', 300, formMessages.source);
  const address = typedText(typed, 'address').trim();
  if (address !== '' && !(/^https?:\/\//.test(address) && URL.canParse(address)))
    form.problem('address', formMessages.sourceAddress);
  const asOf = form.date('as-of', 'The day of the evidence', false);
  return form.problems.length > 0
    ? fail(form.problems)
    : ok({ finding, figure, source, sourceAddress: address === '' ? undefined : address, asOf, invented: false });
}
