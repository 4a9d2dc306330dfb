/** +1 agree, -1 disagree, 0 pass. Not having seen a statement is the absence of a vote, never a value. */
export type VoteValue = 1 | 0 | -1;

/** One press of a button. `sequence` grows with time; nothing is ever removed. */
export type VoteEvent = { personId: string; statementId: string; value: VoteValue; sequence: number };

/** Where one person stands on one statement now. */
export type Vote = { personId: string; statementId: string; value: VoteValue };

/**
 * The current vote of each person on each statement: the one with the highest sequence; of two with the same, the later
 * in the list. Order of the result: by first appearance.
 */
export function currentVotes(events: readonly VoteEvent[]): Vote[] {
  const latest = new Map<string, Map<string, VoteEvent>>();
  for (const event of events) {
    let ofPerson = latest.get(event.personId);
    if (ofPerson === undefined) {
      ofPerson = new Map();
      latest.set(event.personId, ofPerson);
    }
    const known = ofPerson.get(event.statementId);
    if (known === undefined || event.sequence >= known.sequence) ofPerson.set(event.statementId, event);
  }
  return [...latest.values()].flatMap((ofPerson) =>
    [...ofPerson.values()].map(({ personId, statementId, value }) => ({ personId, statementId, value })),
  );
}
