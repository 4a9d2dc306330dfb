import type { FamilyCircle } from '../domain/family.ts';
import type { Help } from '../domain/family-help.ts';
import type { SeenTie } from '../store/circle.ts';
import type { SeenStep } from '../store/steps.ts';

/** Who gives a tie its help, as one key wherever they stand in the family's circles. */
function giverOf(key: string, tie: SeenTie): string {
  return tie.organisation === undefined ? `tie/${key}` : `organisation/${tie.organisation}`;
}

/** The help that people of a family are given by who is around them, and that others have offered in steps still open. */
export function helpsOf(
  circle: FamilyCircle<SeenTie>,
  steps: readonly SeenStep[],
  organisations: ReadonlyMap<string, string>,
): Help[] {
  const doers = new Map<string, { by: string; name: string; isOrganisation: boolean }>();
  const helps: Help[] = [];
  const add = (person: string, tie: SeenTie, key: string, called: string): void => {
    const isOrganisation = tie.organisation !== undefined || tie.kind === 'service' || tie.kind === 'agency';
    const name = (tie.organisation === undefined ? undefined : organisations.get(tie.organisation)) ?? called;
    const doer = { by: giverOf(key, tie), name, isOrganisation };
    doers.set(tie.id, doer);
    if (tie.direction !== 'receives') helps.push({ ...doer, person, kind: tie.help ?? '', what: tie.gives });
  };
  for (const { person, to, tie } of circle.between) add(person, tie, `person/${to}`, tie.name);
  for (const joined of circle.joined)
    for (const { person, tie } of joined.ties) add(person, tie, joined.key, joined.name);
  for (const step of steps) {
    const { doer } = step;
    const common = { person: step.person, kind: step.help ?? '', what: step.what } as const;
    if (doer.kind === 'organisation')
      helps.push({
        ...common,
        by: `organisation/${doer.organisation}`,
        name: step.organisationName ?? 'An organisation',
        isOrganisation: true,
      });
    else if (doer.kind === 'circle') {
      const known = doers.get(doer.member);
      if (known !== undefined) helps.push({ ...common, ...known });
    }
  }
  return helps;
}
