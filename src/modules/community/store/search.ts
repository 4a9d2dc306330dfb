import { sql, type RawBuilder } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { distanceBetween, type Point } from '../domain/distance.ts';
import { fitOf, openAt, type Facts } from '../domain/ranking.ts';
import type { MonthWeek, Schedule, Weekday } from '../domain/schedule.ts';
import type { Moment } from '../domain/sentence.ts';
import { queryOf, soughtWords } from './words.ts';

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
};

/** A service that search found; the distance in metres where both it and the asker have a point. */
export type FoundService = { id: Uuid; metres: number | undefined };

/** More than any place lists: sorting so many takes milliseconds, and the order is the same on every page. */
const most = 5_000;
/** How many of the best are weighed by how fresh they are, when they open and whether they can take somebody. */
const weighed = 100;
/** With fewer services that hold every word, those that hold some of them follow. */
const few = 10;

type Row = { id: Uuid; name: string; match: number; point: Point | undefined };

/**
 * Finds services by words (their stems in English, the words that the place takes for each other, and what was meant by
 * a mistyped one), by day and by need. Nearest first when it is known from where, else what fits best: its words, how
 * lately it was checked, how soon it opens, whether it can take somebody. Reads the copy that holds nothing that may not
 * be public.
 */
export async function searchServices(trx: Trx, place: Uuid, asked: ServiceSearch): Promise<FoundService[]> {
  const sought = asked.words.trim() === '' ? [] : await soughtWords(trx, place, asked.words);
  let rows = await candidates(trx, place, asked, sought.length === 0 ? undefined : queryOf(sought, 'every'));
  if (sought.length > 1 && rows.length < few) {
    const known = new Set(rows.map((row) => row.id));
    const others = await candidates(trx, place, asked, queryOf(sought, 'any'));
    rows = [...rows.map((row) => ({ ...row, match: row.match + 10 })), ...others.filter((row) => !known.has(row.id))];
  }
  if (asked.day !== undefined || asked.isEvening === true) rows = await openOnes(trx, place, rows, asked);
  const { near } = asked;
  if (near === undefined)
    return (await bestFirst(trx, place, rows, asked)).map(({ id }) => ({ id, metres: undefined }));
  return nearest(rows, near);
}

async function candidates(
  trx: Trx,
  place: Uuid,
  asked: ServiceSearch,
  words: RawBuilder<unknown> | undefined,
): Promise<Row[]> {
  // Which index serves depends on how rare the words are: this is planned for them.
  if (words !== undefined) await sql`set local plan_cache_mode = auto`.execute(trx);
  const match = words === undefined ? sql<number>`0` : sql<number>`ts_rank(x.stems, ${words})`;
  let query = trx
    .selectFrom('service_search as x')
    .select(['x.service_id as id', 'x.name', 'x.latitude', 'x.longitude', match.as('match')])
    .where('x.place_id', '=', place)
    .limit(most);
  if (words !== undefined) query = query.where(sql<boolean>`x.stems @@ ${words}`).orderBy(match, 'desc');
  if (asked.freeOnly) query = query.where('x.is_free', '=', true);
  if (asked.stepFree) query = query.where('x.step_free', '=', true);
  if (asked.organisation !== undefined) query = query.where('x.organisation_id', '=', asked.organisation);
  if (asked.day !== undefined) query = query.where('x.status', '=', 'active');
  const { age, facets } = asked;
  if (age !== undefined)
    query = query
      .where((eb) => eb.or([eb('x.minimum_age', 'is', null), eb('x.minimum_age', '<=', age)]))
      .where((eb) => eb.or([eb('x.maximum_age', 'is', null), eb('x.maximum_age', '>=', age)]));
  if (facets !== undefined && facets.length > 0) query = query.where(sql<boolean>`x.facets @> ${[...facets]}::text[]`);
  const rows = await query.orderBy('x.name').orderBy('x.service_id').execute();
  return rows.map(({ id, name, latitude, longitude, match: score }) => ({
    id,
    name,
    match: score,
    point: latitude === null || longitude === null ? undefined : { latitude, longitude },
  }));
}

/** The nearest first; what has no point follows in the order it has anyway, so that nothing can be learned of where it is. */
function nearest(rows: readonly Row[], from: Point): FoundService[] {
  return rows
    .map(({ id, point }) => ({ id, metres: point === undefined ? undefined : distanceBetween(from, point) }))
    .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0);
}

async function bestFirst(trx: Trx, place: Uuid, rows: readonly Row[], asked: ServiceSearch): Promise<readonly Row[]> {
  // A long list without words has an order that one can find one's way in: the names.
  if (rows.length > weighed && asked.words.trim() === '') return rows;
  const head = rows.slice(0, weighed);
  const facts = await factsOf(
    trx,
    place,
    head.map((row) => row.id),
  );
  const fits = new Map(head.map((row) => [row.id, fitOf(row.match, facts.get(row.id), asked)] as const));
  // Sorting keeps the order of names among those that fit alike.
  const sorted = head.toSorted((a, b) => (fits.get(b.id) ?? 0) - (fits.get(a.id) ?? 0));
  return [...sorted, ...rows.slice(weighed)];
}

async function factsOf(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, Facts>> {
  if (ids.length === 0) return new Map();
  const schedules = await schedulesOf(trx, place, ids);
  const rows = await sql<{ id: Uuid; checked_on: LocalDate | null; state: string | null; expires_at: Date | null }>`
    select i.id, k.checked_on, c.state, c.expires_at from unnest(${[...ids]}::uuid[]) as i(id)
    left join service_check k on k.place_id = ${place} and k.service_id = i.id
    left join service_capacity c on c.place_id = ${place} and c.service_id = i.id`.execute(trx);
  return new Map(
    rows.rows.map((row) => [
      row.id,
      {
        checkedOn: row.checked_on ?? undefined,
        schedules: schedules.get(row.id) ?? [],
        canTake: row.state ?? undefined,
        canTakeUntil: row.expires_at ?? undefined,
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
