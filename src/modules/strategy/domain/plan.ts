import { compareDates, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Standing } from './standing.ts';

export const planKinds = ['strategy', 'pooled-fund', 'operational', 'programme', 'local'] as const;
export type PlanKind = (typeof planKinds)[number];
export type PlanStatus = 'draft' | 'agreed' | 'superseded' | 'ended';

/** The words people read for a kind of plan. */
export function planKindName(kind: PlanKind): string {
  const names: Record<PlanKind, string> = {
    strategy: 'Strategy',
    'pooled-fund': 'Plan for a shared budget',
    operational: 'Operational plan',
    programme: 'Programme',
    local: 'Neighbourhood plan',
  };
  return names[kind];
}

export type PlanFacts = { status: PlanStatus; start: LocalDate; end: LocalDate };

/** A plan is in force when it is agreed and today lies in its period, the first and last day included. */
export function isInForce(plan: PlanFacts, today: LocalDate): boolean {
  return plan.status === 'agreed' && compareDates(plan.start, today) <= 0 && compareDates(today, plan.end) <= 0;
}

/** Where a plan stands today, from its status and its dates. */
export function planStanding(plan: PlanFacts, today: LocalDate): Standing {
  switch (plan.status) {
    case 'draft':
      return { text: 'Draft: not agreed yet', tone: 'waiting' };
    case 'superseded':
      return { text: 'Replaced by a later plan', tone: 'ended' };
    case 'ended':
      return { text: 'Ended', tone: 'ended' };
    case 'agreed':
      if (isInForce(plan, today)) return { text: `In force until ${formatDate(plan.end)}`, tone: 'good' };
      return compareDates(today, plan.start) < 0
        ? { text: `Agreed, starts ${formatDate(plan.start)}`, tone: 'waiting' }
        : { text: `Its period ended on ${formatDate(plan.end)}`, tone: 'late' };
  }
}

/** `end` closes a plan for good; `replace` says that a later plan has taken its place. */
export type PlanCommand = 'agree' | 'replace' | 'end';
export type PlanRefusal = 'plan/no-parties' | 'plan/no-priorities' | 'plan/not-draft' | 'plan/not-agreed';

/** The next status. A plan is agreed by somebody about something: without parties or priorities it cannot be. */
export function decidePlan(
  status: PlanStatus,
  command: PlanCommand,
  facts: { parties: number; priorities: number },
): Result<PlanStatus, PlanRefusal> {
  if (command !== 'agree') {
    if (status !== 'agreed') return fail('plan/not-agreed');
    return ok(command === 'end' ? 'ended' : 'superseded');
  }
  if (status !== 'draft') return fail('plan/not-draft');
  if (facts.parties === 0) return fail('plan/no-parties');
  return facts.priorities === 0 ? fail('plan/no-priorities') : ok('agreed');
}
