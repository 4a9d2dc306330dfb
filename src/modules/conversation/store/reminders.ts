import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { moderators } from '../domain/roles.ts';

export const reminderJob = 'conversation/remind-moderators';
/** Authors are told that somebody reads their statement within a day. */
export const reminderAfterMs = 24 * 3_600_000;

/** How many statements wait to be read, and how many of them were sent before `before`. In a service's transaction. */
export async function waitingSince(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  before: Date,
): Promise<{ waiting: number; late: number }> {
  const row = await trx
    .selectFrom('statement')
    .select((eb) => [
      eb.fn.countAll<number>().as('waiting'),
      sql<number>`count(*) filter (where created_at <= ${before})::int`.as('late'),
    ])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .where('status', '=', 'submitted')
    .executeTakeFirstOrThrow();
  return row;
}

/** The addresses of those who may run conversations in a place today. In a service's transaction. */
export async function moderatorMailboxes(trx: Trx, place: Uuid, now: Date): Promise<string[]> {
  const today = todayInLondon(now);
  const rows = await trx
    .selectFrom('membership as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select('a.email')
    .distinct()
    .where('m.place_id', '=', place)
    .where(
      'm.role',
      'in',
      moderators.filter((role) => role !== 'administrator'),
    )
    .where('m.starts_on', '<=', today)
    .where((eb) => eb.or([eb('m.ends_on', 'is', null), eb('m.ends_on', '>=', today)]))
    .where('a.disabled_at', 'is', null)
    .orderBy('a.email')
    .limit(20)
    .execute();
  return rows.map((row) => row.email);
}
