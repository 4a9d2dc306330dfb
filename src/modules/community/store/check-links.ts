import { sql } from 'kysely';
import type { Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { newToken, tokenHash } from '../../../lib/token-hash.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import { askedAfterDays } from '../domain/freshness.ts';
import { isCurrentIn } from './open.ts';

/** The kind of the job that asks once a day whether listings are still right. */
export const askStillRightJob = 'community/ask-still-right';
const linkDays = 30;
const dayMs = 86_400_000;
/** How many are asked in one go; the others are asked in the next. */
const mostAsked = 100;

/** Finds what a link leads to, and says for whoever holds it that all is right. */
export function stillRightScope(place: Uuid): Scope {
  return { role: 'thread_service', job: 'still-right', place };
}

/** Lets the place be asked from now on, once a day. */
export async function askDaily(trx: Trx, doing: Doing, runAfter: Date): Promise<void> {
  const job = { place: doing.place.id, kind: askStillRightJob, dedupeKey: 'daily', runAfter };
  await queueJob(trx, job, doing.now, doing.newId);
}

/** A listing that nobody has looked at for some time, and where those are reached who could. */
export type Due = { service: Uuid; name: string; mailboxes: string[] };

/**
 * The listings about which somebody is to be asked: 75, 90, 120 or 165 days after the last check, once each time. Those
 * who speak for the organisation are asked; where nobody does, the mailbox that stands in the listing.
 */
export async function dueForCheck(trx: Trx, doing: Doing): Promise<Due[]> {
  const today = todayInLondon(doing.now);
  const place = doing.place.id;
  const { rows } = await sql<{ id: Uuid; name: string; email: string | null; mailboxes: string[] }>`
    with due as (
      select k.service_id, max(k.checked_on + t.days) as since
      from service_check k cross join unnest(${[...askedAfterDays]}::int[]) as t(days)
      where k.place_id = ${place} and k.checked_on + t.days <= ${today}::date
      group by k.service_id)
    select s.id, s.name, s.email, array(
        select distinct a.email from membership m join account a on a.id = m.account_id and a.disabled_at is null
        where m.place_id = ${place} and m.organisation_id = s.organisation_id and m.role = 'editor'
          and m.starts_on <= ${today}::date and (m.ends_on is null or m.ends_on >= ${today}::date)) as mailboxes
    from due join service s on s.place_id = ${place} and s.id = due.service_id
    where s.approved_at is not null and ${isCurrentIn('s', today)}
      and not exists (select 1 from check_link l where l.place_id = ${place} and l.service_id = s.id and l.made_at >= due.since)
    order by due.since, s.id limit ${mostAsked}`.execute(trx);
  return rows.map(({ id, name, email, mailboxes }) => ({
    service: id,
    name,
    mailboxes: mailboxes.length > 0 ? mailboxes : email === null ? [] : [email],
  }));
}

/** Makes a link that says once that a service is still right. Of its token of 256 random bits only the hash is kept. */
export async function makeCheckLink(trx: Trx, doing: Doing, service: Uuid): Promise<string> {
  const token = newToken();
  await trx
    .insertInto('check_link')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      service_id: service,
      token_hash: tokenHash(token),
      made_at: doing.now,
      expires_at: new Date(doing.now.getTime() + linkDays * dayMs),
    })
    .execute();
  return token;
}

/** The service that a link is about, while it can be used. Wrong, used and too old look alike. */
export async function serviceOfLink(trx: Trx, place: Uuid, token: string, now: Date): Promise<Uuid | undefined> {
  const row = await trx
    .selectFrom('check_link')
    .select('service_id')
    .where('place_id', '=', place)
    .where('token_hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.service_id;
}

/** Uses a link up: true for whoever comes first, and for nobody else. */
export async function useLink(trx: Trx, place: Uuid, token: string, now: Date): Promise<boolean> {
  const done = await trx
    .updateTable('check_link')
    .set({ used_at: now })
    .where('place_id', '=', place)
    .where('token_hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) > 0;
}
