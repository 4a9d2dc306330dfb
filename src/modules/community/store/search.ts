import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { nearestFirst, type Point } from '../domain/distance.ts';
import { isOpenOn, opensOnWeekday, type MonthWeek, type Schedule, type Weekday } from '../domain/schedule.ts';

export type ServiceSearch = {
  words: string;
  /** A day of the week, or the very day on which it is asked. */
  day: Weekday | 'today' | undefined;
  today: LocalDate;
  near: Point | undefined;
  freeOnly: boolean;
  stepFree: boolean;
  organisation: Uuid | undefined;
};

/** A service that search found; the distance in metres where both it and the asker have a point. */
export type FoundService = { id: Uuid; metres: number | undefined };

/** More than any place lists: sorting so many takes milliseconds, and the order is the same on every page. */
const most = 5_000;

/**
 * Finds services by words (their stems in English, and near-misses by shared triples of letters), day and need, nearest
 * first when it is known from where, else the best match first, else by name. Reads the copy that holds nothing that may
 * not be public.
 */
export async function searchServices(trx: Trx, place: Uuid, asked: ServiceSearch): Promise<FoundService[]> {
  const words = asked.words.trim().toLowerCase();
  let query = trx
    .selectFrom('service_search as x')
    .select(['x.service_id as id', 'x.latitude', 'x.longitude'])
    .where('x.place_id', '=', place)
    .limit(most);
  if (asked.freeOnly) query = query.where('x.is_free', '=', true);
  if (asked.stepFree) query = query.where('x.step_free', '=', true);
  if (asked.organisation !== undefined) query = query.where('x.organisation_id', '=', asked.organisation);
  if (asked.day !== undefined) query = query.where('x.status', '=', 'active');
  if (words !== '') {
    query = query
      .where(
        sql<boolean>`(to_tsvector('english', x.words) @@ websearch_to_tsquery('english', ${words}) or ${words} <% x.words)`,
      )
      .orderBy(
        sql`ts_rank(to_tsvector('english', x.name), websearch_to_tsquery('english', ${words})) * 4
          + ts_rank(to_tsvector('english', x.words), websearch_to_tsquery('english', ${words})) * 2
          + word_similarity(${words}, lower(x.name))`,
        'desc',
      );
  }
  const rows = await query.orderBy('x.name').orderBy('x.service_id').execute();
  const open = asked.day === undefined ? undefined : await openOn(trx, place, asked.day, asked.today);
  const list = rows
    .filter((row) => open === undefined || open.has(row.id))
    .map(({ id, latitude, longitude }) => ({
      id,
      point: latitude === null || longitude === null ? undefined : { latitude, longitude },
    }));
  if (asked.near === undefined) return list.map(({ id }) => ({ id, metres: undefined }));
  return nearestFirst(list, asked.near).map(({ id, metres }) => ({ id, metres }));
}

async function openOn(trx: Trx, place: Uuid, day: Weekday | 'today', today: LocalDate): Promise<Set<Uuid>> {
  const rows = await trx
    .selectFrom('service_schedule')
    .select(['service_id', 'byday', 'every_weeks', 'month_week', 'valid_from', 'valid_to'])
    .where('place_id', '=', place)
    .execute();
  const open = rows.filter((row) => {
    const schedule: Schedule = {
      days: row.byday.split(',') as Weekday[],
      opensAt: undefined,
      closesAt: undefined,
      everyWeeks: row.every_weeks,
      ...(row.month_week === null ? {} : { monthWeek: row.month_week as MonthWeek }),
      from: (row.valid_from ?? undefined) as LocalDate | undefined,
      to: (row.valid_to ?? undefined) as LocalDate | undefined,
      description: '',
    };
    return day === 'today' ? isOpenOn(schedule, today) : opensOnWeekday(schedule, day, today);
  });
  return new Set(open.map((row) => row.service_id));
}
