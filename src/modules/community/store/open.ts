import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LocalDate } from '../../../lib/dates.ts';

/** The table `service` as `s`, or its copy for search as `x`: both hold the days of a listing. */
type Row = 's' | 'x';

/** Whether people can go to what stands in a row on a day: the same as `isOpen` says. */
export function isOpenIn(row: Row, day: LocalDate): RawBuilder<SqlBool> {
  const of = (column: string) => sql.ref(`${row}.${column}`);
  return sql<SqlBool>`(${isCurrentIn(row, day)} and (${of('listed_from')} is null or ${of('listed_from')} <= ${day}::date)
    and (${of('status')} = 'active' or ${of('reopens_on')} <= ${day}::date))`;
}

/** Whether what stands in a row is still meant to be found on a day: the same as `isCurrentListing` says. */
export function isCurrentIn(row: Row, day: LocalDate): RawBuilder<SqlBool> {
  const of = (column: string) => sql.ref(`${row}.${column}`);
  return sql<SqlBool>`(${of('status')} in ('active', 'temporarily closed') and (${of('listed_to')} is null or ${of('listed_to')} >= ${day}::date))`;
}
