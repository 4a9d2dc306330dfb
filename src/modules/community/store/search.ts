import { sql, type RawBuilder } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { distanceBetween, type Point } from '../domain/distance.ts';
import { comingDays, daysAsked, fitOf, openAt, type Facts } from '../domain/ranking.ts';
import { dayFacet, type MonthWeek, type Schedule, type Weekday } from '../domain/schedule.ts';
import type { Moment } from '../domain/sentence.ts';
import { isCurrentIn, isOpenIn } from './open.ts';
import { placeStem, queryOf, soughtWords } from './words.ts';

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
  /** Of how many of the best somebody wants to know; all are counted. Nothing here: of all. */
  most?: number | undefined;
};

/** A service that search found; the distance in metres where both it and the asker have a point. */
export type FoundService = { id: Uuid; metres: number | undefined };

/** More than any place lists: sorting so many takes milliseconds, and the order is the same on every page. */
const most = 5_000;
/** How many of the best are weighed by how fresh they are, when they open and whether they can take somebody. */
const weighed = 50;
/** With fewer services that hold every word, those that hold some of them follow. */
const few = 10;

type Row = { id: Uuid; match: number; point: Point | undefined };
type Rows = { total: number; rows: readonly Row[] };

/**
 * Finds services by words (their stems in English, the words that the place takes for each other, and what was meant by
 * a mistyped one), by day and by need. Nearest first when it is known from where, else what fits best: its words, how
 * lately it was checked, how soon it opens, whether it can take somebody. Reads the copy that holds nothing that may not
 * be public.
 */
export async function searchServices(
  trx: Trx,
  place: Uuid,
  asked: ServiceSearch,
): Promise<{ total: number; found: FoundService[] }> {
  const { near } = asked;
  const sought = asked.words.trim() === '' ? [] : await soughtWords(trx, place, asked.words);
  const query = sought.length === 0 ? undefined : queryOf(sought, 'every');
  let { total, rows } = await candidates(trx, place, asked, query, wantedOf(asked));
  if (sought.length > 1 && total < few) {
    const known = new Set(rows.map((row) => row.id));
    const { rows: others } = await candidates(trx, place, asked, queryOf(sought, 'any'), most);
    rows = [...rows.map((row) => ({ ...row, match: row.match + 10 })), ...others.filter((row) => !known.has(row.id))];
    total = rows.length;
  }
  if (asked.day !== undefined || asked.isEvening === true) {
    rows = await openOnes(trx, place, rows, asked);
    total = rows.length;
  }
  if (near !== undefined) return { total, found: nearest(rows, near) };
  const best = await bestFirst(trx, place, { total, rows }, asked);
  return { total, found: best.map(({ id }) => ({ id, metres: undefined })) };
}

/** How many of the best the database is asked for: all of them where the order is made, or some are left out, afterwards. */
function wantedOf(asked: ServiceSearch): number {
  const isLater = asked.near !== undefined || asked.day !== undefined || asked.isEvening === true;
  return isLater || asked.most === undefined ? most : Math.max(asked.most, weighed);
}

async function candidates(
  trx: Trx,
  place: Uuid,
  asked: ServiceSearch,
  words: RawBuilder<unknown> | undefined,
  wanted: number,
): Promise<Rows> {
  const match = words === undefined ? sql<number>`0` : sql<number>`ts_rank(x.stems, (select ${words}))`;
  let query = trx
    .selectFrom('service_search as x')
    .select(['x.service_id as id', 'x.latitude', 'x.longitude', match.as('match')])
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('x.place_id', '=', place)
    .limit(wanted);
  // The place stands among the stems, so that the index of words gives its services alone and not those of every place.
  // What is asked for stands in a select of its own, so that it is made once and not for every row.
  if (words !== undefined)
    query = query
      .where(sql<boolean>`x.stems @@ (select ${placeStem(place)}::tsquery && ${words})`)
      .orderBy(match, 'desc');
  if (asked.freeOnly) query = query.where('x.is_free', '=', true);
  if (asked.stepFree) query = query.where('x.step_free', '=', true);
  if (asked.organisation !== undefined) query = query.where('x.organisation_id', '=', asked.organisation);
  const standing = asked.alsoClosed === true ? isCurrentIn('x', asked.today) : isOpenIn('x', asked.today);
  query = query.where(standing);
  const days = daysAsked(asked.day, asked.today);
  if (days.length > 0) query = query.where(sql<boolean>`x.facets && ${days.map(dayFacet)}::text[]`);
  const { age, facets } = asked;
  if (age !== undefined)
    query = query
      .where((eb) => eb.or([eb('x.minimum_age', 'is', null), eb('x.minimum_age', '<=', age)]))
      .where((eb) => eb.or([eb('x.maximum_age', 'is', null), eb('x.maximum_age', '>=', age)]));
  if (facets !== undefined && facets.length > 0) query = query.where(sql<boolean>`x.facets @> ${[...facets]}::text[]`);
  const rows = await query.orderBy('x.name').orderBy('x.service_id').execute();
  return {
    total: Math.min(rows[0]?.total ?? 0, most),
    rows: rows.map(({ id, latitude, longitude, match: score }) => ({
      id,
      match: score,
      point: latitude === null || longitude === null ? undefined : { latitude, longitude },
    })),
  };
}

/** The nearest first; what has no point follows in the order it has anyway, so that nothing can be learned of where it is. */
function nearest(rows: readonly Row[], from: Point): FoundService[] {
  return rows
    .map(({ id, point }) => ({ id, metres: point === undefined ? undefined : distanceBetween(from, point) }))
    .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0);
}

async function bestFirst(trx: Trx, place: Uuid, { total, rows }: Rows, asked: ServiceSearch): Promise<readonly Row[]> {
  // A long list without words has an order that one can find one's way in: the names.
  if (total > weighed && asked.words.trim() === '') return rows;
  const head = rows.slice(0, weighed);
  const facts = await factsOf(
    trx,
    place,
    head.map((row) => row.id),
  );
  const week = comingDays(asked.today);
  const fits = new Map(head.map((row) => [row.id, fitOf(row.match, facts.get(row.id), asked, week)] as const));
  // Sorting keeps the order of names among those that fit alike.
  const sorted = head.toSorted((a, b) => (fits.get(b.id) ?? 0) - (fits.get(a.id) ?? 0));
  return [...sorted, ...rows.slice(weighed)];
}

async function factsOf(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, Facts>> {
  if (ids.length === 0) return new Map();
  const [schedules, checks, capacities] = await Promise.all([
    schedulesOf(trx, place, ids),
    trx
      .selectFrom('service_check')
      .select(['service_id', 'checked_on'])
      .where('place_id', '=', place)
      .where(sql<boolean>`service_id = any(${[...ids]}::uuid[])`)
      .execute(),
    trx
      .selectFrom('service_capacity')
      .select(['service_id', 'state', 'expires_at'])
      .where('place_id', '=', place)
      .where(sql<boolean>`service_id = any(${[...ids]}::uuid[])`)
      .execute(),
  ]);
  const checkedOn = new Map(checks.map((row) => [row.service_id, row.checked_on as LocalDate]));
  const capacity = new Map(capacities.map((row) => [row.service_id, row]));
  return new Map(
    ids.map((id) => [
      id,
      {
        checkedOn: checkedOn.get(id),
        schedules: schedules.get(id) ?? [],
        canTake: capacity.get(id)?.state,
        canTakeUntil: capacity.get(id)?.expires_at,
      },
    ]),
  );
}

async function openOnes(trx: Trx, place: Uuid, rows: readonly Row[], asked: ServiceSearch): Promise<Row[]> {
  const schedules = await schedulesOf(
    trx,
    place,
    rows.map((row) => row.id),
  );
  return rows.filter((row) =>
    openAt(schedules.get(row.id) ?? [], {
      day: asked.day,
      today: asked.today,
      clock: asked.clock ?? '12:00',
      isEvening: asked.isEvening === true,
    }),
  );
}

async function schedulesOf(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, Schedule[]>> {
  const rows = await trx
    .selectFrom('service_schedule')
    .select(['service_id', 'byday', 'opens_at', 'closes_at', 'every_weeks', 'month_week', 'valid_from', 'valid_to'])
    .where('place_id', '=', place)
    .where(sql<boolean>`service_id = any(${[...ids]}::uuid[])`)
    .execute();
  const found = new Map<Uuid, Schedule[]>();
  for (const row of rows) {
    const schedule: Schedule = {
      days: row.byday.split(',') as Weekday[],
      opensAt: row.opens_at ?? undefined,
      closesAt: row.closes_at ?? undefined,
      everyWeeks: row.every_weeks,
      ...(row.month_week === null ? {} : { monthWeek: row.month_week as MonthWeek }),
      from: (row.valid_from ?? undefined) as LocalDate | undefined,
      to: (row.valid_to ?? undefined) as LocalDate | undefined,
      description: '',
    };
    found.set(row.service_id, [...(found.get(row.service_id) ?? []), schedule]);
  }
  return found;
}
