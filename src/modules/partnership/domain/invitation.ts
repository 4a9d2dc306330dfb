import { roles, type Role } from '../../../kernel/actor.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { isEmail, normaliseEmail } from '../../../lib/email.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';

/** How long an invitation can be accepted. */
export const invitationDays = 14;

/** What an administrator says about whom to invite. */
export type InvitationCommand = { name: string; email: string; role: string; organisation: Uuid | undefined };
/** An invitation that may be sent. */
export type NewInvitation = {
  name: string;
  email: string;
  role: Role;
  organisation: Uuid | undefined;
  expiresAt: Date;
};
export type InvitationProblem = { field: 'name' | 'email' | 'role' | 'organisation'; text: string };

export type InvitationDates = { expiresAt: Date; acceptedAt: Date | undefined; revokedAt: Date | undefined };
export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired';

/** Decides whether somebody can be invited so, and until when the invitation is good. */
export function decideInvitation(
  command: InvitationCommand,
  { now }: { now: Date },
): Result<NewInvitation, InvitationProblem[]> {
  const problems: InvitationProblem[] = [];
  const name = command.name.trim();
  const email = normaliseEmail(command.email);
  const role = roles.find((one) => one === command.role);
  if (name === '' || name.length > 120)
    problems.push({ field: 'name', text: 'Enter the name of the person, in at most 120 characters' });
  if (!isEmail(email))
    problems.push({ field: 'email', text: 'Enter the e-mail address of the person, such as name@example.org' });
  if (role === undefined) problems.push({ field: 'role', text: 'Choose what the person will be here' });
  if (role === 'editor' && command.organisation === undefined)
    problems.push({ field: 'organisation', text: 'Choose the organisation for which the person will speak' });
  if (problems.length > 0 || role === undefined) return fail(problems);
  return ok({
    name,
    email,
    role,
    organisation: command.organisation,
    expiresAt: new Date(now.getTime() + invitationDays * 86_400_000),
  });
}

/** What has become of an invitation. One that was accepted stays so, whatever came later. */
export function invitationState(dates: InvitationDates, now: Date): InvitationState {
  if (dates.acceptedAt !== undefined) return 'accepted';
  if (dates.revokedAt !== undefined) return 'revoked';
  return dates.expiresAt > now ? 'open' : 'expired';
}

/** Whether the account with the address `email` is the one that was invited. */
export function isInvited(invitation: { email: string }, email: string): boolean {
  return normaliseEmail(email) === invitation.email;
}
