import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { stepNeeds, type Doer, type StepCommand, type StepNeed } from '../domain/plan-step.ts';
import { helpKinds, type HelpKind } from '../domain/words.ts';
import { formMessages } from '../messages.ts';

export const stepBody = formSchema({
  what: textField(1_500),
  /** `person`, or `circle/` or `organisation/` with an id. */
  who: textField(60),
  'said-so': textField(10),
  needs: textField(20),
  urgent: textField(10),
  help: textField(20),
  'by-day': textField(20),
  'by-month': textField(20),
  'by-year': textField(20),
});
export const outcomeBody = formSchema({ kept: textField(10), words: textField(1_500), version: textField(20) });
export const answerBody = formSchema({ answer: textField(20), version: textField(20) });

function readDoer(typed: Typed): Doer | undefined {
  const [kind = '', id = ''] = typedText(typed, 'who').split('/');
  if (kind === 'person') return { kind };
  if (kind === 'circle' && isUuid(id)) return { kind, member: id };
  if (kind === 'organisation' && isUuid(id)) return { kind, organisation: id };
  return undefined;
}

export type Step = {
  what: string;
  doer: Doer;
  by: LocalDate;
  saidSoThemselves: boolean;
  needs: StepNeed;
  isUrgent: boolean;
  help: HelpKind | undefined;
  goal: Uuid;
};

/** Reads what will be done, by whom and by when. */
export function parseStep(typed: Typed, goal: Uuid, today: LocalDate): Result<Step, Problem[]> {
  const form = new FormReader(typed);
  const what = form.text('what', 'What will be done', 300, formMessages.stepWhat);
  const doer = readDoer(typed);
  if (doer === undefined) form.problem('who', formMessages.stepWho);
  const by = form.date('by', 'The day it is due', true);
  if (by !== undefined && compareDates(by, today) < 0) form.problem('by-day', formMessages.stepDue);
  if (doer === undefined || by === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({
    what,
    doer,
    by,
    goal,
    saidSoThemselves: typedText(typed, 'said-so') === 'yes',
    needs: stepNeeds.find((one) => one === typedText(typed, 'needs')) ?? 'nothing',
    isUrgent: typedText(typed, 'urgent') === 'yes',
    help: helpKinds.find((one) => one === typedText(typed, 'help')),
  });
}

/** Reads what is said about a step: one button each. */
export function parseStepAnswer(typed: Typed, today: LocalDate): StepCommand | undefined {
  switch (typedText(typed, 'answer')) {
    case 'accept':
      return { kind: 'accept' };
    case 'decline':
      return { kind: 'decline' };
    case 'done':
      return { kind: 'done', on: today };
    case 'end':
      return { kind: 'end' };
    default:
      return undefined;
  }
}

/** Reads how something ended that somebody else had said they would do. */
export function parseOutcome(typed: Typed, today: LocalDate): Result<StepCommand, Problem[]> {
  const form = new FormReader(typed);
  const kept = form.choice('kept', ['yes', 'no'] as const, formMessages.kept);
  const words = form.text('words', 'The words', 300, kept === 'no' ? formMessages.keptWhy : undefined);
  if (kept === undefined || form.problems.length > 0) return fail(form.problems);
  return ok(kept === 'yes' ? { kind: 'done', on: today, words } : { kind: 'not-kept', words });
}
