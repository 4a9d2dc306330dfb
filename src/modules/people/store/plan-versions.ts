import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { stepStanding, type StepState } from '../domain/plan-step.ts';
import type { PlanItem } from '../domain/plan-version.ts';
import { goalStatusWords, strengthKindWords, type GoalStatus, type StrengthKind } from '../domain/words.ts';
import type { Words } from './words.ts';

/** What each kind of record keeps of itself in `personal_version`, as its store writes it. */
type Kept = {
  'what-matters': Extract<Words, { kind: 'what-matters' }> & { removed?: boolean };
  strength: { words: string; about: StrengthKind; removed?: boolean };
  goal: { words: string; progress: number; status: GoalStatus };
  'plan-step': { what: string; by: LocalDate } & StepState;
  contingency: { trigger: string; helps: string; removed?: boolean };
};
type KeptKind = keyof Kept;
const kinds = ['what-matters', 'strength', 'goal', 'plan-step', 'contingency'] as const satisfies readonly KeptKind[];

function itemOf(id: string, kind: KeptKind, content: unknown): PlanItem | undefined {
  if ((content as { removed?: boolean }).removed === true) return undefined;
  switch (kind) {
    case 'what-matters':
      return { id, section: 'matters', text: (content as Kept['what-matters']).words, note: '' };
    case 'strength': {
      const strength = content as Kept['strength'];
      return { id, section: 'strengths', text: strength.words, note: strengthKindWords[strength.about] };
    }
    case 'goal': {
      const goal = content as Kept['goal'];
      const note = `${goalStatusWords[goal.status]}, ${goal.progress} of 10`;
      return { id, section: 'goals', text: goal.words, note };
    }
    case 'plan-step': {
      const step = content as Kept['plan-step'];
      // As on the day it is due: that time passes is no change of the plan.
      return { id, section: 'steps', text: step.what, note: stepStanding(step, step.by, step.by).text };
    }
    case 'contingency': {
      const plan = content as Kept['contingency'];
      return { id, section: 'contingency', text: plan.trigger, note: plan.helps };
    }
  }
}

/**
 * What a plan said at a moment, folded from the versions that its records kept. Each of them is guarded like its record:
 * a reader sees of an earlier plan no more than they may see of it today.
 */
export async function planAt(trx: Trx, place: Uuid, person: Uuid, at: Date): Promise<PlanItem[]> {
  const rows = await trx
    .selectFrom('personal_version')
    .distinctOn(['kind', 'record_id'])
    .select(['kind', 'record_id', 'content'])
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .where('kind', 'in', [...kinds])
    .where('at', '<=', at)
    .orderBy('kind')
    .orderBy('record_id')
    .orderBy('version', 'desc')
    .execute();
  return rows.flatMap((row) => {
    const kind = kinds.find((one) => one === row.kind);
    const item = kind === undefined ? undefined : itemOf(row.record_id, kind, row.content);
    return item === undefined ? [] : [item];
  });
}
