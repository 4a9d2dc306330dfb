import { sql } from 'kysely';
import { countHelpJob } from '../../../kernel/count-help.ts';
import type { Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { addDays, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import { mayWriteFor } from './doing.ts';
import { findService } from './services.ts';
import type { TapRefusal } from './taps.ts';

/** How often somebody got in touch with a service: today, and in the last 365 days with today. */
export type Contacts = { today: number; year: number };

/** A day has no more: whoever counts on taps too often. */
const mostInADay = 10_000;

/**
 * Its own people count that somebody got in touch by themselves, or take one of today back. Of nobody is anything kept but
 * that it was one more, on which day.
 */
export async function countContact(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  tap: 'one' | 'back',
): Promise<Result<{ slug: string }, TapRefusal>> {
  const place = doing.place.id;
  const service = await findService(trx, place, id);
  if (service === undefined) return fail('service/gone');
  if (!mayWriteFor(doing.speaker, service.organisation.id)) return fail('service/not-yours');
  if (!service.isApproved) return fail('service/not-approved-yet');
  const day = todayInLondon(doing.now);
  if (tap === 'one') {
    const { rows } = await sql<{
      count: number;
    }>`insert into service_contact (place_id, service_id, day, count) values (${place}, ${id}, ${day}, 1)
      on conflict (place_id, service_id, day) do update set count = least(service_contact.count + 1, ${mostInADay})
      returning count`.execute(trx);
    // What may be told of it is counted once a month, also where nobody is referred.
    if (rows[0]?.count === 1)
      await queueJob(trx, { place, kind: countHelpJob, dedupeKey: day.slice(0, 7) }, doing.now, doing.newId);
  } else
    await trx
      .updateTable('service_contact')
      .set({ count: sql<number>`count - 1` })
      .where('place_id', '=', place)
      .where('service_id', '=', id)
      .where('day', '=', day)
      .where('count', '>', 0)
      .execute();
  return ok({ slug: service.slug });
}

/** How often somebody got in touch with these services. The database shows it to their own people alone. */
export async function contactsOf(
  trx: Trx,
  place: Uuid,
  services: readonly Uuid[],
  today: LocalDate,
): Promise<Map<Uuid, Contacts>> {
  if (services.length === 0) return new Map();
  const { rows } = await sql<{ id: Uuid; today: number; year: number }>`
    select service_id as id, coalesce(sum(count) filter (where day = ${today}), 0)::int as today, sum(count)::int as year
    from service_contact
    where place_id = ${place} and service_id = any(${[...services]}::uuid[]) and day > ${addDays(today, -365)} and day <= ${today}
    group by service_id`.execute(trx);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** How often somebody got in touch with each service up to and on a day, before the gate. In a service's transaction. */
export async function contactsUpTo(trx: Trx, place: Uuid, asOf: LocalDate): Promise<Map<Uuid, number>> {
  const { rows } = await sql<{ id: Uuid; count: number }>`
    select service_id as id, sum(count)::int as count from service_contact
    where place_id = ${place} and day <= ${asOf} group by service_id`.execute(trx);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
