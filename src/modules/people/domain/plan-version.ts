/** The parts of a plan, in the order in which every page shows them. */
export const planSections = ['matters', 'strengths', 'goals', 'steps', 'contingency'] as const;
export type PlanSection = (typeof planSections)[number];
export const planSectionWords: Readonly<Record<PlanSection, string>> = {
  matters: 'What matters',
  strengths: 'Strengths',
  goals: 'Goals',
  steps: 'Steps',
  contingency: 'If things go wrong',
};

/** One thing that a plan said at a moment. */
export type PlanItem = { id: string; section: PlanSection; text: string; note: string };
export type PlanChange =
  | { kind: 'new' | 'gone'; item: PlanItem }
  | { kind: 'changed'; item: PlanItem; before: PlanItem };

/** What is different in a later version of a plan: in the order of its parts, what was taken out last. */
export function comparePlans(before: readonly PlanItem[], after: readonly PlanItem[]): PlanChange[] {
  const earlier = new Map(before.map((item) => [item.id, item]));
  const still = new Set(after.map((item) => item.id));
  return planSections.flatMap((section) => [
    ...after
      .filter((item) => item.section === section)
      .flatMap((item): PlanChange[] => {
        const was = earlier.get(item.id);
        if (was === undefined) return [{ kind: 'new', item }];
        return was.text === item.text && was.note === item.note ? [] : [{ kind: 'changed', item, before: was }];
      }),
    ...before
      .filter((item) => item.section === section && !still.has(item.id))
      .map((item): PlanChange => ({ kind: 'gone', item })),
  ]);
}
