import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { periodRules } from '../domain/period.ts';
import { formMessages } from '../messages.ts';
import { aims, type Measure } from '../store/measures.ts';
import type { MeasureWords } from '../store/writes.ts';

export const measureBody = formSchema({
  name: textField(1_000),
  question: textField(2_000),
  aim: textField(40),
  polarity: textField(40),
  unit: textField(300),
  decimals: textField(10),
  rule: textField(40),
  'about-people': textField(10),
  source: textField(1_000),
  'source-id': textField(100),
  licence: textField(2_000),
  weaknesses: textField(4_000),
  version: textField(12),
});

/** Reads what was typed of a measure. */
export function parseMeasure(typed: Typed): Result<MeasureWords, Problem[]> {
  const form = new FormReader(typed);
  const name = form.text('name', 'What is measured', 200, formMessages.name);
  const question = form.text('question', 'The question it answers', 300);
  const aim = form.choice('aim', aims, formMessages.aim);
  const polarity = form.choice('polarity', ['high-good', 'low-good', 'no-judgement'] as const, formMessages.polarity);
  const unit = form.text('unit', 'What is counted', 60, formMessages.unit);
  const decimals = typedText(typed, 'decimals').trim() || '1';
  if (!/^[0-4]$/.test(decimals)) form.problem('decimals', formMessages.decimals);
  const periodRule = form.choice('rule', periodRules, formMessages.rule);
  const source = form.text('source', 'The source', 300, formMessages.source);
  const sourceId = form.text('source-id', 'The number of the indicator', 40);
  const licence = form.text('licence', 'The licence', 600);
  const weaknesses = form.text('weaknesses', 'Known weaknesses', 1_000);
  if (aim === undefined || polarity === undefined || periodRule === undefined || form.problems.length > 0)
    return fail(form.problems);
  const aboutPeople = typedText(typed, 'about-people') === 'yes';
  return ok({
    name,
    question,
    aim,
    polarity,
    unit,
    decimals: Number(decimals),
    periodRule,
    aboutPeople,
    source,
    sourceId,
    licence,
    weaknesses,
  });
}

/** What a measure says now, as the form would have been typed. */
export function typedOf(measure: Measure): Typed {
  return {
    name: measure.name,
    question: measure.question,
    aim: measure.aim,
    polarity: measure.polarity,
    unit: measure.unit,
    decimals: String(measure.decimals),
    rule: measure.periodRule,
    'about-people': measure.aboutPeople ? 'yes' : '',
    source: measure.source,
    'source-id': measure.sourceId,
    licence: measure.licence,
    weaknesses: measure.weaknesses,
    version: String(measure.version),
  };
}
