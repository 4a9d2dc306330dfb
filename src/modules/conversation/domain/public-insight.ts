import type { Counts } from './counts.ts';
import type { DivisionVerdict } from './mathematics/division.ts';
import { divisionWords } from './mathematics/division.ts';
import type { Findings, Rank } from './findings.ts';

/** What anybody may read of the findings, beside the counts that the publish gate lets through. */
export type Insight = {
  version: 1;
  verdict: DivisionVerdict;
  words: string;
  /** Statement numbers; only statements of which it is public how many agree. */
  slate: number[];
  mostVotes: number[];
  ranks: ({ number: number } & Rank)[];
  groups: InsightGroup[];
  /** How each group answered, for the statements where no count is small. */
  answers: { number: number; groups: Counts[] }[];
};
export type InsightGroup = {
  name: string;
  people: number;
  x: number;
  y: number;
  representative: { number: number; direction: 'agree' | 'disagree' }[];
};

/** A group of fewer people is not shown: its middle would say too much about each. */
const smallestGroup = 10;
/** As in the publish gate: one more than the smallest count, so that what is withheld cannot be told from being withheld. */
const smallestCell = 6;

/**
 * The public part of the findings. `shown` are the numbers of statements whose every count is public, `agreed` those of which it is
 * public how many agree: a rank follows from all counts of a statement, a place on a slate from how many agree. Groups are named only where the division is real and each has ten
 * people; what they answered only where no count, nor that of the people outside the groups, is from 1 to 5. Where people were
 * shown groups before (`earlier`), these stay: two that differ by a few votes would show them.
 * Source: note on the conversation, sections 2.7 and 10.
 */
export function publicInsight(
  findings: Findings,
  { shown, agreed }: { shown: ReadonlySet<number>; agreed: ReadonlySet<number> },
  earlier?: Insight,
): Insight {
  const onlyAgreed = (numbers: readonly number[]): number[] => numbers.filter((number) => agreed.has(number));
  const { verdict } = findings.division;
  const isDivided = verdict === 'real' && findings.groups.every(({ people }) => people >= smallestGroup);
  const groups = isDivided && findings.groups.length >= 2 ? findings.groups : [];
  const ranked = findings.statements
    .flatMap(({ number, rank }) => (rank === undefined || !shown.has(number) ? [] : [{ number, ...rank }]))
    .sort((a, b) => a.rank - b.rank);
  return {
    version: 1,
    verdict,
    words: divisionWords[verdict],
    slate: onlyAgreed(findings.slate.proportional),
    mostVotes: onlyAgreed(findings.slate.mostVotes),
    ranks: ranked,
    groups:
      earlier?.groups ??
      groups.map((group) => ({
        name: group.name,
        people: group.people,
        x: group.x,
        y: group.y,
        representative: group.representative.filter(({ number }) => shown.has(number)),
      })),
    answers:
      earlier?.answers ??
      findings.statements
        .filter((one) => groups.length > 0 && shown.has(one.number) && cellsAreSafe(one.all, one.groups))
        .map((one) => ({ number: one.number, groups: one.groups })),
  };
}

/** Whether nothing small can be found in these counts, nor by taking them from the whole. */
export function cellsAreSafe(all: Counts, groups: readonly Counts[]): boolean {
  return (['agree', 'disagree', 'pass', 'seen'] as const).every((name) => {
    const cells = groups.map((counts) => counts[name]);
    const outside = all[name] - cells.reduce((sum, cell) => sum + cell, 0);
    return ![...cells, outside].some((cell) => cell > 0 && cell < smallestCell);
  });
}
