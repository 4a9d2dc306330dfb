import type { Actor, Role } from './actor.ts';
import type { Uuid } from './ids.ts';

/** The categories of information about a person; `thread.all_categories()` in the database. */
export const personCategories = ['identity', 'circle', 'plan', 'needs', 'referral', 'safeguarding'] as const;
export type PersonCategory = (typeof personCategories)[number];

/** The roles in which somebody helps people, the one that sees most first; `thread.helping_organisation()` in the database. */
export const helpingRoles = ['link-worker', 'practitioner', 'editor'] as const satisfies readonly Role[];
export type HelpingRole = (typeof helpingRoles)[number];

/** What a role may know of a person at most, whatever the person allows. */
export function categoriesOfRole(role: HelpingRole): readonly PersonCategory[] {
  switch (role) {
    case 'link-worker':
      return personCategories;
    case 'practitioner':
      return ['identity', 'circle', 'plan', 'needs', 'referral'];
    case 'editor':
      return ['identity', 'referral'];
  }
}

/** For which organisation somebody helps people, and what their role may know. */
export type Helping = { organisation: Uuid; role: HelpingRole; categories: readonly PersonCategory[] };

/** How the actor helps in the place of the request; undefined for residents and for roles that see no person. */
export function helpingOf(actor: Actor): Helping | undefined {
  if (actor.kind === 'anonymous') return undefined;
  for (const role of helpingRoles) {
    const membership = actor.memberships.find((one) => one.role === role && one.organisation !== undefined);
    if (membership?.organisation !== undefined)
      return { organisation: membership.organisation, role, categories: categoriesOfRole(role) };
  }
  return undefined;
}
