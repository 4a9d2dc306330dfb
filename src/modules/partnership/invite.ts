import { roleName } from '../../kernel/actor.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { newToken, tokenHash } from '../../lib/token-hash.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { Trx } from '../../platform/database/database.ts';
import { queueMail } from '../../platform/mail/mail.ts';
import {
  decideInvitation,
  invitationDays,
  type InvitationCommand,
  type InvitationProblem,
} from './domain/invitation.ts';
import { insertInvitation, isPartnerToday, revokeInvitation } from './store/invitations.ts';

/** Who invites, and what the letter has to say of where to. */
export type Inviting = {
  place: { id: Uuid; slug: string; name: string };
  by: { account: Uuid; name: string };
  baseUrl: string;
  now: Date;
  newId: () => Uuid;
};

/**
 * Invites somebody: the invitation, the letter and the audit row in one transaction, as an administrator of the place.
 * The token is in the letter only.
 */
export async function createInvitation(
  trx: Trx,
  command: InvitationCommand,
  inviting: Inviting,
): Promise<Result<{ id: Uuid }, InvitationProblem[]>> {
  const { place, by, baseUrl, now, newId } = inviting;
  const decided = decideInvitation(command, { now });
  if (!decided.ok) return decided;
  const { email, role, organisation, expiresAt } = decided.value;
  if (
    organisation !== undefined &&
    !(await isPartnerToday(trx, place.id, organisation, now.toISOString().slice(0, 10)))
  )
    return fail([{ field: 'organisation', text: 'Choose an organisation that is a partner of this place' }]);
  const id = newId();
  const token = newToken();
  await insertInvitation(
    trx,
    { ...decided.value, place: place.id, id, tokenHash: tokenHash(token), by: by.account },
    now,
  );
  await queueMail(
    trx,
    {
      place: place.id,
      kind: 'invitation',
      to: email,
      subject: `An invitation to take part in ${place.name}`.slice(0, 200),
      body: [
        `${by.name} invites you to take part in ${place.name} on Common Thread, as: ${roleName(role)}.`,
        '',
        `Open this address within ${invitationDays} days (until ${expiresAt.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'Europe/London' })}). It works once:`,
        `${baseUrl}/${place.slug}/invitation/${token}`,
        '',
        'If you do not know who this is from, you need not do anything.',
      ].join('\n'),
    },
    now,
    newId,
  );
  await recordAudit(
    trx,
    { place: place.id, account: by.account, action: 'invitation/sent', kind: 'invitation', id, detail: { role } },
    now,
    newId,
  );
  return ok({ id });
}

/** Takes an invitation back; its link no longer works. */
export async function withdrawInvitation(
  trx: Trx,
  withdrawn: { place: Uuid; account: Uuid; id: Uuid },
  now: Date,
  newId: () => Uuid,
): Promise<boolean> {
  const { place, account, id } = withdrawn;
  if (!(await revokeInvitation(trx, place, id, now))) return false;
  await recordAudit(trx, { place, account, action: 'invitation/revoked', kind: 'invitation', id }, now, newId);
  return true;
}
