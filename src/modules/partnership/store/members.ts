import type { Role } from '../../../kernel/actor.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** A role that a person has in a place, as administrators see it. */
export type Member = {
  membership: Uuid;
  account: Uuid;
  name: string;
  email: string;
  role: Role;
  organisation: string | undefined;
  startsOn: string;
  isDisabled: boolean;
};

/** Everybody with a role in a place today, by name. */
export async function membersOf(trx: Trx, place: Uuid, today: string): Promise<Member[]> {
  const rows = await trx
    .selectFrom('membership as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .leftJoin('organisation as o', 'o.id', 'm.organisation_id')
    .select([
      'm.id',
      'm.account_id',
      'm.role',
      'm.starts_on',
      'a.name',
      'a.email',
      'a.disabled_at',
      'o.name as organisation',
    ])
    .where('m.place_id', '=', place)
    .where((eb) => eb.or([eb('m.ends_on', 'is', null), eb('m.ends_on', '>=', today)]))
    .orderBy('a.name')
    .orderBy('m.role')
    .execute();
  return rows.map((row) => ({
    membership: row.id,
    account: row.account_id,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    organisation: row.organisation ?? undefined,
    startsOn: row.starts_on,
    isDisabled: row.disabled_at !== null,
  }));
}

/** Gives an account a role in a place from today on. */
export async function giveRole(
  trx: Trx,
  place: Uuid,
  role: { id: Uuid; account: Uuid; role: Role; organisation: Uuid | undefined; by: Uuid | undefined },
  today: string,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('membership')
    .values({
      place_id: place,
      id: role.id,
      account_id: role.account,
      organisation_id: role.organisation ?? null,
      role: role.role,
      starts_on: today,
      created_at: now,
      created_by: role.by ?? null,
    })
    .execute();
}

/** Ends a role: it was last in force the day before `today`, so that it stops at once. */
export async function endRole(trx: Trx, place: Uuid, membership: Uuid, yesterday: string): Promise<void> {
  await trx
    .updateTable('membership')
    .set({ ends_on: yesterday })
    .where('place_id', '=', place)
    .where('id', '=', membership)
    .execute();
}
