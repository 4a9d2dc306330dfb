import { fail, ok, type Result } from '../../../lib/result.ts';
import { plural } from '../../../lib/text.ts';
import type { Standing } from './standing.ts';

export type PriorityStatus = 'draft' | 'published' | 'retired';
export type PriorityCommand = 'publish' | 'retire';
export type PriorityRefusal = 'priority/no-grounds' | 'priority/not-draft' | 'priority/not-published';

/**
 * The next status. A priority can be published only when it answers something that people said, or says what need it
 * rests on: nobody should have to ask where it came from. A retired one can be taken up again.
 */
export function decidePriority(
  status: PriorityStatus,
  command: PriorityCommand,
  grounds: { answers: number; evidence: number },
): Result<PriorityStatus, PriorityRefusal> {
  if (command === 'retire') return status === 'published' ? ok('retired') : fail('priority/not-published');
  if (status === 'published') return fail('priority/not-draft');
  return grounds.answers + grounds.evidence === 0 ? fail('priority/no-grounds') : ok('published');
}

/** Where a priority stands, from what was promised under it and the objections that wait for a reply. */
export function priorityStanding(facts: {
  status: PriorityStatus;
  openCommitments: number;
  overdue: number;
  kept: number;
  openObjections: number;
}): Standing {
  if (facts.status === 'draft') return { text: 'Draft: only partners can see it', tone: 'waiting' };
  if (facts.status === 'retired') return { text: 'No longer a priority', tone: 'ended' };
  const objections =
    facts.openObjections === 0 ? '' : `, ${plural(facts.openObjections, 'objection')} waiting for a reply`;
  const promised = facts.openCommitments + facts.overdue + facts.kept;
  if (promised === 0) return { text: `Nothing promised yet${objections}`, tone: 'late' };
  const late = facts.overdue === 0 ? '' : `, ${formatLate(facts.overdue)}`;
  return {
    text: `${plural(promised, 'commitment')}, ${facts.kept} kept${late}${objections}`,
    tone: facts.overdue > 0 ? 'late' : facts.openObjections > 0 ? 'waiting' : 'good',
  };
}

function formatLate(count: number): string {
  return `${count} overdue`;
}

export type ObjectionStatus = 'open' | 'answered' | 'upheld';

/** What a reply does: the priority stays as it is, or the objection was right and it changes. */
export type ReplyKind = Exclude<ObjectionStatus, 'open'>;
export type ObjectionRefusal = 'objection/reply-needed';

/** A reply settles an objection; it may be given again in better words. It is never empty. */
export function decideReply(
  reply: string,
  kind: ReplyKind,
): Result<{ status: ReplyKind; reply: string }, ObjectionRefusal> {
  return reply.trim() === '' ? fail('objection/reply-needed') : ok({ status: kind, reply: reply.trim() });
}

/** Where an objection stands. One without a reply is shown as plainly as one with. */
export function objectionStanding(status: ObjectionStatus): Standing {
  switch (status) {
    case 'open':
      return { text: 'No reply yet', tone: 'late' };
    case 'answered':
      return { text: 'Answered: the priority stays as it was', tone: 'plain' };
    case 'upheld':
      return { text: 'Upheld: the priority was changed', tone: 'good' };
  }
}
