import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { prepared } from '../../../platform/database/prepared.ts';

/** An organisation of a place, as everybody may know it. */
export type Partner = {
  id: Uuid;
  name: string;
  kind: string;
  odsCode: string | undefined;
  charityNumber: string | undefined;
  website: string | undefined;
  isHere: boolean;
  since: string;
  createdAt: Date;
};

const partnerRows = prepared(
  (db, place: Uuid, ids: readonly Uuid[] | undefined, after: Uuid | undefined, limit: number) => {
    let query = db
      .selectFrom('partner as p')
      .innerJoin('organisation as o', 'o.id', 'p.organisation_id')
      .select(['o.id', 'o.name', 'o.kind', 'o.ods_code', 'o.charity_number', 'o.website', 'o.created_at'])
      .select(['p.left_on', 'p.joined_on'])
      .where('p.place_id', '=', place);
    if (ids !== undefined) query = query.where(sql<boolean>`o.id = any(${[...ids]}::uuid[])`);
    if (after !== undefined) query = query.where('o.id', '<', after);
    return query.orderBy('o.id', 'desc').limit(limit);
  },
);

/** The partners of a place, newest id first; those that left are told as not active. */
export async function partnersHere(
  trx: Trx,
  place: Uuid,
  filter: { ids: readonly Uuid[] | undefined; after: Uuid | undefined },
  limit: number,
): Promise<Partner[]> {
  const rows = await partnerRows(trx, place, filter.ids, filter.after, limit);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    odsCode: row.ods_code ?? undefined,
    charityNumber: row.charity_number ?? undefined,
    website: row.website ?? undefined,
    isHere: row.left_on === null,
    since: row.joined_on,
    createdAt: row.created_at,
  }));
}

/** A partner of the place today. */
export async function partnerHere(trx: Trx, place: Uuid, id: Uuid): Promise<Partner | undefined> {
  const [found] = await partnersHere(trx, place, { ids: [id], after: undefined }, 1);
  return found?.isHere === true ? found : undefined;
}
