import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { distanceBetween, type Point } from '../domain/distance.ts';
import { daysAsked } from '../domain/ranking.ts';
import { dayFacet, type Weekday } from '../domain/schedule.ts';
import type { Moment } from '../domain/sentence.ts';
import { boxAround, metresFrom } from './distance-sql.ts';
import { isCurrentIn, isOpenIn } from './open.ts';
import { placeStem, queryOf, type SoughtWord } from './words.ts';

export type ServiceSearch = {
  words: string;
  /** A day of the week, or a time counted from the one at which it is asked. */
  day: Weekday | Moment | undefined;
  today: LocalDate;
  /** The time on the clock, `HH:MM`, for what is open now. */
  clock?: string | undefined;
  isEvening?: boolean | undefined;
  near: Point | undefined;
  freeOnly: boolean;
  stepFree: boolean;
  organisation: Uuid | undefined;
  age?: number | undefined;
  /** Facets that it must have, such as `term:company`, `language:pl` or `feature:lift`. */
  facets?: readonly string[] | undefined;
  /** Also what is closed for now, or has not begun: what has ended nobody looks for. */
  alsoClosed?: boolean | undefined;
  /** Of how many of the best somebody wants to know; up to 1,000 are counted. Nothing here: of all. */
  most?: number | undefined;
};

/** A service that fits what was asked: how well its words do, and where it is for everybody. */
export type Candidate = { id: Uuid; match: number; point: Point | undefined };
/** Those that fit. There may be more than were looked at: then `total` is how many were. */
export type Candidates = { total: number; isMore: boolean; rows: readonly Candidate[] };

/** How many fitting services are looked at: beyond them nobody counts, and a common word costs no more than a rare one. */
export const counted = 1_000;
/** Of more than can be looked at, the nearest are found in circles, in metres, that widen until enough lie within. */
const circles = [1_000, 3_000, 10_000, 30_000, 100_000, 1_000_000];
/** Within a circle all are looked at, so that the nearest are the nearest: no circle of so few people has more. */
const mostWithin = 20_000;

export type Sought = { words: readonly SoughtWord[]; join: 'every' | 'any' };
type Bounds = {
  /** How many are looked at. */
  most: number;
  /** How many of the best are given. */
  wanted: number;
};

/**
 * What fits, the nearest or the best words first. Where more fit than are looked at, the best are those whose very name
 * has the words, and the nearest are all that lie within a circle.
 */
export async function candidates(
  trx: Trx,
  place: Uuid,
  asked: ServiceSearch,
  sought: Sought | undefined,
  bounds: Bounds,
): Promise<Candidates> {
  const { near } = asked;
  const query = sought === undefined ? undefined : queryOf(sought.words, sought.join);
  const conditions = conditionsOf(place, asked, query);
  const all = await look(trx, conditions, query, near, bounds);
  if (!all.isMore) return all;
  if (near !== undefined) {
    let rows: readonly Candidate[] = [];
    for (const metres of circles) {
      const box = [...conditions, boxAround('x', near, metres)];
      const within = await look(trx, box, query, near, { ...bounds, most: mostWithin });
      rows = within.rows.filter(({ point }) => point !== undefined && distanceBetween(near, point) <= metres);
      if (rows.length >= bounds.wanted || within.isMore) return { ...all, rows };
    }
    return { ...all, rows: [...rows, ...all.rows.filter((row) => row.point === undefined)] };
  }
  if (sought === undefined) return all;
  const named = sql`${query} && ${queryOf(sought.words, sought.join, 'name')}`;
  const best = await look(trx, conditionsOf(place, asked, named), query, undefined, bounds);
  const known = new Set(best.rows.map((row) => row.id));
  return { ...all, rows: [...best.rows, ...all.rows.filter((row) => !known.has(row.id))].slice(0, bounds.wanted) };
}

function conditionsOf(
  place: Uuid,
  asked: ServiceSearch,
  words: RawBuilder<unknown> | undefined,
): RawBuilder<SqlBool>[] {
  const { today, age, facets } = asked;
  const conditions = [
    sql<SqlBool>`x.place_id = ${place}`,
    asked.alsoClosed === true ? isCurrentIn('x', today) : isOpenIn('x', today),
  ];
  if (words !== undefined) conditions.push(hasWords(place, words));
  if (asked.freeOnly) conditions.push(sql<SqlBool>`x.is_free`);
  if (asked.stepFree) conditions.push(sql<SqlBool>`x.step_free`);
  if (asked.organisation !== undefined) conditions.push(sql<SqlBool>`x.organisation_id = ${asked.organisation}`);
  const days = daysAsked(asked.day, today);
  if (days.length > 0) conditions.push(sql<SqlBool>`x.facets && ${days.map(dayFacet)}::text[]`);
  if (age !== undefined)
    conditions.push(
      sql<SqlBool>`(x.minimum_age is null or x.minimum_age <= ${age})`,
      sql<SqlBool>`(x.maximum_age is null or x.maximum_age >= ${age})`,
    );
  if (facets !== undefined && facets.length > 0) conditions.push(sql<SqlBool>`x.facets @> ${[...facets]}::text[]`);
  return conditions;
}

/**
 * Whether the words stand in a row `x`. The place stands among the stems, so that the index of words gives its services
 * alone and not those of every place. What is asked for stands in a select of its own, so that it is made once and not for
 * every row.
 */
export function hasWords(place: Uuid, words: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`x.stems @@ (select ${placeStem(place)}::tsquery && ${words})`;
}

/** Looks at the first that fit, as the index gives them (by name, when neither words nor a place put them in order). */
async function look(
  trx: Trx,
  conditions: readonly RawBuilder<SqlBool>[],
  words: RawBuilder<unknown> | undefined,
  near: Point | undefined,
  { most, wanted }: Bounds,
): Promise<Candidates> {
  const match = words === undefined ? sql`0` : sql`ts_rank(x.stems, (select ${words}))`;
  const metres = near === undefined ? sql`0` : metresFrom('x', near);
  const inOrder = words === undefined && near === undefined ? sql`order by x.name, x.service_id` : sql``;
  const { rows } = await sql<{
    id: Uuid;
    match: number;
    latitude: number | null;
    longitude: number | null;
    total: number;
  }>`with fits as materialized (
      select x.service_id as id, x.name, x.latitude, x.longitude, ${match} as match, ${metres} as metres
      from service_search x where ${sql.join(conditions, sql` and `)} ${inOrder} limit ${most + 1})
    select id, match, latitude, longitude, count(*) over () as total from fits
    order by metres nulls last, match desc, name, id limit ${wanted}`.execute(trx);
  const total = rows[0]?.total ?? 0;
  return {
    total: Math.min(total, most),
    isMore: total > most,
    rows: rows.map(({ id, match: score, latitude, longitude }) => ({
      id,
      match: score,
      point: latitude === null || longitude === null ? undefined : { latitude, longitude },
    })),
  };
}
