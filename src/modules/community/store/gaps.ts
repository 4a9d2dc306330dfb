import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import { isCurrentIn } from './open.ts';

/** The scope in which a search without an answer is counted: readers have no right to write. */
export function gapScope(place: Uuid): Scope {
  return { role: 'thread_service', job: 'count-gap', place };
}

/** Counts that something was looked for and not found: by month, part of the place and term, without anybody's words. */
export async function countUnmet(
  trx: Trx,
  place: Uuid,
  gap: { month: LocalDate; area: string; term: string },
): Promise<void> {
  await sql`insert into unmet_search (place_id, month, area, term, count) values (${place}, ${gap.month}, ${gap.area}, ${gap.term}, 1)
    on conflict (place_id, month, area, term) do update set count = unmet_search.count + 1`.execute(trx);
}

export type Unmet = { area: string; term: string; count: number };

/** What was looked for and not found since a month, the most often first. The database shows it to partners alone. */
export async function unmetSince(trx: Trx, place: Uuid, month: LocalDate): Promise<Unmet[]> {
  const rows = await trx
    .selectFrom('unmet_search')
    .select((eb) => ['area', 'term', eb.fn.sum<string>('count').as('count')])
    .where('place_id', '=', place)
    .where('month', '>=', month)
    .groupBy(['area', 'term'])
    .orderBy('count', 'desc')
    .orderBy('area')
    .orderBy('term')
    .limit(500)
    .execute();
  return rows.map((row) => ({ area: row.area, term: row.term, count: Number(row.count) }));
}

/** How many services are listed for each term on a day. */
export async function listedByTerm(trx: Trx, place: Uuid, today: LocalDate): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('service_search as x')
    .select([sql<string>`unnest(x.facets)`.as('facet'), (eb) => eb.fn.countAll<number>().as('count')])
    .where('x.place_id', '=', place)
    .where(isCurrentIn('x', today))
    .groupBy('facet')
    .execute();
  return new Map(
    rows.filter((row) => row.facet.startsWith('term:')).map((row) => [row.facet.slice('term:'.length), row.count]),
  );
}

/** The services listed on a day by each of their terms, with the parts of the place that they serve; none is all of it. */
export async function servedByTerm(
  trx: Trx,
  place: Uuid,
  today: LocalDate,
): Promise<{ term: string; areas: readonly string[]; service: Uuid }[]> {
  const rows = await trx
    .selectFrom('service as s')
    .innerJoin('service_term as t', (join) =>
      join.onRef('t.place_id', '=', 's.place_id').onRef('t.service_id', '=', 's.id'),
    )
    .select(['t.term', 's.areas', 's.id as service'])
    .where('s.place_id', '=', place)
    .where('s.approved_at', 'is not', null)
    .where(isCurrentIn('s', today))
    .limit(50_000)
    .execute();
  return rows;
}

/** Who pays for services, with what they pay for, by name. */
export async function funders(
  trx: Trx,
  place: Uuid,
  today: LocalDate,
): Promise<{ funder: string; services: { name: string; slug: string }[] }[]> {
  const rows = await trx
    .selectFrom('service as s')
    .select(['s.paid_for_by', 's.name', 's.slug'])
    .where('s.place_id', '=', place)
    .where('s.approved_at', 'is not', null)
    .where('s.paid_for_by', '<>', '')
    .where(isCurrentIn('s', today))
    .orderBy('s.paid_for_by')
    .orderBy('s.name')
    .limit(2_000)
    .execute();
  const found = new Map<string, { name: string; slug: string }[]>();
  for (const { paid_for_by, ...service } of rows) found.set(paid_for_by, [...(found.get(paid_for_by) ?? []), service]);
  return [...found].map(([funder, services]) => ({ funder, services }));
}
