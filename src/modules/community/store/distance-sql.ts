import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { radius, type Point } from '../domain/distance.ts';

/** A table with a point: the copy for search as `x`, a location as `l`. */
type Row = 'x' | 'l';

/** How many metres go into a degree of latitude. */
const metresInDegree = 111_195;

/** The distance in metres of what stands in a row, null where it has no point. Source: the haversine formula. */
export function metresFrom(row: Row, { latitude, longitude }: Point): RawBuilder<number | null> {
  const [high, wide] = [sql.ref(`${row}.latitude`), sql.ref(`${row}.longitude`)];
  return sql<
    number | null
  >`2 * ${radius}::float8 * asin(least(1, sqrt(power(sin(radians(${high} - ${latitude}::float8) / 2), 2)
    + cos(radians(${latitude}::float8)) * cos(radians(${high})) * power(sin(radians(${wide} - ${longitude}::float8) / 2), 2))))`;
}

/** Whether what stands in a row lies in a box that an index knows, around a circle of so many metres. */
export function boxAround(row: Row, { latitude, longitude }: Point, metres: number): RawBuilder<SqlBool> {
  const high = metres / metresInDegree;
  const wide = metres / (metresInDegree * Math.cos((latitude * Math.PI) / 180));
  return sql<SqlBool>`${sql.ref(`${row}.latitude`)} between ${latitude - high}::float8 and ${latitude + high}::float8
    and ${sql.ref(`${row}.longitude`)} between ${longitude - wide}::float8 and ${longitude + wide}::float8`;
}
