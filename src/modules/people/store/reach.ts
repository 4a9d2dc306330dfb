import { sql } from 'kysely';
import { publishTables } from '../../../kernel/published-table.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { addDays, addMonths, type LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { countReach, reachDimensions, type ReachDimension, type ReachedPerson } from '../domain/reach.ts';

/** Of how many months help is counted. */
const months = 12;

/** Everybody to whom help was offered in the year up to a day, and how far it came by then. In a service's transaction. */
async function reachedPeople(trx: Trx, place: Uuid, from: LocalDate, end: LocalDate): Promise<ReachedPerson[]> {
  const result = await sql<{
    postcode: string;
    born_on: string | null;
    gender: string | null;
    ethnicity: string | null;
    accepted: boolean;
    attended: boolean;
    outcome: boolean;
  }>`
    with moved as (
      select e.referral_id, bool_or(e.to_status in ('accepted', 'in-progress', 'completed')) as accepted,
             bool_or(e.to_status in ('in-progress', 'completed')) as attended, bool_or(e.to_status = 'completed') as outcome
        from referral_event e where e.place_id = ${place} and e.at < ${end}::date group by e.referral_id
    ), reached as (
      select r.person_id, bool_or(coalesce(m.accepted, false)) as accepted, bool_or(coalesce(m.attended, false)) as attended,
             bool_or(coalesce(m.outcome, false)) as outcome
        from referral r left join moved m on m.referral_id = r.id
       where r.place_id = ${place} and r.sent_at >= ${from}::date and r.sent_at < ${end}::date and r.status <> 'entered-in-error'
       group by r.person_id
    )
    select case when p.postcode <> '' then p.postcode else coalesce(d.postcode, '') end as postcode, p.born_on, d.gender, d.ethnicity,
           x.accepted, x.attended, x.outcome
      from reached x join person p on p.place_id = ${place} and p.id = x.person_id
      left join person_particulars d on d.place_id = ${place} and d.person_id = x.person_id`.execute(trx);
  return result.rows.map((row) => ({
    postcode: row.postcode,
    bornOn: (row.born_on as LocalDate | null) ?? undefined,
    gender: row.gender ?? '',
    ethnicity: row.ethnicity ?? '',
    steps: { accepted: row.accepted, attended: row.attended, outcome: row.outcome },
  }));
}

/**
 * Counts how far help reached in the year up to a day, puts the tables through the gate together, and keeps what may be told.
 * The true counts are kept nowhere. In a service's transaction.
 */
export async function publishReach(trx: Trx, place: Uuid, asOf: LocalDate, now: Date): Promise<void> {
  const end = addDays(asOf, 1);
  const from = addMonths(end, -months);
  const counted = countReach(await reachedPeople(trx, place, from, end), asOf);
  const told = publishTables(counted.all, counted.tables);
  await trx.deleteFrom('reach_count').where('place_id', '=', place).execute();
  const rows = [
    { dimension: 'all', row_name: 'Everybody', position: 0, cells: told.all },
    ...told.tables.flatMap((table) =>
      table.rows.map((row, position) => ({ dimension: table.name, row_name: row.label, position, cells: row.cells })),
    ),
  ];
  await trx
    .insertInto('reach_count')
    .values(
      rows.map(({ cells: [offered, accepted, attended, outcome], ...row }) => ({
        place_id: place,
        ...row,
        from_on: from,
        as_of: asOf,
        offered: offered ?? null,
        accepted: accepted ?? null,
        attended: attended ?? null,
        outcome: outcome ?? null,
        made_at: now,
      })),
    )
    .execute();
}

/** Four figures of a row; what is not told is undefined. */
export type ReachRow = { label: string; cells: readonly (number | undefined)[] };
/** How far help reached, as it may be told. */
export type Reach = {
  from: LocalDate;
  asOf: LocalDate;
  all: ReachRow;
  tables: readonly { dimension: ReachDimension; rows: readonly ReachRow[] }[];
};

/** The figures of the last count; undefined before the first. */
export async function reachOf(trx: Trx, place: Uuid): Promise<Reach | undefined> {
  const rows = await trx
    .selectFrom('reach_count')
    .selectAll()
    .where('place_id', '=', place)
    .orderBy('dimension')
    .orderBy('position')
    .execute();
  const seen = rows.map((row) => ({
    dimension: row.dimension,
    from: row.from_on as LocalDate,
    asOf: row.as_of as LocalDate,
    row: {
      label: row.row_name,
      cells: [row.offered, row.accepted, row.attended, row.outcome].map((one) => one ?? undefined),
    },
  }));
  const all = seen.find((one) => one.dimension === 'all');
  if (all === undefined) return undefined;
  return {
    from: all.from,
    asOf: all.asOf,
    all: all.row,
    tables: reachDimensions.map((dimension) => ({
      dimension,
      rows: seen.filter((one) => one.dimension === dimension).map((one) => one.row),
    })),
  };
}
