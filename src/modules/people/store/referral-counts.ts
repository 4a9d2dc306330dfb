import { sql } from 'kysely';
import { countHelpJob } from '../../../kernel/count-help.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { publishedCount } from '../../../kernel/published-count.ts';
import { addDays, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { gathers } from '../../../platform/database/gathered.ts';
import { patience } from '../domain/referral.ts';
import { publishReach } from './reach.ts';

export const countReferralsJob = countHelpJob;

/** The month of a day, `2026-03`. */
export function monthOf(day: LocalDate): string {
  return day.slice(0, 7);
}
/** The last day of the month before. */
export function endOfLastMonth(today: LocalDate): LocalDate {
  return addDays(`${monthOf(today)}-01` as LocalDate, -1);
}

/** People with a referral up to a day, as anybody may read them: undefined is 1 to 7, not told. */
export type ReferralCount = {
  asOf: LocalDate;
  asked: number | undefined;
  answered: number | undefined;
  waiting: number | undefined;
};

/** Whether the count of a day's month was made. */
export async function isCounted(trx: Trx, place: Uuid, today: LocalDate): Promise<boolean> {
  // Whoever writes what was gathered asks it.
  if (gathers(trx, 'counted', endOfLastMonth(today))) return false;
  const done = await trx
    .selectFrom('referral_count')
    .select('about_id')
    .where('place_id', '=', place)
    .where('about_kind', '=', 'place')
    .where('as_of', '=', endOfLastMonth(today))
    .executeTakeFirst();
  return done !== undefined;
}

/**
 * Counts people up to the end of last month, of the place and of each priority, and publishes what may be published.
 * People whose records were erased since are still counted, as a number. Once a month: a figure that is always fresh would tell each person by its change. In a service's transaction.
 * @returns the day up to which it counted; undefined where this month's was done before.
 */
export async function countReferrals(trx: Trx, place: Uuid, now: Date): Promise<LocalDate | undefined> {
  const asOf = endOfLastMonth(todayInLondon(now));
  if (await isCounted(trx, place, todayInLondon(now))) return undefined;
  const end = addDays(asOf, 1);
  const isLate = (urgency: 'routine' | 'urgent') => addDays(end, -patience(urgency));
  const rows = await sql<{ priority: Uuid | null; asked: number; answered: number; waiting: number }>`
    with sent as (
      select r.person_id, g.priority_id, r.answered_at < ${end}::date as answered,
             coalesce(least(r.answered_at, r.closed_at), 'infinity') >= ${end}::date
               and r.sent_at < case r.urgency when 'urgent' then ${isLate('urgent')}::date else ${isLate('routine')}::date end as waiting
        from referral r
        left join goal g on g.place_id = r.place_id and g.person_id = r.person_id and g.id = r.goal_id
       where r.place_id = ${place} and r.sent_at < ${end}::date and r.status <> 'entered-in-error'
    ), counted as (
      select null::uuid as priority_id, person_id, answered, waiting from sent
      union all
      select priority_id, person_id, answered, waiting from sent where priority_id is not null
    ), alive as (
      select priority_id, count(distinct person_id) as asked,
             count(distinct person_id) filter (where answered) as answered,
             count(distinct person_id) filter (where waiting) as waiting
        from counted group by priority_id
      union all
      select case about_kind when 'priority' then about_id end, asked, answered, 0 from erased_count where place_id = ${place}
    )
    select priority_id as priority, sum(asked)::bigint as asked, sum(answered)::bigint as answered, sum(waiting)::bigint as waiting
      from alive group by priority_id`.execute(trx);
  await trx.deleteFrom('referral_count').where('place_id', '=', place).execute();
  const none = { priority: null, asked: 0, answered: 0, waiting: 0 };
  const all = rows.rows.some((row) => row.priority === null) ? rows.rows : [none, ...rows.rows];
  for (const row of all)
    await trx
      .insertInto('referral_count')
      .values({
        place_id: place,
        about_kind: row.priority === null ? 'place' : 'priority',
        about_id: row.priority ?? place,
        as_of: asOf,
        asked: publishedCount(row.asked) ?? null,
        answered: publishedCount(row.answered) ?? null,
        waiting: publishedCount(row.waiting) ?? null,
        made_at: now,
      })
      .execute();
  await publishReach(trx, place, asOf, now);
  await raisePublicVersion(trx, place);
  return asOf;
}

/** What may be told of referrals for a priority, or of the whole place. */
export async function referralCount(
  trx: Trx,
  place: Uuid,
  about: { kind: 'place' | 'priority'; id: Uuid },
): Promise<ReferralCount | undefined> {
  const row = await trx
    .selectFrom('referral_count')
    .select(['as_of', 'asked', 'answered', 'waiting'])
    .where('place_id', '=', place)
    .where('about_kind', '=', about.kind)
    .where('about_id', '=', about.id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    asOf: row.as_of as LocalDate,
    asked: row.asked ?? undefined,
    answered: row.answered ?? undefined,
    waiting: row.waiting ?? undefined,
  };
}
