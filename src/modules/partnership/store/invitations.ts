import { sql } from 'kysely';
import type { Role } from '../../../kernel/actor.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import type { InvitationDates, NewInvitation } from '../domain/invitation.ts';

/** An invitation as it is kept. */
export type Invitation = InvitationDates & {
  id: Uuid;
  name: string;
  email: string;
  role: Role;
  organisation: { id: Uuid; name: string } | undefined;
  /** Who invites. */
  by: string | undefined;
  createdAt: Date;
};

/** The scope in which a token is looked up and accepted: whoever holds it may not be anybody here yet. */
export function acceptScope(place: Uuid): Scope {
  return { role: 'thread_service', job: 'accept-invitation', place };
}

/** Whether the organisation is a partner of the place today: nobody is invited to speak for another. */
export async function isPartnerToday(trx: Trx, place: Uuid, organisation: Uuid, today: string): Promise<boolean> {
  const row = await trx
    .selectFrom('partner')
    .select('organisation_id')
    .where('place_id', '=', place)
    .where('organisation_id', '=', organisation)
    .where((eb) => eb.or([eb('left_on', 'is', null), eb('left_on', '>=', today)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes an invitation; of its token only the hash is kept. */
export async function insertInvitation(
  trx: Trx,
  invitation: NewInvitation & { place: Uuid; id: Uuid; tokenHash: string; by: Uuid },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('invitation')
    .values({
      place_id: invitation.place,
      id: invitation.id,
      email: invitation.email,
      name: invitation.name,
      role: invitation.role,
      organisation_id: invitation.organisation ?? null,
      token_hash: invitation.tokenHash,
      created_at: now,
      created_by: invitation.by,
      expires_at: invitation.expiresAt,
    })
    .execute();
}

function invitations(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('invitation')
    .leftJoin('organisation', 'organisation.id', 'invitation.organisation_id')
    .leftJoin('account', 'account.id', 'invitation.created_by')
    .where('invitation.place_id', '=', place)
    .select([
      'invitation.id',
      'invitation.name',
      'invitation.email',
      'invitation.role',
      'invitation.organisation_id',
      'organisation.name as organisation_name',
      'account.name as by_name',
      'invitation.created_at',
      'invitation.expires_at',
      'invitation.accepted_at',
      'invitation.revoked_at',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof invitations>['executeTakeFirstOrThrow']>>;

function fromRow(row: Row): Invitation {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    organisation:
      row.organisation_id === null ? undefined : { id: row.organisation_id, name: row.organisation_name ?? '' },
    by: row.by_name ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  };
}

/** The invitations of a place, newest first. */
export async function listInvitations(trx: Trx, place: Uuid, limit = 200): Promise<Invitation[]> {
  const rows = await invitations(trx, place).orderBy('invitation.created_at', 'desc').limit(limit).execute();
  return rows.map(fromRow);
}

/** The invitation with this token, whatever has become of it. */
export async function findInvitation(trx: Trx, place: Uuid, hash: string): Promise<Invitation | undefined> {
  const row = await invitations(trx, place).where('invitation.token_hash', '=', hash).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Takes an invitation back, unless it was accepted. */
export async function revokeInvitation(trx: Trx, place: Uuid, id: Uuid, now: Date): Promise<boolean> {
  const row = await trx
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Accepts an invitation for an account and makes the membership. One statement both asks whether it is still open and
 * closes it, so that of two at once only one succeeds.
 * @returns nothing when it was not open any more, or is for another address.
 */
export async function acceptInvitation(
  trx: Trx,
  accepted: { place: Uuid; tokenHash: string; account: Uuid; email: string; today: string },
  now: Date,
  newId: () => Uuid,
): Promise<{ invitation: Uuid; membership: Uuid } | undefined> {
  const { place, account, today } = accepted;
  const row = await trx
    .updateTable('invitation')
    .set({ accepted_at: now })
    .where('place_id', '=', place)
    .where('token_hash', '=', accepted.tokenHash)
    .where('email', '=', accepted.email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const same = await trx
    .selectFrom('membership')
    .select('id')
    .where('place_id', '=', place)
    .where('account_id', '=', account)
    .where('role', '=', row.role)
    .where(sql<boolean>`organisation_id is not distinct from ${row.organisation_id}::uuid`)
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', today)]))
    .executeTakeFirst();
  if (same !== undefined) return { invitation: row.id, membership: same.id };
  const id = newId();
  await trx
    .insertInto('membership')
    .values({
      place_id: place,
      id,
      account_id: account,
      organisation_id: row.organisation_id,
      role: row.role,
      starts_on: today,
      created_at: now,
      created_by: row.created_by,
    })
    .execute();
  return { invitation: row.id, membership: id };
}
