import { sql } from 'kysely';
import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { AgreementPurpose } from '../domain/agreement.ts';
import type { PeopleDoing } from './doing.ts';
import { createAgreement, endAgreement, type Agreement } from './sharing.ts';

export type SeenAgreement = {
  id: Uuid;
  name: string;
  purposes: AgreementPurpose[];
  categories: PersonCategory[];
  lawfulBasis: string;
  from: Date;
  until: Date | undefined;
  reviewOn: LocalDate;
  parties: { organisation: Uuid; name: string; until: Date | undefined }[];
};

/** Every sharing agreement of the place, the newest first, with its parties. */
export async function agreementsOf(trx: Trx, place: Uuid): Promise<SeenAgreement[]> {
  const [rows, parties] = await Promise.all([
    trx
      .selectFrom('sharing_agreement')
      .selectAll()
      .where('place_id', '=', place)
      .orderBy('from_at', 'desc')
      .orderBy('id')
      .limit(100)
      .execute(),
    trx
      .selectFrom('sharing_agreement_party as p')
      .innerJoin('organisation as o', 'o.id', 'p.organisation_id')
      .select(['p.agreement_id', 'p.organisation_id', 'p.until_at', 'o.name'])
      .where('p.place_id', '=', place)
      .orderBy('o.name')
      .execute(),
  ]);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    purposes: row.purposes as AgreementPurpose[],
    categories: row.categories as PersonCategory[],
    lawfulBasis: row.lawful_basis,
    from: row.from_at,
    until: row.until_at ?? undefined,
    reviewOn: row.review_on as LocalDate,
    parties: parties
      .filter((one) => one.agreement_id === row.id)
      .map((one) => ({ organisation: one.organisation_id, name: one.name, until: one.until_at ?? undefined })),
  }));
}

async function audit(trx: Trx, doing: PeopleDoing, id: Uuid, action: string): Promise<void> {
  const entry = { place: doing.place.id, account: doing.by.account, action, kind: 'agreement', id };
  await recordAudit(trx, entry, doing.now, doing.newId);
}

/** Puts an agreement in force, with a trace. */
export async function makeAgreement(trx: Trx, doing: PeopleDoing, agreement: Agreement): Promise<Uuid> {
  const { id } = await createAgreement(trx, doing, agreement);
  await audit(trx, doing, id, 'agreement/made');
  return id;
}

/** Ends an agreement that has not ended, and with it whatever it opened. */
export async function stopAgreement(trx: Trx, doing: PeopleDoing, id: Uuid): Promise<boolean> {
  const found = (await agreementsOf(trx, doing.place.id)).find((one) => one.id === id);
  if (found === undefined || (found.until !== undefined && found.until <= doing.now)) return false;
  await endAgreement(trx, doing, id);
  await audit(trx, doing, id, 'agreement/ended');
  return true;
}

/** Says that it was reviewed, and when again. */
export async function reviewAgreement(trx: Trx, doing: PeopleDoing, id: Uuid, again: LocalDate): Promise<boolean> {
  const done = await trx
    .updateTable('sharing_agreement')
    .set({ review_on: again })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return false;
  await audit(trx, doing, id, 'agreement/reviewed');
  return true;
}

/** One party leaves at once; what the agreement opened to it is closed. */
export async function leaveAgreement(trx: Trx, doing: PeopleDoing, id: Uuid, organisation: Uuid): Promise<boolean> {
  const done = await trx
    .updateTable('sharing_agreement_party')
    .set({ until_at: sql<Date>`greatest(from_at, ${doing.now})` })
    .where('place_id', '=', doing.place.id)
    .where('agreement_id', '=', id)
    .where('organisation_id', '=', organisation)
    .where('until_at', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return false;
  await sql`select thread.refold_all()`.execute(trx);
  await audit(trx, doing, id, 'agreement/left');
  return true;
}
