import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** An organisation that came with a directory, and how many services it lists here from it. */
export type ImportedOrganisation = { id: Uuid; name: string; services: number };

/**
 * The organisations whose services came from a directory and that are no partners of the place, by name, with how many
 * there are in all. Only those who approve see by which directory a service came.
 */
export async function organisationsWithoutPlace(
  trx: Trx,
  place: Uuid,
  source: Uuid,
  limit: number,
): Promise<{ total: number; organisations: ImportedOrganisation[] }> {
  const { rows } = await sql<ImportedOrganisation & { total: number }>`
    select o.id, o.name, count(*) as services, count(*) over () as total
    from service_key k
    join service s on s.place_id = ${place} and s.id = k.service_id and s.approved_at is not null
    join organisation o on o.id = s.organisation_id
    where k.place_id = ${place} and k.source_id = ${source}
      and not exists (select 1 from partner p where p.place_id = ${place} and p.organisation_id = o.id and p.left_on is null)
    group by o.id, o.name order by o.name, o.id limit ${limit}`.execute(trx);
  return {
    total: rows[0]?.total ?? 0,
    organisations: rows.map(({ id, name, services }) => ({ id, name, services })),
  };
}
