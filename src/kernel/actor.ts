import type { Uuid } from './ids.ts';

/** What a person may be in a place. */
export const roles = [
  'administrator',
  'programme-manager',
  'facilitator',
  'board-officer',
  'board-member',
  'link-worker',
  'practitioner',
  'analyst',
  'editor',
  'resident',
] as const;
export type Role = (typeof roles)[number];

/** The words people read for each role. */
export function roleName(role: Role): string {
  const names: Record<Role, string> = {
    administrator: 'Administrator',
    'programme-manager': 'Programme manager',
    facilitator: 'Facilitator',
    'board-officer': 'Board officer',
    'board-member': 'Board member',
    'link-worker': 'Link worker',
    practitioner: 'Health or care professional',
    analyst: 'Analyst',
    editor: 'Speaks for an organisation',
    resident: 'Resident',
  };
  return names[role];
}

export type Membership = { place: Uuid; role: Role; organisation: Uuid | undefined };

/** Who is asking: nobody known, or a person with what they are in the place of the request. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'member'; account: Uuid; name: string; memberships: readonly Membership[] };

/** True when the actor has one of `wanted` in the place of the request. */
export function hasRole(actor: Actor, ...wanted: readonly Role[]): boolean {
  return actor.kind === 'member' && actor.memberships.some((membership) => wanted.includes(membership.role));
}

/** True when the actor works for a partner: any role but resident. */
export function isPartner(actor: Actor): boolean {
  return actor.kind === 'member' && actor.memberships.some((membership) => membership.role !== 'resident');
}

/** True when the actor may answer for the organisation: mirrors `thread.my_organisations()` in the database. */
export function speaksFor(actor: Actor, organisation: Uuid): boolean {
  const speaking: readonly Role[] = ['editor', 'administrator', 'programme-manager'];
  return (
    actor.kind === 'member' &&
    actor.memberships.some((m) => m.organisation === organisation && speaking.includes(m.role))
  );
}

/** What a route asks of whoever calls it. A `client` is a program with a token: no sign-in opens its routes. */
export type Ability = 'anyone' | 'signed-in' | 'here' | 'partner' | 'client' | readonly Role[];

/** Whether `actor` may use a route that asks for `ability`. */
export function may(actor: Actor, ability: Ability): boolean {
  if (ability === 'anyone') return true;
  if (ability === 'client') return false;
  if (actor.kind === 'anonymous') return false;
  if (ability === 'signed-in') return true;
  if (ability === 'here') return actor.memberships.length > 0;
  if (ability === 'partner') return isPartner(actor);
  return hasRole(actor, ...ability);
}
