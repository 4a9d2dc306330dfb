import type { Vote } from './vote.ts';

/** How one group answered one statement. `seen` = agree + disagree + pass. */
export type Counts = { agree: number; disagree: number; pass: number; seen: number };

/** A statement as counting needs it. `setAside`: rejected, withdrawn or "about you". `number` settles ties. */
export type CountedStatement = { id: string; number: number; setAside: boolean };

export type StatementCounts = { statementId: string; number: number; counts: Counts };

/** Counts with nobody in them. */
export function noCounts(): Counts {
  return { agree: 0, disagree: 0, pass: 0, seen: 0 };
}

/** The counts of several groups together. */
export function sumCounts(groups: readonly Counts[]): Counts {
  const total = noCounts();
  for (const group of groups) {
    total.agree += group.agree;
    total.disagree += group.disagree;
    total.pass += group.pass;
    total.seen += group.seen;
  }
  return total;
}

/**
 * Counts the votes of the people in `personIds` on every kept statement, by statement number. Statements set aside and
 * votes of anybody else (the banned, for instance) do not count. There must be one vote per person and statement.
 */
export function countVotes(
  statements: readonly CountedStatement[],
  votes: readonly Vote[],
  personIds: ReadonlySet<string>,
): StatementCounts[] {
  const kept = statements.filter((statement) => !statement.setAside).sort((a, b) => a.number - b.number);
  const counts = new Map(kept.map((statement) => [statement.id, noCounts()]));
  for (const vote of votes) {
    const ofStatement = counts.get(vote.statementId);
    if (ofStatement === undefined || !personIds.has(vote.personId)) continue;
    ofStatement.seen += 1;
    if (vote.value === 1) ofStatement.agree += 1;
    else if (vote.value === -1) ofStatement.disagree += 1;
    else ofStatement.pass += 1;
  }
  return kept.map(({ id, number }) => ({ statementId: id, number, counts: counts.get(id) ?? noCounts() }));
}
