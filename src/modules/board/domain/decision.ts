import type { Standing } from './standing.ts';

/** "2026-014": the year and the running number in it, as people cite a decision. */
export function decisionNumber(year: number, running: number): string {
  return `${year}-${String(running).padStart(3, '0')}`;
}

/** What stands under a decision. */
export type UnderDecision = { accepted: number; done: number; waiting: number; delegated: boolean };

/** Whether anybody has taken a decision on: an organisation that accepted an action, or a group it was handed to. */
export function isTakenOn(under: UnderDecision): boolean {
  return under.accepted + under.done > 0 || under.delegated;
}

/** Where a decision stands by what was accepted under it. */
export function decisionStanding(decision: { isPublished: boolean }, under: UnderDecision): Standing {
  if (!decision.isPublished) return { text: 'Recorded, not published yet', tone: 'plain' };
  if (under.accepted > 0) return { text: 'Being carried out', tone: 'waiting' };
  if (under.waiting > 0)
    return { text: 'Waiting for an organisation to accept', tone: under.done > 0 ? 'waiting' : 'late' };
  if (under.done > 0) return { text: 'Carried out', tone: 'good' };
  return under.delegated
    ? { text: 'Handed to a group', tone: 'waiting' }
    : { text: 'Nobody has taken it on yet', tone: 'late' };
}
