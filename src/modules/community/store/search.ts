import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { distanceBetween, type Point } from '../domain/distance.ts';
import { comingDays, fitOf, openAt, type Facts } from '../domain/ranking.ts';
import type { MonthWeek, Schedule, Weekday } from '../domain/schedule.ts';
import { candidates, counted, type Candidate, type Candidates, type ServiceSearch } from './candidates.ts';
import { soughtWords } from './words.ts';

/** A service that search found; the distance in metres where both it and the asker have a point. */
export type FoundService = { id: Uuid; metres: number | undefined };
/** What was found. When there is more than is looked at, `total` is how many were. */
export type Found = { total: number; isMore: boolean; found: FoundService[] };

/** Of what is open at a time so many are looked at for a page: whether they are is worked out one by one. */
const mostAtATime = 5_000;
/** More than any place has: somebody wants all of it. */
const all = 1_000_000;
/** How many of the best are weighed by how fresh they are, when they open and whether they can take somebody. */
const weighed = 50;
/** With fewer services that hold every word, those that hold some of them follow. */
const few = 10;

/**
 * Finds services by words (their stems in English, the words that the place takes for each other, and what was meant by
 * a mistyped one), by day and by need. Nearest first when it is known from where, else what fits best: its words, how
 * lately it was checked, how soon it opens, whether it can take somebody. Reads the copy that holds nothing that may not
 * be public.
 */
export async function searchServices(trx: Trx, place: Uuid, asked: ServiceSearch): Promise<Found> {
  const { near } = asked;
  const words = asked.words.trim() === '' ? [] : await soughtWords(trx, place, asked.words);
  const bounds = boundsOf(asked);
  const every = words.length === 0 ? undefined : ({ words, join: 'every' } as const);
  let { total, isMore, rows } = await candidates(trx, place, asked, every, bounds);
  if (words.length > 1 && total < few) {
    const known = new Set(rows.map((row) => row.id));
    // Those that hold every word are among those that hold some, and perhaps not among their best.
    const wanted = Math.min(bounds.most, bounds.wanted + rows.length);
    const some = await candidates(trx, place, asked, { words, join: 'any' }, { ...bounds, wanted });
    const others = some.rows.filter((row) => !known.has(row.id));
    rows = [...rows.map((row) => ({ ...row, match: row.match + 10 })), ...others];
    total = some.total;
    isMore = some.isMore;
  }
  if (asked.day !== undefined || asked.isEvening === true) {
    rows = await openOnes(trx, place, rows, asked);
    total = rows.length;
  }
  if (near !== undefined) return { total, isMore, found: nearest(rows, near) };
  const best = await bestFirst(trx, place, { total, rows }, asked);
  return { total, isMore, found: best.map(({ id }) => ({ id, metres: undefined })) };
}

/** How many are looked at, and how many of them are asked for: all where some are left out afterwards. */
function boundsOf(asked: ServiceSearch): { most: number; wanted: number } {
  const isLater = asked.day !== undefined || asked.isEvening === true;
  if (asked.most === undefined) return { most: all, wanted: all };
  if (isLater) return { most: mostAtATime, wanted: mostAtATime };
  return { most: counted, wanted: Math.max(asked.most, weighed) };
}

/** The nearest first; what has no point follows in the order it has anyway, so that nothing can be learned of where it is. */
function nearest(rows: readonly Candidate[], from: Point): FoundService[] {
  return rows
    .map(({ id, point }) => ({ id, metres: point === undefined ? undefined : distanceBetween(from, point) }))
    .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0);
}

async function bestFirst(
  trx: Trx,
  place: Uuid,
  { total, rows }: Pick<Candidates, 'total' | 'rows'>,
  asked: ServiceSearch,
): Promise<readonly Candidate[]> {
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

/** In one statement: three would take twice as long, and every search asks. */
async function factsOf(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, Facts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<
    Partial<ScheduleRow> & { id: Uuid; checked_on: string | null; state: string | null; expires_at: Date | null }
  >`select i.id, k.checked_on, c.state, c.expires_at,
      h.byday, h.opens_at, h.closes_at, h.every_weeks, h.month_week, h.valid_from, h.valid_to
    from unnest(${[...ids]}::uuid[]) as i(id)
    left join service_check k on k.place_id = ${place} and k.service_id = i.id
    left join service_capacity c on c.place_id = ${place} and c.service_id = i.id
    left join service_schedule h on h.place_id = ${place} and h.service_id = i.id`.execute(trx);
  const facts = new Map<Uuid, Facts & { schedules: Schedule[] }>();
  for (const row of rows) {
    const known = facts.get(row.id) ?? {
      checkedOn: (row.checked_on ?? undefined) as LocalDate | undefined,
      schedules: [],
      canTake: row.state ?? undefined,
      canTakeUntil: row.expires_at ?? undefined,
    };
    if (isSchedule(row)) known.schedules.push(toSchedule(row));
    facts.set(row.id, known);
  }
  return facts;
}

async function openOnes(trx: Trx, place: Uuid, rows: readonly Candidate[], asked: ServiceSearch): Promise<Candidate[]> {
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
  for (const row of rows) found.set(row.service_id, [...(found.get(row.service_id) ?? []), toSchedule(row)]);
  return found;
}

type ScheduleRow = {
  byday: string;
  opens_at: string | null;
  closes_at: string | null;
  every_weeks: number;
  month_week: number | null;
  valid_from: string | null;
  valid_to: string | null;
};

/** Whether a row of facts has times: what has none stands there once, without them. */
function isSchedule(row: Partial<ScheduleRow>): row is ScheduleRow {
  return typeof row.byday === 'string';
}

function toSchedule(row: ScheduleRow): Schedule {
  return {
    days: row.byday.split(',') as Weekday[],
    opensAt: row.opens_at ?? undefined,
    closesAt: row.closes_at ?? undefined,
    everyWeeks: row.every_weeks,
    ...(row.month_week === null ? {} : { monthWeek: row.month_week as MonthWeek }),
    from: (row.valid_from ?? undefined) as LocalDate | undefined,
    to: (row.valid_to ?? undefined) as LocalDate | undefined,
    description: '',
  };
}
