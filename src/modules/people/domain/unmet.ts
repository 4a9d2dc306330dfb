import { publishTables } from '../../../kernel/published-table.ts';
import { publishedCount } from '../../../kernel/published-count.ts';
import { helpKinds, helpKindWords } from './words.ts';
import { reasonWords, type ReferralReason } from './referral.ts';

/** Why a group that was asked does not help: reasons that lie with what there is, not with the person. */
export const unmetReasons = [
  'no-capacity',
  'waiting-list-closed',
  'outside-area',
  'outside-age',
  'outside-criteria',
  'needs-other-service',
  'service-closed',
  'no-reply',
] as const satisfies readonly ReferralReason[];

/** Requests for help without an account, of which nothing came here. */
export const requestReasons = {
  'request-waiting': 'They asked for help, and nobody has taken it in',
  'request-passed-on': 'They asked for help, and were told of somebody who can help better',
} as const;
type RequestReason = keyof typeof requestReasons;

/** A person with a need of a kind, where they live, and whether a group was asked for them and none helps. */
export type PersonNeed = { kind: string; area: string; isUnserved: boolean };

/** What may be told of needs: of the place, and of each part of it. Undefined is not told. */
export type ToldNeeds = {
  needs: { kind: string; words: string; people: number | undefined }[];
  areas: { kind: string; area: string; people: number | undefined; unserved: number | undefined }[];
};

/**
 * Counts people with a need of each kind by where they live, and puts each kind through the gate whole: neither a small
 * number nor one from which it could be worked out is told. Everybody stands in one of `areas`.
 */
export function tellNeeds(people: readonly PersonNeed[], areas: readonly string[]): ToldNeeds {
  const told: ToldNeeds = { needs: [], areas: [] };
  for (const kind of helpKinds) {
    const own = people.filter((one) => one.kind === kind);
    const cells = (some: readonly PersonNeed[]) => [some.length, some.filter((one) => one.isUnserved).length];
    const rows = areas.map((label) => ({ label, cells: cells(own.filter((one) => one.area === label)) }));
    const { all, tables } = publishTables(cells(own), [{ name: kind, rows }]);
    told.needs.push({ kind, words: helpKindWords[kind], people: all[0] });
    for (const {
      label,
      cells: [here, unserved],
    } of tables[0]?.rows ?? [])
      told.areas.push({ kind, area: label, people: here, unserved });
  }
  return told;
}

/** What may be told of the reasons for which people got no help; those that nobody has are left out. */
export function tellReasons(
  counted: ReadonlyMap<string, number>,
): { reason: string; words: string; people: number | undefined }[] {
  const words: Record<(typeof unmetReasons)[number] | RequestReason, string> = {
    ...(Object.fromEntries(unmetReasons.map((one) => [one, reasonWords[one]])) as Record<
      (typeof unmetReasons)[number],
      string
    >),
    ...requestReasons,
  };
  return Object.entries(words).flatMap(([reason, text]) => {
    const people = counted.get(reason) ?? 0;
    return people === 0 ? [] : [{ reason, words: text, people: publishedCount(people) }];
  });
}
