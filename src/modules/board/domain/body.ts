import { compareDates, formatDate, type LocalDate } from '../../../lib/dates.ts';
import type { Standing } from './standing.ts';

export const bodyKinds = [
  'health-and-wellbeing-board',
  'place-board',
  'integrated-care-partnership',
  'sub-committee',
  'task-and-finish',
  'other',
] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** The words for a kind of body. */
export function bodyKindName(kind: BodyKind): string {
  const names: Record<BodyKind, string> = {
    'health-and-wellbeing-board': 'Health and wellbeing board',
    'place-board': 'Place board',
    'integrated-care-partnership': 'Integrated care partnership',
    'sub-committee': 'Sub-committee',
    'task-and-finish': 'Task and finish group',
    other: 'Other body',
  };
  return names[kind];
}

export const memberRoles = ['chair', 'vice-chair', 'member'] as const;
export type MemberRole = (typeof memberRoles)[number];
export function memberRoleName(role: MemberRole): string {
  return { chair: 'Chair', 'vice-chair': 'Vice-chair', member: 'Member' }[role];
}

/** Where a body stands today: a group that was given a day is late when it has passed without a report. */
export function bodyStanding(
  body: { kind: BodyKind; status: 'live' | 'reported' | 'ended'; dueOn: LocalDate | undefined },
  today: LocalDate,
): Standing {
  if (body.status === 'ended') return { text: 'Ended', tone: 'ended' };
  if (body.status === 'reported') return { text: 'Has reported', tone: 'good' };
  if (body.dueOn === undefined) return { text: 'Meets regularly', tone: 'plain' };
  return compareDates(body.dueOn, today) < 0
    ? { text: `Should have reported by ${formatDate(body.dueOn)}`, tone: 'late' }
    : { text: `At work, reports by ${formatDate(body.dueOn)}`, tone: 'waiting' };
}
