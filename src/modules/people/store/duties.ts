import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { gathers } from '../../../platform/database/gathered.ts';
import type { Duty, Holder, Signature, SigningDuty } from '../domain/duties.ts';
import type { PeopleDoing } from './doing.ts';

/** Whether this place may keep records of people: the database refuses them otherwise. */
export async function mayHoldPeople(trx: Trx): Promise<boolean> {
  // Whoever writes what was gathered asks it.
  if (gathers(trx, 'may-hold-people')) return true;
  const result = await sql<{ yes: boolean }>`select thread.may_hold_people() as yes`.execute(trx);
  return result.rows[0]?.yes === true;
}

/** Who holds which duty today. */
export async function holdersOf(trx: Trx, place: Uuid, now: Date): Promise<Holder[]> {
  const rows = await trx
    .selectFrom('place_duty')
    .select(['id', 'duty', 'account_id', 'name', 'from_at'])
    .where('place_id', '=', place)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', now)]))
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    duty: row.duty as Duty,
    account: row.account_id,
    name: row.name,
    from: row.from_at,
  }));
}

/** Signatures that were not taken back. */
export async function signaturesOf(trx: Trx, place: Uuid): Promise<Signature[]> {
  const rows = await trx
    .selectFrom('safety_signature')
    .select(['duty', 'account_id', 'digest', 'signed_at'])
    .where('place_id', '=', place)
    .where('withdrawn_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    duty: row.duty as SigningDuty,
    account: row.account_id,
    digest: row.digest,
    signedAt: row.signed_at,
  }));
}

/** Everybody with a role here today, whom a duty could be given. For administrators: others see only themselves. */
export async function accountsHere(trx: Trx, place: Uuid): Promise<{ account: Uuid; name: string }[]> {
  const rows = await trx
    .selectFrom('membership as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select(['a.id', 'a.name'])
    .distinct()
    .where('m.place_id', '=', place)
    .where('m.role', '<>', 'resident')
    .where('a.disabled_at', 'is', null)
    .where('m.starts_on', '<=', sql<string>`current_date`)
    .where((eb) => eb.or([eb('m.ends_on', 'is', null), eb('m.ends_on', '>=', sql<string>`current_date`)]))
    .orderBy('a.name')
    .orderBy('a.id')
    .execute();
  return rows.map((row) => ({ account: row.id, name: row.name }));
}

/** Gives somebody a duty from now on. Of the four that sign there is one holder each: whoever held it before ends. */
export async function nameHolder(
  trx: Trx,
  doing: PeopleDoing,
  duty: Duty,
  holder: { account: Uuid; name: string },
): Promise<void> {
  const place = doing.place.id;
  if (duty !== 'safeguarding-team')
    await trx
      .updateTable('place_duty')
      .set({ until_at: doing.now })
      .where('place_id', '=', place)
      .where('duty', '=', duty)
      .where('until_at', 'is', null)
      .execute();
  await trx
    .insertInto('place_duty')
    .values({
      place_id: place,
      id: doing.newId(),
      duty,
      account_id: holder.account,
      name: holder.name,
      from_at: doing.now,
      named_by: doing.by.account ?? null,
    })
    .execute();
  await trace(trx, doing, 'duty/named', holder.account, duty);
}

/** Ends a duty now. */
export async function endDuty(trx: Trx, doing: PeopleDoing, id: Uuid): Promise<boolean> {
  const done = await trx
    .updateTable('place_duty')
    .set({ until_at: doing.now })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', id)
    .where('until_at', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return false;
  await trace(trx, doing, 'duty/ended', id, '');
  return true;
}

/** Signs the safety documents as they are, for a duty that one holds. */
export async function signDocuments(trx: Trx, doing: PeopleDoing, duty: SigningDuty, digest: string): Promise<void> {
  const { account } = doing.by;
  if (account === undefined) throw new TypeError('documents are signed by an account');
  await trx
    .insertInto('safety_signature')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      duty,
      account_id: account,
      name: doing.by.name,
      digest,
      signed_at: doing.now,
    })
    .execute();
  await trace(trx, doing, 'documents/signed', account, duty);
}

/** Takes one's own signatures for a duty back. Records that are there stay; no new ones are begun. */
export async function withdrawSignature(trx: Trx, doing: PeopleDoing, duty: SigningDuty): Promise<boolean> {
  const done = await trx
    .updateTable('safety_signature')
    .set({ withdrawn_at: doing.now })
    .where('place_id', '=', doing.place.id)
    .where('account_id', '=', doing.by.account ?? '')
    .where('duty', '=', duty)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return false;
  await trace(trx, doing, 'documents/unsigned', doing.by.account ?? '', duty);
  return true;
}

async function trace(trx: Trx, doing: PeopleDoing, action: string, id: Uuid, duty: string): Promise<void> {
  const entry = { place: doing.place.id, account: doing.by.account, action, kind: 'account', id, detail: { duty } };
  await recordAudit(trx, entry, doing.now, doing.newId);
}
